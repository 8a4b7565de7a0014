"""Finds contact details: e-mail addresses, and user names in other services."""

import re
from collections.abc import Iterator

from bot.privacy.found import Found, Kind
from bot.privacy.swedish_pipeline import word_list

_AT_IN_WORDS = r"(?:[(\[]\s?(?:at?|@)\s?[)\]]|[(\[]?\b(?:snabel[- ]?a|krull?alfa|alfakrull)\b[)\]]?)"
_DOT = r"(?:\s(?:punkt|dot)\s\w+|\s?\.\s?(?:se|com|nu|net|org|example)\b|[.,][\w-]+)"
_EMAIL = re.compile(rf"[\w.+-]+\s?(?P<at>@|{_AT_IN_WORDS}|(?<=\s)at(?=\s))\s?[\w-]+{_DOT}+", re.I)
_JOINS = frozenset({"punkt", "dot", "understreck", "bindestreck", "streck", "minus", "plus"})
_SPOKEN_NUMBER = re.compile("(?:noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|ton|tio|hundra)+")
_WORD_BEFORE = re.compile(r"(\w[\w.-]*)\s$")

_SERVICE = (
    r"(?:snap(?:chat|en|pen)?|insta(?:gram|n)?|ig|tik\s?tok|tele(?:gram)?|discord|dc|signal|kik|facebook|fb|"
    r"messenger|whats?app|wickr|threema|xbox|psn|steam|roblox|fortnite|twitch|youtube)"
)
_ODD = r"(?:[^\W_][\w-]*[._][\w.]*\w|[^\W\d]\w*\d\w*|\w+-[\w-]*\w|(?-i:\w*[a-zåäö][A-ZÅÄÖ])\w*)"
"""A word that contains a dot, an underscore, a digit, a hyphen or a capital letter."""

_PRONOUN = r"(?:jag|ja|han|hon|hen|de|dom|samma|min|hans|hennes)\b"

_HANDLE = re.compile(
    r"(?<![\w.])@\w(?:[\w.\-]*\w)?"
    r"|\b[^\W\d_]\w*#\d{3,5}\b"
    r"|\b_?[^\W\d_][\w.]*_(?:\w[\w.]*)?\b"
    r"|\b[^\W\d_]{2,}\d+[^\W\d_]{2,}\w*\b(?:\.\w+)?"
    r"|\b[^\W\d]\w+\.\w*[^\W\d]\d\w*\b"
    r"|\b[^\W\d]{4,}\d{2,}\b"
    rf"|\b{_SERVICE}\s*(?:namn|konto|nick|id|användare)?\s*(?:\b(?:e|é|är|ä|heter)\b|:|=)+\s*(?!{_PRONOUN})(?P<named>[\w.\-]{{3,}}(?:#\d+)?)"
    rf"|\b{_SERVICE}[\s,:(]{{1,3}}(?:[^\W\d]+\s){{0,3}}(?P<beside>{_ODD})"
    rf"|\b(?:användarnamn\w*|nick(?:name)?|gamertag|profil(?:en)?)\s*(?:e|är|heter|:|=)?\s*(?P<nick>{_ODD})"
    rf"|\bheter\s+(?P<called>[\w.\-]{{3,}})(?=\s+(?:på|i)\s+{_SERVICE}\b)"
    rf"|\b{_ODD}(?=\s+(?:på|i)\s+{_SERVICE}\b)",
    re.I,
)

_DOTTED = re.compile(
    r"(?<![\w.@/])([^\W\d_]{3,})\.(?!(?:se|nu|com|org|net|eu|fi|no|dk)\b)([^\W\d_]+)(?![\w.@])"
)


def find_handles(text: str) -> Iterator[Found]:
    """User names: by their form, by the name of a service beside them, or as two unknown words with a dot."""
    for match in _HANDLE.finditer(text):
        name = next((name for name, text in match.groupdict().items() if text), 0)
        start, end = match.span(name)
        yield Found(start, end, Kind.HANDLE)
    for match in _DOTTED.finditer(text):
        words = {part.lower() for part in match.groups() if len(part) > 1}
        if word_list("ordinary").isdisjoint(words):
            yield Found(*match.span(), Kind.HANDLE)


def find_emails(text: str) -> Iterator[Found]:
    """Every e-mail address, also if it is dictated: "kim punkt bo snabel-a example punkt com"."""
    for match in _EMAIL.finditer(text):
        start = match.start() if match["at"] == "@" else _begins_when_dictated(text, match.start())
        yield Found(start, match.end(), Kind.EMAIL)


def _begins_when_dictated(text: str, start: int) -> int:
    """The start of a dictated address: words for signs and numbers, single letters, and unknown words."""
    follows_a_sign = text[start:].split(maxsplit=1)[0].lower() in _JOINS
    while before := _WORD_BEFORE.search(text, 0, start):
        word = before[1].lower()
        is_sign = word in _JOINS
        is_spelled = len(word) == 1 and word not in {"e", "i", "å", "é", "ä"}
        is_unknown = word not in word_list("ordinary")
        if not (follows_a_sign or is_sign or is_spelled or is_unknown or _SPOKEN_NUMBER.fullmatch(word)):
            break
        start, follows_a_sign = before.start(), is_sign
    return start
