"""What visitors ask in the benches, and what of their answers is none."""

from lab.held_out import held_out
from lab.traffic import OUT_OF_ORDER

MALFUNCTION = "malfunction"
"""The label of "the chat is broken": rightly answered with what is said when something is broken."""

QUESTIONS = [message for label, message in held_out() if label != MALFUNCTION]
"""Held-out messages; an answer to one of them that is out of order is a fault."""


def is_out_of_order(answer: str) -> bool:
    """Whether a reply, as it was received, says that something of ours is broken; its status is 200."""
    return OUT_OF_ORDER in answer
