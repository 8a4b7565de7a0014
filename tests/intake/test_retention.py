"""What is deleted, and when; deleted is gone."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, text

from bot.intake import audit, cases, queue, retention, visits
from bot.intake.audit import Action
from bot.intake.cases import HandOver
from bot.intake.models import OPEN_STATES, Case, CaseState, DeskSession, Message
from bot.intake.retention import Purged
from bot.municipality import RetentionDays, load_profile
from tests.intake.conftest import TOKEN, Scene, about, together

DAYS = RetentionDays(closed=30, unanswered=60, contact=14)
A_MOMENT = timedelta(microseconds=1)
CLOSED = sorted(set(CaseState) - OPEN_STATES)


def purge(scene: Scene, later: timedelta = timedelta()) -> Purged:
    with scene.case_store.transaction() as session:
        return retention.purge(session, {"eskilstuna": DAYS}, scene.now + later)


def limit(state: CaseState) -> timedelta:
    return timedelta(days=DAYS.unanswered if state in OPEN_STATES else DAYS.closed)


@pytest.mark.parametrize("state", CaseState)
def test_a_case_is_deleted_after_its_days_and_not_before(scene: Scene, state: CaseState) -> None:
    scene.case(state=state)
    assert purge(scene, limit(state)).cases == 0
    assert purge(scene, limit(state) + A_MOMENT).cases == 1


@pytest.mark.parametrize("state", CaseState)
def test_whatever_happens_to_a_case_begins_its_days_anew(scene: Scene, state: CaseState) -> None:
    case = scene.case()
    later = scene.now + timedelta(days=DAYS.unanswered)
    with scene.case_store.transaction() as session:
        visits.write(session, scene.case_store.vault, TOKEN, ("1", "Hej"), later)
        session.get(Case, case.id).state = state
    assert purge(scene, timedelta(days=DAYS.unanswered) + limit(state)).cases == 0
    assert purge(scene, timedelta(days=DAYS.unanswered) + limit(state) + A_MOMENT).cases == 1


def test_of_a_deleted_case_no_row_is_left_but_that_it_was_deleted(scene: Scene) -> None:
    asked = HandOver("eskilstuna", is_live=True, shared=(("you", "hej"),), contact="0700000000")
    case = scene.case(asked=asked)
    kept = scene.case("somebody-else", at=scene.now + timedelta(days=1))
    with scene.case_store.transaction() as session:
        visits.write(session, scene.case_store.vault, TOKEN, ("1", "Hej"), scene.now)
    purge(scene, timedelta(days=DAYS.unanswered) + A_MOMENT)
    with scene.case_store.transaction() as session:
        assert session.execute(text("SELECT id FROM cases")).scalars().all() == [kept.id]
        assert session.execute(text("SELECT count(*) FROM messages")).scalar() == 0
        newest = audit.latest(session, "eskilstuna", 1)[0]
    assert (newest.actor, newest.action, newest.subject) == (audit.RETENTION, "case_erased", case.name)


def test_a_way_to_be_called_is_deleted_after_its_days_and_the_case_stays(scene: Scene) -> None:
    case = scene.case(
        asked=HandOver("eskilstuna", is_live=False, shared=(("you", "hej"),), contact="0700000000")
    )
    days = timedelta(days=DAYS.contact)
    assert purge(scene, days).contacts == 0
    assert purge(scene, days + A_MOMENT) == Purged(cases=0, contacts=1, desk_sessions=0, audit_lines=0)
    found = scene.fresh(case)
    assert found.sealed_contact is None
    assert cases.shared(scene.case_store.vault, found) == [("you", "hej")]
    with scene.case_store.transaction() as session:
        newest = audit.latest(session, "eskilstuna", 1)[0]
    assert (newest.action, newest.subject) == ("contact_erased", case.name)


def test_desk_sessions_and_audit_lines_go_when_they_are_past_their_time(scene: Scene) -> None:
    alva = scene.account("Alva")
    scene.signs_in(alva, scene.now - queue.IDLE)
    scene.signs_in(alva)
    with scene.case_store.transaction() as session:
        for age in (audit.KEPT + A_MOMENT, audit.KEPT):
            audit.record(session, "Alva", Action.CASE_READ, about("blå hare"), scene.now - age)
    assert purge(scene) == Purged(cases=0, contacts=0, desk_sessions=1, audit_lines=1)
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(DeskSession)) == 1
        assert len(audit.latest(session, "eskilstuna", 10)) == 1


def test_each_municipalitys_cases_have_its_own_days(scene: Scene) -> None:
    days = {"eskilstuna": DAYS, "botkyrka": DAYS.model_copy(update={"closed": 5})}
    for key in ("eskilstuna", "botkyrka"):
        scene.case(key, HandOver(key, is_live=True), state=CaseState.ENDED, at=scene.now - timedelta(days=6))
    with scene.case_store.transaction() as session:
        assert retention.purge(session, days, scene.now).cases == 1
        assert session.scalars(select(Case.municipality)).all() == ["eskilstuna"]


def test_cases_of_a_municipality_that_is_served_no_more_have_the_shortest_days(scene: Scene) -> None:
    days = {"eskilstuna": DAYS, "botkyrka": DAYS.model_copy(update={"closed": 5})}
    gone = HandOver("annorstans", is_live=True)
    scene.case(asked=gone, state=CaseState.ENDED, at=scene.now - timedelta(days=6))
    with scene.case_store.transaction() as session:
        assert retention.purge(session, days, scene.now).cases == 1


def test_purging_twice_is_purging_once(scene: Scene) -> None:
    scene.case("a", state=CaseState.ENDED, at=scene.now - limit(CaseState.ENDED) - A_MOMENT)
    scene.case(
        "b", HandOver("eskilstuna", is_live=False, contact="0700000000"), at=scene.now - timedelta(days=15)
    )
    scene.signs_in(scene.account("Alva"), scene.now - queue.IDLE)
    assert purge(scene) == Purged(cases=1, contacts=1, desk_sessions=1, audit_lines=0)
    assert purge(scene) == Purged(cases=0, contacts=0, desk_sessions=0, audit_lines=0)
    with scene.case_store.transaction() as session:
        erasures = [
            entry for entry in audit.latest(session, "eskilstuna", 50) if entry.actor == audit.RETENTION
        ]
    assert len(erasures) == 2


def test_purging_at_once_in_two_processes_deletes_once(scene: Scene) -> None:
    for number in range(5):
        scene.case(f"visitor-{number}", at=scene.now - limit(CaseState.WAITING) - A_MOMENT)
    done = together(lambda: purge(scene), lambda: purge(scene))
    assert sum(each.cases for each in done) == 5
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_closed_case_goes_with_all_its_lines(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    with scene.case_store.transaction() as session:
        cases.end(session, scene.case_store.vault, case.id, worker, scene.now, "Ring socialjouren.")
    purge(scene, limit(CaseState.ENDED) + A_MOMENT)
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0


@pytest.mark.parametrize(
    "wrong", [{"closed": 0}, {"unanswered": -1}, {"contact": None}, {"contact": "snart"}, {"message": 3}]
)
def test_days_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RetentionDays(**{**DAYS.model_dump(), **wrong})


def test_the_municipality_says_after_how_many_days() -> None:
    assert load_profile("eskilstuna").retention == DAYS
