"""Who is in, who waits, and in which order."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.intake import queue, sessions
from bot.intake.cases import HandOver
from bot.intake.models import Case, CaseState, DeskSession, Role
from tests.intake.conftest import Scene

DANGER = HandOver("eskilstuna", is_live=True, is_danger=True)
MOMENT = timedelta(microseconds=1)


def places(scene: Scene, *waiting: Case) -> list[int]:
    with scene.case_store.transaction() as session:
        return [queue.place(session, session.get(Case, case.id)) for case in waiting]


def workers_in(scene: Scene, seconds_later: float = 0) -> list[str]:
    with scene.case_store.transaction() as session:
        later = scene.now + timedelta(seconds=seconds_later)
        return [worker.name for worker in queue.workers_in(session, "eskilstuna", later)]


def test_who_has_waited_longest_is_first(scene: Scene) -> None:
    late, early = scene.case("a", at=scene.now), scene.case("b", at=scene.now - MOMENT)
    assert places(scene, late, early) == [2, 1]


def test_of_two_who_came_at_the_same_moment_each_has_a_place_of_their_own(scene: Scene) -> None:
    assert places(scene, scene.case("a"), scene.case("b")) == [1, 2]


def test_danger_goes_before_those_who_came_earlier(scene: Scene) -> None:
    calm = scene.case("a", at=scene.now - timedelta(hours=1))
    first, second = scene.case("b", DANGER), scene.case("c", DANGER, at=scene.now + MOMENT)
    assert places(scene, calm, first, second) == [3, 1, 2]


def test_a_worker_whose_session_has_lasted_for_twelve_hours_is_not_in(scene: Scene) -> None:
    scene.worker("Alva")
    with scene.case_store.transaction() as session:
        session.execute(update(DeskSession).values(began_at=scene.now - queue.LONGEST_SESSION + MOMENT))
    assert workers_in(scene) == ["Alva"]
    with scene.case_store.transaction() as session:
        session.execute(update(DeskSession).values(began_at=scene.now - queue.LONGEST_SESSION))
    assert workers_in(scene) == []


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.WAITING])
def test_who_does_not_wait_takes_no_place(scene: Scene, state: CaseState) -> None:
    scene.case("a", DANGER, at=scene.now - MOMENT, state=state)
    assert places(scene, scene.case("b")) == [1]


def test_the_desk_lists_every_open_case_danger_first(scene: Scene) -> None:
    calm = scene.case("a", at=scene.now - timedelta(hours=1))
    left = scene.case("b", HandOver("eskilstuna", is_live=False))
    taken = scene.taken_case(scene.worker(), "c")
    danger = scene.case("d", DANGER)
    scene.case("e", state=CaseState.ENDED)
    scene.case("f", state=CaseState.HANDED_BACK)
    with scene.case_store.transaction() as session:
        listed = queue.open_cases(session, "eskilstuna")
    assert [case.id for case in listed] == [danger.id, calm.id, left.id, taken.id]
    assert [case.taken_by and case.taken_by.name for case in listed] == [None, None, None, "Alva"]


def test_workers_who_are_in_are_listed_once_and_by_name(scene: Scene) -> None:
    bo = scene.worker("Bo")
    scene.worker("Alva")
    scene.signs_in(bo)
    assert workers_in(scene) == ["Alva", "Bo"]


def test_who_only_has_an_account_is_not_in(scene: Scene) -> None:
    scene.account("Alva")
    assert workers_in(scene) == []


def test_nobody_is_in_who_has_given_a_password_and_no_code(scene: Scene) -> None:
    account = scene.account("Alva")
    with scene.case_store.transaction() as session:
        sessions.begin(session, account, is_signed_in=False, now=scene.now)
    assert workers_in(scene) == []


def test_an_administrator_is_not_a_worker(scene: Scene) -> None:
    scene.worker("Alva", Role.ADMINISTRATOR)
    assert workers_in(scene) == []


def test_presence_times_out(scene: Scene) -> None:
    scene.worker()
    limit = queue.PRESENT_WITHIN.total_seconds()
    assert workers_in(scene, limit - 0.001) == ["Alva"]
    assert workers_in(scene, limit) == []


def test_an_open_page_at_which_nobody_does_anything_is_not_presence(scene: Scene) -> None:
    account = scene.account("Alva")
    token = scene.signs_in(account, scene.now - queue.IDLE + timedelta(seconds=1))
    with scene.case_store.transaction() as session:
        found = sessions.find(session, token, scene.now)
        assert found
        sessions.touch(found, scene.now, by_person=False)
    assert workers_in(scene) == ["Alva"]
    assert workers_in(scene, seconds_later=1) == []


def holder_is_in(scene: Scene, case: Case, seconds_later: float = 0) -> bool:
    with scene.case_store.transaction() as session:
        later = scene.now + timedelta(seconds=seconds_later)
        return queue.holder_is_in(session, session.get(Case, case.id), later)


def test_who_took_a_case_is_in_only_while_at_the_desk(scene: Scene) -> None:
    taken = scene.taken_case(scene.worker())
    assert holder_is_in(scene, taken)
    assert not holder_is_in(scene, taken, queue.PRESENT_WITHIN.total_seconds())


def test_nobody_holds_a_case_that_waits(scene: Scene) -> None:
    scene.worker()
    assert not holder_is_in(scene, scene.case())
