"""Wishes about the check itself, questions back, and not knowing: what is read before yes and no."""

import re

from bot.programme.self_check_reading.lexicon import pattern
from bot.programme.self_check_reading.reading import Kind

_WISHES = {
    Kind.MUST_I: pattern("must_i"),
    Kind.HOW_MANY: pattern("how_many"),
    Kind.RESTART: pattern("restart"),
    Kind.BACK: pattern("back"),
}
_SKIP = pattern("skip")
_WILL_NOT_SAY = pattern("will_not_say")
_UNKNOWN = pattern("unknown")
_NOT_AS_KNOWN = pattern("not_as_known")
_ABOUT_THE_CHAT = pattern("wants_out")
_ASKS = re.compile(f"^{pattern('asks_opening').pattern}*{pattern('asks').pattern}\\b")
_ASKS_LATER = pattern("later")
_DECLARES = pattern("declares", "^{}")
"""What begins like a question and is none: "kommer från Eskilstuna"."""

_SENTENCE = 3
"""From so many words on, a question mark makes a question; "ja?" is an answer."""


def _said(text: str) -> str:
    return " ".join(re.findall(r"[\w-]+", text))


def wish(text: str) -> Kind | None:
    """What somebody wishes about the check, if that is the whole message."""
    said = _said(text)
    if _UNKNOWN.search(said):  # "vet inte hur många"
        return None
    return next((kind for kind, wished in _WISHES.items() if wished.fullmatch(said)), None)


def is_about_the_chat(text: str) -> bool:
    """Whether somebody wants to end the check or reach a person, which the classifier knows."""
    return bool(_ABOUT_THE_CHAT.search(text))


def is_left_out(text: str) -> bool:
    """Whether "hoppa över" or the like is the whole message."""
    return bool(_SKIP.fullmatch(_said(text)))


def is_skip(text: str) -> bool:
    """Whether somebody leaves the question out: then they do not know, or do not want to say."""
    said = _said(text)
    return is_left_out(text) or bool(_WILL_NOT_SAY.search(said))


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know. "Inte vad jag vet" is a no."""
    said = _said(text).replace("-", " ") or text
    return bool(_UNKNOWN.search(said)) and not is_not_as_known(said)


def is_not_as_known(text: str) -> bool:
    """Whether it is "inte vad jag vet", a hedged no."""
    return bool(_NOT_AS_KNOWN.search(text))


def is_question(text: str) -> bool:
    """Whether somebody asks something back."""
    said = _said(text)
    if _DECLARES.search(said):
        return False
    is_marked = text.rstrip().endswith("?") and len(said.split()) >= _SENTENCE
    return bool(is_marked or _ASKS.search(said) or _ASKS_LATER.search(said))
