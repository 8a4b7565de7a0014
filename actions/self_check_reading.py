"""Reading an answer to a self-check question from what the person wrote."""

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
_LIKELY = 2.0
"""How many times more probable than the next guess an answer must be when the whole was too uncertain."""


def read_answer(question: str, message: dict[str, Any]) -> str | None:
    """`yes`, `no`, `unknown` or `back`; None when the message is no answer to this question."""
    text = str(message.get("text") or "").lower()
    intent = (message.get("intent") or {}).get("name")
    if question == UNDER_18 and intent != "danger" and (age := _AGE.search(text)):
        return (Answer.YES if int(age.group(1)) < 18 else Answer.NO).value
    if question == LIVES_IN_MUNICIPALITY and intent == "faq" and "eskilstuna" in text:
        return (Answer.NO if "inte" in text.split() else Answer.YES).value
    if intent == _FALLBACK:
        return _likely_answer(message.get("intent_ranking") or [])
    return _BY_INTENT.get(str(intent))


def _likely_answer(ranking: list[dict[str, Any]]) -> str | None:
    """Right after a question, an answer is what one expects: a clear lead is enough."""
    guesses = [guess for guess in ranking if guess["name"] != _FALLBACK]
    if not guesses or guesses[0]["name"] not in _BY_INTENT:
        return None
    rival = guesses[1]["confidence"] if len(guesses) > 1 else 0.0
    return _BY_INTENT[guesses[0]["name"]] if guesses[0]["confidence"] >= _LIKELY * rival else None
