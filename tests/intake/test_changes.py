"""A transaction knows which cases others should look at again."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake import messages
from bot.intake.changes import QUEUE, changed
from bot.intake.models import Case, CaseState, Sender
from tests.intake.conftest import Scene


def case_in(session: Session, case: Case) -> Case:
    found: Case = session.scalars(select(Case).where(Case.id == case.id)).one()
    return found


def test_a_message_concerns_its_case_and_no_other(scene: Scene, now: datetime) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        line = (Sender.WORKER, "Hej", "a" * 64)
        messages.add(session, scene.case_store.vault, case_in(session, case), line, now)
        assert changed(session) == {case.id}


def test_who_takes_a_case_moves_everybody_behind_it(scene: Scene) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        case_in(session, case).state = CaseState.TAKEN
        session.flush()
        assert changed(session) == {case.id, QUEUE}


def test_a_case_that_is_erased_concerns_its_page_and_the_queue(scene: Scene) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        session.delete(case_in(session, case))
        session.flush()
        assert changed(session) == {case.id, QUEUE}


def test_that_a_page_is_there_concerns_nobody(scene: Scene, now: datetime) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        case_in(session, case).visitor_seen_at = now + timedelta(minutes=1)
        session.flush()
        assert changed(session) == set()
