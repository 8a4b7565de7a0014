"""Finds numbers that identify a person: identity numbers, phones, accounts, cards, registration plates.

Method: maintained validators (phonenumbers, personnummer), and patterns that also match mistyped numbers and
numbers dictated as words. Redacting a harmless number costs little; missing an identifying one costs much.
"""

import re
from collections.abc import Iterator

import phonenumbers
from personnummer import personnummer

from bot.privacy.found import Found, Kind

_GAP = r"[ \u00a0.\-–/()+,]{0,3}"
_DIGITS = re.compile(rf"(?<![\w§])(?:\+|\()?\d(?:{_GAP}\d)*")
_MONEY = re.compile(
    r"\s*(?:kr\b|kronor|spänn|sek\b|:-|tusen|lax\b|papp|mil+ion|mille|miljard|euro|dollar|k\b)", re.I
)
_BORN = re.compile(
    r"(?<!\d)(?:\d\d[ ]?)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"[ \u00a0]?[-–+ ]?[ \u00a0]?\d{4}(?!\d)"
)
_ACCOUNT_WORD = re.compile(
    r"\b(?:bank|plus)?giro\w*|\b[bp]g\b|\bkonto\w*|\bclearing\w*|\bswish\w*|\biban\b", re.I
)
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?:\s?[A-Z]{4})?(?:\s?\d{4}){2,7}(?:\s?\d{1,3})?\b", re.I)

_ONES = "noll|ett?|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|(?:tret|fjor|fem|sex|sjut|ar|nit)ton"
_TENS = "tjugo|tjuge|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
_SMALL = rf"(?:(?:{_TENS})(?:{_ONES})?|{_ONES})"
_SPOKEN = rf"(?:(?:{_ONES})?hundra{_SMALL}?|{_SMALL})"
_IN_WORDS = re.compile(rf"\b{_SPOKEN}(?:(?:\s|,\s?|-|\s-\s){_SPOKEN}\b){{4,}}", re.I)
"""Five or more number words in a row, which are unlikely to be a count."""

LONG = 9
"""A number with at least this many digits is redacted, whatever it is: amounts and dates are shorter."""

LONG_AT_AN_ACCOUNT = 6
"""The same, if a word for an account precedes it."""


_LETTERS = "A-HJ-PR-UW-Z"
_PLATE = re.compile(
    rf"\b[{_LETTERS}]{{3}}[ -]?\d\d[\d{_LETTERS}]\b|\b(?:[{_LETTERS}] ){{3}}\d \d [\d{_LETTERS}]\b"
)
_SMALL_PLATE = re.compile(_PLATE.pattern, re.I)
_CAR = re.compile(
    r"(?:bil|volvo|audi|bmw|mer[cs]|passat|golf|regn?r|reg\b|registr|skylt|plåt|mopp?e|skåp|kör|taxi|kombi|suv)\w*\W",
    re.I,
)
_NOT_A_PLATE = frozenset({"bmw", "ktm", "sfs", "amg"})


def find_identities(text: str) -> Iterator[Found]:
    """Personal identity numbers and coordination numbers, also with a wrong check digit."""
    for match in _BORN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if personnummer.valid(digits) or len(digits) in (10, 12):
            yield Found(*match.span(), Kind.IDENTITY)


def find_phones(text: str) -> Iterator[Found]:
    """Valid phone numbers, Swedish or foreign."""
    for match in phonenumbers.PhoneNumberMatcher(text, "SE"):
        yield Found(match.start, match.end, Kind.PHONE)


def find_long_numbers(text: str) -> Iterator[Found]:
    """Accounts, cards, and other numbers with so many digits that they may identify somebody."""
    for match in _DIGITS.finditer(text):
        groups = re.findall(r"\d+", match[0])
        digits = "".join(groups)
        before = text[max(0, match.start() - 40) : match.start()]
        least = LONG_AT_AN_ACCOUNT if _ACCOUNT_WORD.search(before) else LONG
        is_spaced = len(digits) == len(groups) and "," not in match[0]  # dictated digit by digit
        is_list = len(digits) < 1.6 * len(groups) and not is_spaced  # "1, 2, 3, 5 och 11"
        if len(digits) < least or is_list or _MONEY.match(text, match.end()):
            continue
        is_phone = len(digits) <= 12 and (match[0].lstrip("(").startswith(("0", "+")))
        kind = Kind.PHONE if is_phone else Kind.CARD if _is_card(digits) else Kind.NUMBER
        yield Found(*match.span(), kind)
    for pattern in (_IBAN, _IN_WORDS):
        for match in pattern.finditer(text):
            yield Found(*match.span(), Kind.NUMBER)


def _is_card(digits: str) -> bool:
    """Whether the check digit is a payment card's (Luhn)."""
    doubled = [int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(digits))]
    return 14 <= len(digits) <= 19 and sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0


def find_plates(text: str) -> Iterator[Found]:
    """Registration plates; in small letters with a gap only near a word about a car, or without a vowel."""
    for match in _SMALL_PLATE.finditer(text):
        letters = match[0][:3]
        is_written_so = _PLATE.fullmatch(match[0]) is not None or match[0][3] not in " -"
        about_a_car = _CAR.search(text[max(0, match.start() - 30) : match.start()]) is not None
        no_word = not re.search("[aeiouy]", letters, re.I)
        if letters.lower() not in _NOT_A_PLATE and (is_written_so or about_a_car or no_word):
            yield Found(*match.span(), Kind.PLATE)
