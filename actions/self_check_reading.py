"""Reads the answer to a self-check question from a message: from its text, or else as it was classified."""

from datetime import date
from typing import Any

from bot.privacy.characters import normalized
from bot.programme.answer import Answer
from bot.programme.self_check import DANGER
from bot.programme.self_check_reading.places import Places
from bot.programme.self_check_reading.reader import read
from bot.programme.self_check_reading.reading import Kind, Reading, answered

_BY_INTENT = {
    "affirm": answered(Answer.YES, is_bare=True),
    "deny": answered(Answer.NO, is_bare=True),
    "unsure": answered(Answer.UNKNOWN, is_bare=True),
    "go_back": Reading(Kind.BACK),
}
_ABOUT_ELSE = frozenset(
    (
        "cancel", "goodbye", "faq", "human", "why_ask", "clarify", "ask_source", "topics", "foreign",
        "afraid", "disclosure", "start_self_check", "want_to_leave", "malfunction",
    )
)  # fmt: skip
"""Intents that a long message with a yes or no in it may really have."""

_FALLBACK = "nlu_fallback"
_SHORT = 2
"""A message of at most this many words right after a question is most likely an answer."""
_LIKELY = 0.1
"""From this probability, the most probable of the four answers counts if nothing else is certain."""
_CERTAIN = 0.4
"""From this probability, what a message is about counts more than a yes or no in a long sentence."""


def read_answer(question: str, message: dict[str, Any], places: Places, today: date) -> Reading | None:
    """What a message says to the question; None if the rules are to answer it.

    What is no answer but was classified as one has no rule, so the form itself asks again.
    """
    text = normalized(str(message.get("text") or ""))
    label = message.get("intent") or {}
    intent = str(label.get("name"))
    if text.startswith("/"):
        return _BY_INTENT.get(intent)
    reading = read(question, text, places, today)
    if reading.is_wordy and intent in _ABOUT_ELSE and float(label.get("confidence") or 0) >= _CERTAIN:
        return None
    if reading.kind is Kind.NOT_KNOWN:
        reading = _classified(question, text, intent, message) or Reading(Kind.NO_ANSWER)
    return None if reading.kind is Kind.NO_ANSWER and intent not in _BY_INTENT else reading


def _classified(question: str, text: str, intent: str, message: dict[str, Any]) -> Reading | None:
    """What the classifier takes the message for, which is a guess."""
    is_short = intent not in _BY_INTENT and len(text.split()) <= _SHORT
    if intent == _FALLBACK or is_short:
        return None if question == DANGER else _likely_answer(message.get("intent_ranking") or [])
    return _guessed(intent)


def _guessed(intent: str) -> Reading | None:
    known = _BY_INTENT.get(intent)
    if known is None or known.answer is None:
        return known
    return answered(known.answer, is_hedged=True, is_bare=True)


def _likely_answer(ranking: list[dict[str, Any]]) -> Reading | None:
    """The most probable answer, unless another label is more than twice as probable.

    Right after a question an answer is expected, so a low probability is enough.
    """
    guesses = {guess["name"]: float(guess["confidence"]) for guess in ranking if guess["name"] != _FALLBACK}
    answers = {name: guesses[name] for name in _BY_INTENT if name in guesses}
    if not answers:
        return None
    best = max(answers, key=lambda name: answers[name])
    return _guessed(best) if answers[best] >= max(_LIKELY, max(guesses.values()) / 2) else None
