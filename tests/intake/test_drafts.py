"""What a worker writes is kept until it is sent, or the case is closed; then nothing is left of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.intake import cases, drafts, retention, staff, visits
from bot.intake.models import Case, Draft, DraftKind, StaffMember
from bot.municipality import RetentionDays
from tests.intake.conftest import TOKEN, Scene, everything_stored
from tests.support.sqlite_gaps import leave_in_a_gap

DAYS = RetentionDays(closed=30, unanswered=60, contact=14, not_understood=90)
REPLY, NOTE = DraftKind.REPLY, DraftKind.NOTE


@pytest.fixture
def alva(scene: Scene) -> StaffMember:
    return scene.worker("Alva")


@pytest.fixture
def case(scene: Scene, alva: StaffMember) -> Case:
    """A case that Alva has."""
    return scene.taken_case(alva)


def keep(scene: Scene, case: Case, worker: StaffMember, kind: DraftKind, text: str) -> None:
    with scene.case_store.transaction() as session:
        drafts.keep(session, scene.case_store.vault, case, worker, (kind, text))


def of(scene: Scene, case: Case, worker: StaffMember) -> dict[DraftKind, str]:
    with scene.case_store.transaction() as session:
        return drafts.of_worker(session, scene.case_store.vault, case, worker.id)


def count(scene: Scene) -> int:
    with scene.case_store.transaction() as session:
        return int(session.scalar(select(func.count()).select_from(Draft)))


def test_there_is_one_draft_of_each_kind_and_a_later_one_replaces_it(
    scene: Scene, alva: StaffMember, case: Case
) -> None:
    for text in ("Ring på mån", "Ring på måndag."):
        keep(scene, case, alva, REPLY, text)
        keep(scene, case, alva, NOTE, f"{text} Sagt.")
    assert of(scene, case, alva) == {REPLY: "Ring på måndag.", NOTE: "Ring på måndag. Sagt."}
    assert count(scene) == 2


def test_a_draft_is_its_writers_and_its_cases(scene: Scene, alva: StaffMember, case: Case) -> None:
    bo, other = scene.worker("Bo"), scene.case("another visitor")
    keep(scene, case, alva, REPLY, "Hej!")
    assert of(scene, case, bo) == of(scene, other, alva) == {}


def test_an_emptied_draft_is_none(scene: Scene, alva: StaffMember, case: Case) -> None:
    for text in ("Hej!", "", ""):
        keep(scene, case, alva, REPLY, text)
    assert count(scene) == 0


def test_a_draft_is_stored_sealed(scene: Scene, engine: Engine, alva: StaffMember, case: Case) -> None:
    keep(scene, case, alva, REPLY, "Papegoja")
    assert not any("Papegoja" in row for row in everything_stored(engine))


Work = Callable[[Scene, Session, Case, StaffMember], object]

TAKES_AWAY: dict[str, Work] = {
    "it is ended": lambda scene, session, case, worker: cases.end(
        session, scene.case_store.vault, case.id, worker, scene.now
    ),
    "it is referred": lambda scene, session, case, worker: cases.end(
        session, scene.case_store.vault, case.id, worker, scene.now, "Ring Bris."
    ),
    "it is handed back": lambda scene, session, case, worker: cases.hand_back(
        session, scene.case_store.vault, case.id, worker, scene.now
    ),
    "its worker erases it": lambda scene, session, case, worker: cases.erase(
        session, cases.held(session, case.id, worker), worker.name, scene.now
    ),
    "its visitor erases it": lambda scene, session, case, worker: visits.erase(session, TOKEN, scene.now),
    "its visitor leaves": lambda scene, session, case, worker: visits.leave(
        session, scene.case_store.vault, TOKEN, scene.now
    ),
    "its time is up": lambda scene, session, case, worker: retention.purge(
        session, {"eskilstuna": DAYS}, scene.now + timedelta(days=61)
    ),
    "the worker's account goes": lambda scene, session, case, worker: staff.remove(
        session, worker.name, scene.now
    ),
    "it is dropped": lambda scene, session, case, worker: drafts.drop(session, case, worker, REPLY),
}


@pytest.mark.parametrize("how", TAKES_AWAY)
def test_nothing_is_left_of_a_draft_when(
    scene: Scene, alva: StaffMember, case: Case, tmp_path: Path, how: str
) -> None:
    keep(scene, case, alva, REPLY, "Hej!")
    is_a_file = (tmp_path / "cases.sqlite").exists()
    if is_a_file:
        leave_in_a_gap(tmp_path / "cases.sqlite", "Papegoja")
    with scene.case_store.transaction() as session:
        TAKES_AWAY[how](scene, session, case, alva)
    assert count(scene) == 0
    if is_a_file:
        assert b"Papegoja" not in (tmp_path / "cases.sqlite").read_bytes()


def test_a_colleagues_draft_goes_too_when_the_case_is_closed(
    scene: Scene, alva: StaffMember, case: Case
) -> None:
    keep(scene, case, scene.worker("Bo"), NOTE, "Fråga Alva.")
    with scene.case_store.transaction() as session:
        cases.end(session, scene.case_store.vault, case.id, alva, scene.now)
    assert count(scene) == 0


def test_a_draft_waits_for_its_writer_while_a_colleague_has_the_case(
    scene: Scene, alva: StaffMember, case: Case
) -> None:
    keep(scene, case, alva, REPLY, "Hej!")
    with scene.case_store.transaction() as session:
        cases.put_back(session, scene.case_store.vault, case.id, alva, scene.now)
        cases.take(session, scene.case_store.vault, case.id, alva, scene.now)
    assert of(scene, case, alva) == {REPLY: "Hej!"}
