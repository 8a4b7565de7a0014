"""Finds what has a form of its own: numbers, addresses of all kinds, registration plates, user names.

Threat: a frightened person writes who and where they are, or who somebody else is. Method: well-kept
validators (phonenumbers, personnummer) and, around them, patterns that also take what is mistyped: a number
hidden in vain costs little, and one that is shown can cost much. Not covered: numbers written in words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

import phonenumbers
from personnummer import personnummer


class Kind(str, Enum):
    """What was found, the most certain kind first; the value stands in its place in a redacted text."""

    EMAIL = "e-postadress"
    ADDRESS = "adress"
    IDENTITY = "personnummer"
    PHONE = "telefonnummer"
    CARD = "kortnummer"
    PLATE = "registreringsnummer"
    HANDLE = "användarnamn"
    NUMBER = "nummer"
    PERSON = "person"
    PLACE = "plats"


@dataclass(frozen=True, order=True)
class Found:
    """A part of a text, from `start` up to `end`."""

    start: int
    end: int
    kind: Kind


_GAP = r"[ \u00a0.\-–/()+,]{0,3}"
_DIGITS = re.compile(rf"(?<![\w§])(?:\+|\()?\d(?:{_GAP}\d)*")
_MONEY = re.compile(
    r"\s*(?:kr\b|kronor|spänn|sek\b|:-|tusen|lax\b|papp|mil+ion|mille|miljard|euro|dollar|k\b)", re.I
)
_BORN = re.compile(
    r"(?<!\d)(?:\d\d[ ]?)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"[ \u00a0]?[-–+ ]?[ \u00a0]?\d{4}(?!\d)"
)
_EMAIL = re.compile(
    r"[\w.+-]+(?:\s(?:punkt|dot)\s\w+)*\s?(?:@|\(at\)|\[at\]|\bsnabel-?a\b)\s?"
    r"[\w-]+(?:\.[\w-]+|\s(?:punkt|dot)\s\w+)+"
    r"|[\w.+-]+\sat\s[\w-]+(?:\.[a-z]{2,}|\s(?:punkt|dot)\s\w+)+",
    re.I,
)
_STREET_ENDS = (
    r"gatan?|gata|gtan|gatn|gattan|gränd(?:en)?|grand|väg(?:en)?|vagen|vegen|vgen|vägn|stig(?:en)?|torg(?:et)?|"
    r"backen?|all[eé]n?|gång(?:en)?|plan(?:en)?|plats(?:en)?|leden|kaj(?:en)?|bron|höjd(?:en)?|krok(?:en)?|"
    r"slingan?|svängen?|park(?:en)?|esplanad(?:en)?|promenad(?:en)?|rundan?|ringen|strand(?:en)?|liden?|"
    r"vret(?:en)?|tomten?|hag(?:en)?|lund(?:en)?|dal(?:en)?|berg(?:et)?|äng(?:en)?|kull(?:en)?|gård(?:en)?|"
    r"vall(?:en)?|gärde(?:t)?|stråk(?:et)?|terrass(?:en)?|trappan?|udde(?:n)?|holme?(?:n)?|ås(?:en)?|brink(?:en)?|"
    r"hörn(?:et)?|kvarn(?:en)?|hamn(?:en)?|tun(?:et)?|g\.|v\."
)
_HOUSE = (
    r"\s*,?\s*(?:nr\.?\s*|nummer\s*)?\d{1,3}(?!\d)(?:\s?[-–/]\s?\d{1,3})?(?:\s?[a-j]\b)?"
    r"(?:,?\s*(?:\d{1,2}\s?(?:tr|trappor|vån)\b\.?|vån(?:ing(?:en)?)?\s*\d+|n\.?b\.?\b|bv\b"
    r"|(?:lgh|läg|lägenhet|port|uppgång|uppg|dörr|hus|trappa)\.?\s*(?:nr\s*)?(?:\d+|[a-j]\b)))*"
    r"(?:,?\s*\d{3}\s?\d\d\s+[^\W\d]+)?"
)
_STREET = re.compile(
    r"\b(?:c/o\s+[^\W\d]+,?\s*)?"
    r"(?:(?:norra|södra|östra|västra|stora|lilla|gamla|nya|övre|nedre|inre|yttre)\s+[^\W\d]*|[^\W\d]{3,})"
    rf"(?:{_STREET_ENDS}){_HOUSE}",
    re.I,
)
_STREET_OF_SOMEBODY = re.compile(
    r"\b(?:[^\W\d]{4,}\s)?[^\W\d]{2,}s\s"
    rf"(?:väg|gata|gränd|plan|torg|stig|allé|alle|backe|plats|gård|hage|park|kaj|strand){_HOUSE}",
    re.I,
)
_NAMED_PLACE = re.compile(
    r"\b[^\W\d]{3,}(?:skolan?|gymnasiet|parken|torget|hallen|gatan|gränden|vägen|kyrkan|moskén|centrum)s?\b",
    re.I,
)
_ANY_PLACE = re.compile(
    r"(?:för|grund|låg|mellan|hög|gymnasie|folkhög|special|musik|kultur|sommar|hem|sär|fri|lek|skate|nöjes|vatten|"
    r"sim|sport|is|salu|mat|idrotts|gym|motor|lands|gång|cykel|ut|om|åter|tvär|bak|gå|huvud|affärs|köp|handels|"
    r"ungdoms|shopping|resurs|kunskaps|språk|internat|real|stads|folk|park|bil|flyg|rid|kör|trafik|järn|luft|"
    r"närings|livs|karriärs|skol|stor|små|by|grus|skogs|in|upp|av|fram|kompetens|hälso|vård|asyl|kris)"
    r"(?:skolan?|gymnasiet|parken|torget|hallen|gatan|gränden|vägen|kyrkan|moskén|centrum)s?",
    re.I,
)
_LETTERS = "A-HJ-PR-UW-Z"
_PLATE = re.compile(rf"\b[{_LETTERS}]{{3}}[ -]?\d\d[\d{_LETTERS}]\b")
_SMALL_PLATE = re.compile(_PLATE.pattern, re.I)
_CAR = re.compile(
    r"(?:bil|volvo|audi|bmw|mer[cs]|passat|golf|regn?r|reg\b|registr|skylt|plåt|mopp?e|skåp|kör|taxi|kombi|suv)\w*\W",
    re.I,
)
_NOT_A_PLATE = frozenset({"bmw", "ktm", "sfs", "amg"})
_SERVICE = (
    r"(?:snap(?:chat|en|pen)?|insta(?:gram|n)?|ig|tik\s?tok|tele(?:gram)?|discord|dc|signal|kik|facebook|fb|"
    r"messenger|whats?app|wickr|threema|xbox|psn|steam|roblox|fortnite|twitch|youtube)"
)
_ODD = r"(?:[^\W_][\w-]*[._][\w.]*\w|[^\W\d]\w*\d\w*)"
"""A word with a dot, an underline or a digit in it."""

_HANDLE = re.compile(
    r"(?<![\w.])@\w(?:[\w.\-]*\w)?"
    r"|\b[^\W\d_]\w*#\d{3,5}\b"
    r"|\b[^\W\d_]\w*_\w+(?:\.\w+)*\b"
    r"|\b[^\W\d]\w+\.\w*[^\W\d]\d\w*\b"
    r"|\b[^\W\d]{4,}\d{2,}\b"
    rf"|\b{_SERVICE}\s*(?:namn|konto|nick|id|användare)?\s*(?:\b(?:e|é|är|ä|heter)\b|:|=)+\s*(?P<named>[\w.\-]{{3,}}(?:#\d+)?)"
    rf"|\b{_SERVICE}[\s,:(]{{1,3}}(?:[^\W\d]+\s){{0,3}}(?P<beside>{_ODD})"
    rf"|\b(?:användarnamn\w*|nick(?:name)?|gamertag|profil(?:en)?)\s*(?:e|är|heter|:|=)?\s*(?P<nick>{_ODD})"
    rf"|\bheter\s+(?P<called>[\w.\-]{{3,}})(?=\s+(?:på|i)\s+{_SERVICE}\b)"
    rf"|\b{_ODD}(?=\s+(?:på|i)\s+{_SERVICE}\b)",
    re.I,
)
_ACCOUNT_WORD = re.compile(
    r"\b(?:bank|plus)?giro\w*|\b[bp]g\b|\bkonto\w*|\bclearing\w*|\bswish\w*|\biban\b", re.I
)
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?:\s?[A-Z]{4})?(?:\s?\d{4}){2,7}(?:\s?\d{1,3})?\b", re.I)

LONG = 9
"""Digits from which a number is hidden, whatever it may be: nobody's amounts and dates have so many."""

LONG_AT_AN_ACCOUNT = 6
"""The same, where a word about accounts stands before it."""


def _identity(text: str) -> Iterator[Found]:
    for match in _BORN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if personnummer.valid(digits) or len(digits) in (10, 12):
            yield Found(*match.span(), Kind.IDENTITY)


def _phones(text: str) -> Iterator[Found]:
    for match in phonenumbers.PhoneNumberMatcher(text, "SE"):
        yield Found(match.start, match.end, Kind.PHONE)


def _long_numbers(text: str) -> Iterator[Found]:
    for match in _DIGITS.finditer(text):
        groups = re.findall(r"\d+", match[0])
        digits = "".join(groups)
        before = text[max(0, match.start() - 40) : match.start()]
        least = LONG_AT_AN_ACCOUNT if _ACCOUNT_WORD.search(before) else LONG
        is_list = len(digits) < 1.6 * len(groups)  # "1, 2, 3, 5 och 11"
        if len(digits) < least or is_list or _MONEY.match(text, match.end()):
            continue
        is_phone = len(digits) <= 12 and (match[0].lstrip("(").startswith(("0", "+")))
        kind = Kind.PHONE if is_phone else Kind.CARD if _is_card(digits) else Kind.NUMBER
        yield Found(*match.span(), kind)
    for match in _IBAN.finditer(text):
        yield Found(*match.span(), Kind.NUMBER)


def _is_card(digits: str) -> bool:
    """Whether the check digit is a payment card's (Luhn)."""
    doubled = [int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(digits))]
    return 14 <= len(digits) <= 19 and sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0


def _plates(text: str) -> Iterator[Found]:
    for match in _SMALL_PLATE.finditer(text):
        letters = match[0][:3]
        is_written_so = _PLATE.fullmatch(match[0]) is not None or match[0][3] not in " -"
        about_a_car = _CAR.search(text[max(0, match.start() - 30) : match.start()]) is not None
        no_word = not re.search("[aeiouy]", letters, re.I)
        if letters.lower() not in _NOT_A_PLATE and (is_written_so or about_a_car or no_word):
            yield Found(*match.span(), Kind.PLATE)


def _named_places(text: str) -> Iterator[Found]:
    for match in _NAMED_PLACE.finditer(text):
        if not _ANY_PLACE.fullmatch(match[0]):
            yield Found(*match.span(), Kind.PLACE)


def _handles(text: str) -> Iterator[Found]:
    for match in _HANDLE.finditer(text):
        name = next((name for name, text in match.groupdict().items() if text), 0)
        start, end = match.span(name)
        yield Found(start, end, Kind.HANDLE)


def _matches(pattern: re.Pattern[str], kind: Kind) -> Callable[[str], Iterator[Found]]:
    return lambda text: (Found(*match.span(), kind) for match in pattern.finditer(text))


FINDERS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _identity,
    _phones,
    _long_numbers,
    _matches(_EMAIL, Kind.EMAIL),
    _matches(_STREET, Kind.ADDRESS),
    _matches(_STREET_OF_SOMEBODY, Kind.ADDRESS),
    _named_places,
    _plates,
    _handles,
)


def find_patterns(text: str) -> list[Found]:
    """Everything in the text that has a form of its own; parts may overlap."""
    return [found for finder in FINDERS for found in finder(text)]
