"""What takes a text away has SQLite write its file anew: a row that was moved leaves its text in a gap."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.intake import cases, not_understood, retention, rotation, visits
from bot.intake.cases import HandOver
from bot.municipality import RetentionDays
from tests.intake.conftest import TOKEN, Scene
from tests.support.sqlite_gaps import leave_in_a_gap

ONLY_A_FILE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
SOMETHING = HandOver("eskilstuna", is_live=False, shared=(("you", "hej"),))
A_CONTACT = HandOver("eskilstuna", is_live=False, contact="hos mormor")
DAYS = RetentionDays(closed=30, unanswered=60, contact=14, not_understood=90)

Work = Callable[[Scene, Session], object]


def purge_after(days: int) -> Work:
    return lambda scene, session: retention.purge(
        session, {"eskilstuna": DAYS}, scene.now + timedelta(days=days)
    )


def hand_over(asked: HandOver) -> Work:
    return lambda scene, session: cases.open_case(session, scene.case_store.vault, TOKEN, asked, scene.now)


TAKES_AWAY: dict[str, tuple[HandOver, Work]] = {
    "the visitor erases the case": (
        SOMETHING,
        lambda scene, session: visits.erase(session, TOKEN, scene.now),
    ),
    "the visitor leaves without a code": (
        SOMETHING,
        lambda scene, session: visits.leave(session, scene.case_store.vault, TOKEN, scene.now),
    ),
    "something else goes along": (SOMETHING, hand_over(SOMETHING)),
    "another way to be called is left": (A_CONTACT, hand_over(A_CONTACT)),
    "a case is past its time": (SOMETHING, purge_after(61)),
    "a way to be called is past its time": (A_CONTACT, purge_after(15)),
    "the key is changed": (
        SOMETHING,
        lambda scene, session: rotation.reseal_all(session, scene.case_store.vault),
    ),
}


def left_in_the_file(scene: Scene, path: Path, work: Work) -> bool:
    """Whether what lay in a gap of the file is still there after the work."""
    leave_in_a_gap(path, "Papegoja")
    with scene.case_store.transaction() as session:
        work(scene, session)
    return b"Papegoja" in path.read_bytes()


@ONLY_A_FILE
@pytest.mark.parametrize("how", TAKES_AWAY)
def test_the_file_is_written_anew_when(scene: Scene, tmp_path: Path, how: str) -> None:
    asked, work = TAKES_AWAY[how]
    scene.case(asked=asked)
    assert not left_in_the_file(scene, tmp_path / "cases.sqlite", work)


@ONLY_A_FILE
def test_the_file_is_written_anew_when_a_message_to_learn_from_is_past_its_time(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.case_store.transaction() as session:
        not_understood.keep(session, scene.case_store.vault, "eskilstuna", "hej", scene.now.date())
    assert not left_in_the_file(scene, tmp_path / "cases.sqlite", purge_after(91))


@ONLY_A_FILE
def test_where_nothing_is_taken_away_nobody_waits_for_that(scene: Scene, tmp_path: Path) -> None:
    assert left_in_the_file(scene, tmp_path / "cases.sqlite", hand_over(SOMETHING))
