"""Finds street addresses: a street, a house number, and what people write after them.

Method: words with a street's ending; streets named after a person; and unknown words followed by a small
number, because many Swedish street names have no typical ending ("Bikupan 4"). Not covered: a street whose
name is an ordinary word, unless the writer says that somebody lives there.
"""

import re
from collections.abc import Iterator

from bot.privacy.found import Found, Kind
from bot.privacy.swedish_pipeline import word_list
from bot.privacy.word_lists import kept_places, no_streets

_INDEFINITE = "gata gatn gattan gtan gat gränd grand väg vägn vegen vgen stig torg backe alle allé esplanad"
_DEFINITE = (
    "gatan gränden vägen vagen stigen torget backen allén allen esplanaden promenaden slingan kroken svängen "
    "leden kajen stranden gläntan bryggan gården"
)


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_OF_SOMEBODY = "väg|gata|gränd|plan|torg|stig|allé|alle|backe|plats|gård|hage|park|kaj|strand"
_SIDE = r"(?:norra|södra|östra|västra|övre|nedre|inre|yttre|sankta?|s:t|[nsöv](?::a)?)\.?\s+"
_FIRST_WORD = rf"(?:{_SIDE}|(?:stora|lilla|gamla|gml|nya|första|andra|tredje|fjärde|femte|\d:[ae])\.?\s+)"
_CARE_OF = r"(?:c/o\s+[^\W\d]+(?:\s[^\W\d]+)?,?\s*)?"

_NUMBER_WORD = (
    "(?:ett?|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|(?:tret|fjor|fem|sex|sjut|ar|nit)ton|"
    "(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra)"
    r"\s?(?:ett?|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)?)\b"
)
_LETTER = r"(?:\s?[a-h]\b|[i-z]\b|\s(?-i:[A-Z])\b)?"
_DIGITS = (
    r"\s*,?\s*(?:n[ro]\.?\s*|nummer\s*)?\d{1,3}(?!\d|\.\d|,\d(?!\s?tr)|\s?%)"
    rf"{_LETTER}(?:\s?[-–/:]\s?(?:\d{{1,4}}(?!\d)|[a-z]\b)|\soch\s\d{{1,3}}(?=$|[.,]))?"
)
_FLAT = (
    r"(?:\d{1,2}\s?(?:tr|trappor|vån)\b\.?|n\.?b\.?\b|bv\b|ög\b|tre\strappor|två\strappor|en\strappa"
    rf"|(?:vån|våning|våningen|plan)\.?\s*(?:\d+|{_NUMBER_WORD})"
    r"|(?:lgh|läg|lägenhet|port|portkod|kod|uppgång|uppg|dörr|hus|trappa)\.?\s*(?:nr\s*)?"
    rf"(?:\d+#?|[a-j]\b|(?:\s?{_NUMBER_WORD}|\s?noll)+))"
)
_POST = r"(?:(?:postnr|postnummer)\.?\s*)?(?:SE?[- ])?\d{3}\s?\d\d(?!\d)(?:\s?,?\s+[^\W\d]{2,})?"
_AFTER = rf"(?:\s?,?\s*{_FLAT})*(?:\s?,?\s*{_POST})?"
_HOUSE = rf"(?:{_DIGITS}|,?\s+(?:nr\s+|nummer\s+)?{_NUMBER_WORD}(?:\s[a-h]\b)?){_AFTER}"

_CERTAIN = (
    re.compile(
        rf"\b{_CARE_OF}(?:{_FIRST_WORD})?"
        rf"(?:[^\W\d]+(?:{_any_of(_INDEFINITE)}|[gv]\.)|(?:[^\W\d]+\s?)?(?:{_any_of(_DEFINITE)})|(?<=[^\W\d]\s)(?:gata|väg|allé|alle|gränd|stig))"
        rf"{_HOUSE}",
        re.I,
    ),
    re.compile(
        rf"\b{_CARE_OF}(?:[^\W\d]{{4,}}\s){{0,2}}[^\W\d]+:?s\s(?:{_OF_SOMEBODY}|[gv]\.?){_HOUSE}", re.I
    ),
    re.compile(rf"\bbox\s\d+(?:,?\s*{_POST})?|\b(?:SE?[- ])?[1-9]\d\d\s\d\d\s+(?-i:[A-ZÅÄÖ])[^\W\d]+", re.I),
)
_NEEDS_A_NAME = re.compile(rf"[^\W\d]*(?:{_any_of(_INDEFINITE)})\b", re.I)
_NO_STREET_ALONE = re.compile(r"(?:väg|allé|alle|gränd|stig)\b", re.I)
_TOWN = re.compile(r",\s?([^\W\d]+)")
_ONLY_A_STREET_WORD = re.compile(rf"(?:\w+\s)?(?:{_any_of(_DEFINITE)})\b", re.I)

_BY_ITS_NUMBER = re.compile(
    rf"\b{_CARE_OF}(?:(?P<side>{_SIDE})|{_FIRST_WORD}|(?-i:[A-ZÅÄÖ][a-zåäö]+\s(?=[A-ZÅÄÖ])))?"
    rf"(?P<word>[^\W\d_]{{3,}}(?:-[^\W\d_]+)?){_DIGITS}(?P<after>{_AFTER})",
    re.I,
)
_LIVES = re.compile(
    r"\b(?:bor|bodde|bott|flytta\w*|skriven|folkbokförd|adress\w*|placerad|hemma)\W+"
    r"(?:hos\s\w+\s)?(?:på|i|vid|till|är|e)?\W*$",
    re.I,
)
_CAPITAL = re.compile(r".*[^\W\dA-ZÅÄÖ],?\s[A-ZÅÄÖ][^\W\dA-ZÅÄÖ]+", re.S)
"""A capitalised word that does not begin a sentence."""

_BEFORE = re.compile(r"[^\W\d]+\s$")
_COUNTED = re.compile(
    r"\s*(?:år|kr|mån|dag|veck|gång|ggr|st\b|styck|pers|timm|tim\b|min\b|minut|sek|h\b|km|mil|m\b|meter|kg|gram|g\b|mg|ml|cm|dl|gb|tum|grader|"
    r"barn|papp|lax|tusen|k\b|nätter|procent|kap|§|gäng|kill|tjej|grabb|snubb)",
    re.I,
)


def find_addresses(text: str) -> Iterator[Found]:
    """Every street with its number and the rest of the address."""
    for pattern in _CERTAIN:
        for match in pattern.finditer(text):
            if _COUNTED.match(text, match.end()) and _ONLY_A_STREET_WORD.match(match[0]):
                continue
            start = _begins(text, match) if _NEEDS_A_NAME.match(match[0]) else match.start()
            if start == match.start() and _NO_STREET_ALONE.match(match[0]):
                continue  # "väg 55"
            yield Found(start, _ends(text, match), Kind.ADDRESS)
    for match in _BY_ITS_NUMBER.finditer(text):
        is_counted = _COUNTED.match(text, match.end()) and not match["after"]
        word = match["word"].lower()
        is_named = (
            match["side"]
            or _LIVES.search(text, 0, match.start())
            or _CAPITAL.fullmatch(text, 0, match.end("word"))
        )
        is_other = word in no_streets() | kept_places() or (word in word_list("ordinary") and not is_named)
        if not is_counted and not is_other:
            yield Found(match.start(), _ends(text, match), Kind.ADDRESS)


def _begins(text: str, match: re.Match[str]) -> int:
    """The start of a street name of several words: "Vårby allé", "Hanhals kyrkväg"."""
    start = match.start()
    while before := _BEFORE.search(text, 0, start):
        word = before[0].strip()
        if word.lower() in word_list("ordinary") and not _CAPITAL.fullmatch(text, 0, start - 1):
            break
        start = before.start()
    return start


def _ends(text: str, match: re.Match[str]) -> int:
    """The end of the address, including a town after a comma."""
    town = _TOWN.match(text, match.end())
    return town.end() if town and town[1].lower() in kept_places() else match.end()
