"""Whatever happens in between: no line is lost, none is stored twice, and the order stays."""

import itertools
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from bot.database import open_database, transactions
from bot.intake import cases, messages, visits
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.models import OPEN_STATES, CaseState, Sender
from bot.intake.vault import FixedKeys, Vault, new_keys
from tests.intake.conftest import Scene

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)
FEW_IDS = st.integers(0, 3).map(str)  # so few that many messages are sent again
CODE_HASH = "the hash of a code"
CODE_TAG = "c0ffee"
is_taken = precondition(lambda self: self.state is CaseState.TAKEN)


class CrashError(Exception):
    """The process ends before the transaction does."""


class MessageStore(RuleBasedStateMachine):
    """A visitor and a worker with a case; `lines` is what must be in it, and `seen` what the visitor saw."""

    def __init__(self, template: Path, now: datetime) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        shutil.copyfile(template, f"{self.folder.name}/cases.sqlite")
        self.engine = open_database(f"sqlite:///{self.folder.name}/cases.sqlite")
        self.vault, self.now = Vault(FixedKeys(new_keys())), now
        scene = Scene(CaseStore(transactions(self.engine), self.vault), now)
        self.transaction, self.worker = scene.case_store.transaction, scene.worker()
        self.tokens = map(str, itertools.count())
        self.token = next(self.tokens)
        self.state: CaseState | None = None
        self.last_id, self.has_code = 0, False
        self._forget()
        self.visitor_asks_for_a_human()

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    def _forget(self) -> None:
        self.lines: list[tuple[Sender, str]] = []
        self.seen: list[tuple[Sender, str]] = []
        self.stored: dict[tuple[Sender, str], tuple[str, int]] = {}

    def _says_system(self, text: str) -> None:
        self.lines.append((Sender.SYSTEM, text))

    def _do(self, work: Callable[[Session], Any], crashes: bool = False) -> Any:
        try:
            with self.transaction() as session:
                result = work(session)
                if crashes:
                    raise CrashError
        except CrashError:
            return None
        return result

    def _send(self, sender: Sender, own_id: str, text: str, crashes: bool) -> None:
        text, known_id = self.stored.get((sender, own_id), (text, None))
        stored_id = self._do(partial(self._store, sender, own_id, text), crashes)
        if stored_id is None or known_id is not None:
            assert stored_id in {None, known_id}
            return
        self.stored[sender, own_id] = text, stored_id
        self.lines.append((sender, text))

    def _store(self, sender: Sender, own_id: str, text: str, session: Session) -> int | None:
        if sender is Sender.VISITOR:
            written = visits.write(session, self.vault, self.token, (own_id, text), self.now)
            assert (written is not None) == (self.state in OPEN_STATES)
            return written[1] if written else None
        case = cases.held(session, self.case_id, self.worker)
        line = (sender, text, messages.delivery("staff", own_id))
        return messages.add(session, self.vault, case, line, self.now)

    @rule(own_id=FEW_IDS, text=TEXTS, crashes=st.booleans())
    def visitor_sends(self, own_id: str, text: str, crashes: bool) -> None:
        self._send(Sender.VISITOR, own_id, text, crashes)

    @is_taken
    @rule(own_id=FEW_IDS, text=TEXTS, crashes=st.booleans())
    def worker_sends(self, own_id: str, text: str, crashes: bool) -> None:
        self._send(Sender.WORKER, own_id, text, crashes)

    @rule()
    def visitor_asks_for_a_human(self) -> None:
        asked = HandOver("eskilstuna", is_live=True)
        self.case_id = self._do(
            lambda session: cases.open_case(session, self.vault, self.token, asked, self.now).id
        )
        if self.state in {CaseState.HANDED_BACK, CaseState.ENDED}:
            self._says_system(cases.ASKED_AGAIN)
        self.state = self.state if self.state is CaseState.TAKEN else CaseState.WAITING

    @precondition(lambda self: self.state in {CaseState.WAITING, CaseState.LEFT})
    @rule()
    def worker_takes_it(self) -> None:
        self._do(lambda session: cases.take(session, self.vault, self.case_id, self.worker, self.now))
        self.state = CaseState.TAKEN
        self._says_system(cases.TAKEN)

    @is_taken
    @rule(ends=st.booleans())
    def worker_is_done(self, ends: bool) -> None:
        act = cases.end if ends else cases.hand_back
        self._do(lambda session: act(session, self.vault, self.case_id, self.worker, self.now))
        self.state = CaseState.ENDED if ends else CaseState.HANDED_BACK
        self._says_system(cases.ENDED if ends else cases.HANDED_BACK)

    @precondition(lambda self: self.state is not None)
    @rule()
    def visitor_gets_a_code(self) -> None:
        self._do(lambda session: visits.keep_code(session, self.token, CODE_HASH, CODE_TAG))
        self.has_code = True

    @precondition(lambda self: self.state is not None)
    @rule(erases=st.booleans())
    def visitor_goes(self, erases: bool) -> None:
        """Who leaves comes back, where there is a code."""
        go = visits.erase if erases else partial(visits.leave, vault=self.vault)
        self._do(lambda session: go(session, token=self.token, now=self.now))
        self.token = next(self.tokens)
        found = self._do(
            lambda session: visits.come_back(session, CODE_HASH, "eskilstuna", self.token, False, self.now)
        )
        assert found == (self.has_code and not erases)
        if not found:
            self._is_gone()
            return
        if self.state in OPEN_STATES:
            self._says_system(cases.LEFT_PAGE)
        self.state = CaseState.LEFT if self.state is CaseState.WAITING else self.state
        self.last_id, self.seen = 0, []
        self.stored = {key: line for key, line in self.stored.items() if key[0] is Sender.WORKER}

    def _is_gone(self) -> None:
        assert self._do(lambda session: messages.after(session, self.vault, self.case_id, 0)) == []
        self.state, self.has_code = None, False
        self._forget()

    @rule()
    def visitor_resumes_after_the_last_line_seen(self) -> None:
        looked = self._do(
            lambda session: visits.look(session, self.vault, self.token, self.last_id, self.now)
        )
        assert (looked is None) == (self.state is None)
        for line in looked[1] if looked else []:
            assert line.id > self.last_id
            self.last_id = line.id
            self.seen.append((line.sender, line.text))
        assert self.seen == self.lines

    @precondition(lambda self: self.state is not None)
    @rule()
    def worker_loads_the_page_again(self) -> None:
        found = self._do(lambda session: messages.after(session, self.vault, self.case_id, 0))
        assert [(line.sender, line.text) for line in found] == self.lines


def test_nothing_is_lost_and_nothing_doubled_whatever_happens(sqlite_template: Path, now: datetime) -> None:
    class FromHere(MessageStore):
        def __init__(self) -> None:
            super().__init__(sqlite_template, now)

    how_much = settings(max_examples=40, stateful_step_count=40, deadline=None, database=None)
    run_state_machine_as_test(FromHere, settings=how_much)
