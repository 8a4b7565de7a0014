"""The questions that visitors ask in benchmarks, and how to recognise a failure in the answer."""

from lab.held_out import held_out
from lab.traffic import OUT_OF_ORDER

MALFUNCTION = "malfunction"
"""The label of "the chat is broken", whose correct answer resembles the message about a failure."""

QUESTIONS = [message for label, message in held_out() if label != MALFUNCTION]
"""Held-out messages to which the message about a failure is never the correct answer."""


def is_out_of_order(answer: str) -> bool:
    """Whether a reply's body is the message about a failure, which has status 200."""
    return OUT_OF_ORDER in answer
