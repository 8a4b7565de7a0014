"""Reads the answer to a self-check question from a message."""

import re
from typing import Any

from bot.programme.answer import Answer
from bot.programme.self_check import LIVES_IN_MUNICIPALITY, UNDER_18

BACK = "back"

_BY_INTENT = {
    "affirm": Answer.YES.value,
    "deny": Answer.NO.value,
    "unsure": Answer.UNKNOWN.value,
    "go_back": BACK,
}
_FALLBACK = "nlu_fallback"
_AGE = re.compile(r"\b(\d{1,2})\b")
_SHORT = 2
"""A message of at most this many words right after a question is most likely an answer."""
_LIKELY = 0.1
"""From this probability, the most probable of the four answers counts if nothing else is certain."""


def read_answer(question: str, message: dict[str, Any], place: str) -> str | None:
    """`yes`, `no`, `unknown` or `back`; None if the message does not answer this question.

    `place` is the municipality's place, such as Eskilstuna.
    """
    text = str(message.get("text") or "").lower()
    intent = (message.get("intent") or {}).get("name")
    if question == UNDER_18 and intent != "danger" and (age := _AGE.search(text)):
        return str((Answer.YES if int(age.group(1)) < 18 else Answer.NO).value)
    if question == LIVES_IN_MUNICIPALITY and intent == "faq" and place.lower() in text:
        return str((Answer.NO if "inte" in text.split() else Answer.YES).value)
    if intent == _FALLBACK or (intent not in _BY_INTENT and len(text.split()) <= _SHORT):
        return _likely_answer(message.get("intent_ranking") or [])
    return _BY_INTENT.get(str(intent))


def _likely_answer(ranking: list[dict[str, Any]]) -> str | None:
    """The most probable answer, unless another label is more than twice as probable.

    Right after a question an answer is expected, so a low probability is enough.
    """
    guesses = {guess["name"]: float(guess["confidence"]) for guess in ranking if guess["name"] != _FALLBACK}
    answers = {name: guesses[name] for name in _BY_INTENT if name in guesses}
    if not answers:
        return None
    best = max(answers, key=lambda name: answers[name])
    return _BY_INTENT[best] if answers[best] >= max(_LIKELY, max(guesses.values()) / 2) else None
