"""A worker at the desk without its pages: writes in a case, and publishes the change."""

import asyncio
import secrets
import time
from collections.abc import Iterable
from datetime import datetime, timezone

from bot.intake import cases, messages
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.changes import changed
from bot.intake.models import Sender
from bot.web.case_changes import CaseChanges


class Desk:
    """The cases of an installation, used as by a worker process of its front."""

    def __init__(self, case_store: CaseStore, changes: CaseChanges) -> None:
        self._case_store, self._changes = case_store, changes

    def open_cases(self, tokens: Iterable[str]) -> None:
        """Opens a case for each conversation, as for a visitor who leaves a message."""
        with self._case_store.transaction() as session:
            for token in tokens:
                cases.open_case(
                    session, self._case_store.vault, token, HandOver("eskilstuna", is_live=False), _now()
                )

    async def write(self, token: str) -> tuple[str, float]:
        """Sends a message; returns it and the time (monotonic seconds) just before it was stored."""
        text, began = secrets.token_hex(16), time.monotonic()
        self._changes.publish(await asyncio.to_thread(self._write, token, text))
        return text, began

    def _write(self, token: str, text: str) -> frozenset[int]:
        with self._case_store.transaction() as session:
            case = cases.of_visitor(session, token)
            if case is None:
                raise LookupError("a case that was opened is gone")
            line = (Sender.WORKER, text, secrets.token_hex(32))
            messages.add(session, self._case_store.vault, case, line, _now())
            return changed(session)


def _now() -> datetime:
    return datetime.now(timezone.utc)
