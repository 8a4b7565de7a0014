"""Who has a case open is known for as long as the page asks, and is not kept."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.intake import readers, retention
from bot.intake.models import Case, CaseReader, StaffMember
from bot.intake.readers import OPEN_WITHIN
from bot.municipality import RetentionDays
from tests.intake.conftest import Scene

A_SECOND = timedelta(seconds=1)
DAYS = RetentionDays(closed=30, unanswered=60, contact=14, not_understood=90)


def reads(scene: Scene, case: Case, worker: StaffMember, later: timedelta = timedelta()) -> None:
    with scene.case_store.transaction() as session:
        readers.note(session, case, worker.id, scene.now + later)


def seen_by(scene: Scene, case: Case, worker: StaffMember, later: timedelta = timedelta()) -> list[str]:
    with scene.case_store.transaction() as session:
        return readers.others(session, case, worker.id, scene.now + later)


def count(scene: Scene) -> int:
    with scene.case_store.transaction() as session:
        return int(session.scalar(select(func.count()).select_from(CaseReader)))


@pytest.fixture
def alva(scene: Scene) -> StaffMember:
    return scene.worker("Alva")


def test_everybody_else_who_has_the_same_case_open_is_seen(scene: Scene, alva: StaffMember) -> None:
    case, other, bo, kim = scene.case(), scene.case("b"), scene.worker("Bo"), scene.worker("Kim")
    for worker in (kim, alva, bo):
        reads(scene, case, worker)
    reads(scene, other, kim)
    assert seen_by(scene, case, alva) == ["Bo", "Kim"]
    assert seen_by(scene, other, kim) == []


def test_whoever_closes_the_page_is_seen_no_longer(scene: Scene, alva: StaffMember) -> None:
    case, bo = scene.case(), scene.worker("Bo")
    for seconds in range(30):
        reads(scene, case, bo, A_SECOND * seconds)
        assert seen_by(scene, case, alva, A_SECOND * seconds) == ["Bo"]
    assert seen_by(scene, case, alva, 29 * A_SECOND + OPEN_WITHIN) == []


def test_nothing_of_it_is_kept(scene: Scene, alva: StaffMember) -> None:
    reads(scene, scene.case(), alva)
    with scene.case_store.transaction() as session:
        retention.purge(session, {"eskilstuna": DAYS}, scene.now + OPEN_WITHIN)
    assert count(scene) == 0
