"""Remembers the plain forms that were taken, so that Back in a browser does not show a case again.

Threat: somebody else picks up the device, presses Back and confirms that the form is sent again; the browser
still has what was typed, also a return code. Method: each page's forms are taken once. Pressed twice, they
are answered twice; later, nothing is shown. Kept with the erased conversations: both are hashes of what is
over, and are forgotten after a day. Not covered: a page that is still open.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.intake.erased import one_at_a_time
from bot.intake.models import ErasedConversation
from bot.intake.tokens import token_hash

AGAIN_WITHIN = timedelta(seconds=15)
"""An impatient thumb presses twice; the browser then shows the second answer only."""


def _hash(page: str) -> str:
    return token_hash(f"form {page}")


def is_over(session: Session, page: str, now: datetime) -> bool:
    """Whether a form of this page was taken longer ago than a second press takes."""
    taken = session.get(ErasedConversation, _hash(page))
    return taken is not None and now - taken.at > AGAIN_WITHIN


def remember(session: Session, page: str, now: datetime) -> None:
    """Remembers that a form of this page was taken, the first time."""
    one_at_a_time(session, _hash(page))
    if session.get(ErasedConversation, _hash(page)) is None:
        session.add(ErasedConversation(visitor_hash=_hash(page), at=now))
