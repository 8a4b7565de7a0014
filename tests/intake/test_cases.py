"""What can happen to a case, and who may do it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.intake import cases, queue, visits
from bot.intake.cases import HandOver, NoSuchCaseError, NotYoursError, TakenByOtherError
from bot.intake.models import AuditEntry, Case, CaseState, Message, Role, StaffMember
from tests.intake.conftest import TOKEN, Scene, together


def take(scene: Scene, case: Case, worker: StaffMember) -> Case:
    with scene.case_store.transaction() as session:
        return cases.take(session, scene.case_store.vault, case.id, worker, scene.now)


def test_a_taken_case_has_its_worker_and_the_visitor_is_told(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    assert (scene.state(case), scene.fresh(case).taken_by_id) == (CaseState.TAKEN, worker.id)
    assert scene.texts(case) == [cases.TAKEN]


def test_taking_twice_is_taking_once(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    take(scene, case, worker)
    assert scene.texts(case) == [cases.TAKEN]


def test_a_case_of_a_worker_who_is_in_cannot_be_taken(scene: Scene) -> None:
    first, second = scene.worker("Alva"), scene.worker("Bo")
    case = scene.taken_case(first)
    with pytest.raises(TakenByOtherError):
        take(scene, case, second)
    assert scene.fresh(case).taken_by_id == first.id


def test_a_case_of_a_worker_who_is_no_longer_in_can_be_taken(scene: Scene) -> None:
    gone, here = scene.account("Alva"), scene.worker("Bo")
    scene.signs_in(gone, scene.now - queue.PRESENT_WITHIN)
    case = scene.taken_case(gone)
    take(scene, case, here)
    assert scene.fresh(case).taken_by_id == here.id


def test_a_handed_back_case_cannot_be_taken(scene: Scene) -> None:
    case = scene.case(state=CaseState.HANDED_BACK)
    with pytest.raises(NoSuchCaseError):
        take(scene, case, scene.worker())


def test_a_case_that_is_put_back_is_among_the_messages_to_answer(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    with scene.case_store.transaction() as session:
        cases.put_back(session, scene.case_store.vault, case.id, worker, scene.now)
    found = scene.fresh(case)
    assert (found.state, found.taken_by_id) == (CaseState.LEFT, None)


def test_after_handing_back_the_bot_answers_and_the_visitor_is_told(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    with scene.case_store.transaction() as session:
        cases.hand_back(session, scene.case_store.vault, case.id, worker, scene.now)
    assert (scene.state(case), scene.texts(case)[-1]) == (CaseState.HANDED_BACK, cases.HANDED_BACK)


@pytest.mark.parametrize("referral", [None, "Ring socialjouren."])
def test_ending_tells_the_visitor_where_to_turn_and_then_that_it_ended(
    scene: Scene, referral: str | None
) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    with scene.case_store.transaction() as session:
        cases.end(session, scene.case_store.vault, case.id, worker, scene.now, referral)
    assert scene.state(case) is CaseState.ENDED
    assert scene.texts(case)[1:] == [*([referral] if referral else []), cases.ENDED]


def test_only_who_has_the_case_may_put_back_hand_back_or_end(scene: Scene) -> None:
    case, other = scene.taken_case(scene.worker("Alva")), scene.worker("Bo")
    vault, now = scene.case_store.vault, scene.now
    acts: list[Callable[[Session], object]] = [
        lambda session: cases.put_back(session, vault, case.id, other, now),
        lambda session: cases.hand_back(session, vault, case.id, other, now),
        lambda session: cases.end(session, vault, case.id, other, now, "Ring."),
    ]
    for act in acts:
        with pytest.raises(NotYoursError), scene.case_store.transaction() as session:
            act(session)
    assert (scene.state(case), scene.texts(case)) == (CaseState.TAKEN, [cases.TAKEN])


def test_a_case_nobody_took_is_nobodys_to_end(scene: Scene) -> None:
    case, worker = scene.case(), scene.worker()
    with pytest.raises(NotYoursError), scene.case_store.transaction() as session:
        cases.end(session, scene.case_store.vault, case.id, worker, scene.now)


def test_an_erased_case_is_gone_for_its_worker_and_with_all_its_lines(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    with scene.case_store.transaction() as session:
        visits.erase(session, TOKEN, scene.now)
    with pytest.raises(NoSuchCaseError), scene.case_store.transaction() as session:
        cases.held(session, case.id, worker)
    with pytest.raises(NoSuchCaseError):
        take(scene, case, worker)
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_a_later_case_never_has_the_id_of_an_erased_one(scene: Scene) -> None:
    erased = scene.case()
    with scene.case_store.transaction() as session:
        visits.erase(session, TOKEN, scene.now)
    assert scene.case("somebody-else").id > erased.id


def test_asking_twice_changes_nothing_about_the_place_in_line(scene: Scene) -> None:
    first = scene.case(asked=HandOver("eskilstuna", is_live=True, contact="0700000000"))
    again = scene.case(
        asked=HandOver("eskilstuna", is_live=True, is_danger=True), at=scene.now + timedelta(minutes=5)
    )
    assert (again.id, again.label, again.waiting_since) == (first.id, first.label, scene.now)
    assert again.is_danger
    assert scene.case_store.vault.open(again.sealed_contact) == "0700000000"


@pytest.mark.parametrize("state", CaseState)
def test_a_case_once_in_danger_stays_so_however_a_human_is_asked_for_again(
    scene: Scene, state: CaseState
) -> None:
    for number, is_live in enumerate((True, False)):
        token, danger = f"visitor-{number}", HandOver("eskilstuna", is_live=True, is_danger=True)
        scene.case(token, danger, state=state)
        again = scene.case(token, HandOver("eskilstuna", is_live=is_live, is_danger=False))
        assert scene.fresh(again).is_danger


def test_asking_again_leaves_the_case_with_the_worker_who_is_in(scene: Scene) -> None:
    worker = scene.worker()
    scene.taken_case(worker)
    again = scene.case()
    assert (again.state, again.taken_by_id) == (CaseState.TAKEN, worker.id)


def test_asking_again_takes_the_case_from_a_worker_who_has_left(scene: Scene) -> None:
    scene.taken_case(scene.account("Alva"))
    again = scene.case()
    assert (again.state, again.taken_by_id) == (CaseState.WAITING, None)


@pytest.mark.parametrize("closed", [CaseState.HANDED_BACK, CaseState.ENDED])
def test_a_closed_case_is_opened_again_at_the_end_of_the_line(scene: Scene, closed: CaseState) -> None:
    case = scene.case(state=closed)
    later = scene.now + timedelta(hours=1)
    again = scene.case(at=later)
    assert (again.id, again.state, again.waiting_since) == (case.id, CaseState.WAITING, later)
    assert scene.texts(case) == [cases.ASKED_AGAIN]


def test_who_left_a_message_and_asks_for_somebody_now_waits_from_now(scene: Scene) -> None:
    scene.case(asked=HandOver("eskilstuna", is_live=False))
    later = scene.now + timedelta(hours=1)
    again = scene.case(at=later)
    assert (again.state, again.waiting_since) == (CaseState.WAITING, later)


def test_what_was_shared_is_read_as_it_was_shown(scene: Scene) -> None:
    shared = (("you", "Jag är rädd å ä ö"), ("bot", "Du kan ringa."))
    case = scene.case(asked=HandOver("eskilstuna", is_live=True, shared=shared))
    assert cases.shared(scene.case_store.vault, scene.fresh(case)) == list(shared)


def test_the_audit_log_holds_nothing_that_was_written(scene: Scene) -> None:
    worker = scene.worker()
    asked = HandOver("eskilstuna", is_live=True, shared=(("you", "hemligt"),), contact="hemligt")
    case = scene.case(asked=asked)
    take(scene, case, worker)
    with scene.case_store.transaction() as session:
        visits.write(session, scene.case_store.vault, TOKEN, ("1", "hemligt"), scene.now)
        cases.end(session, scene.case_store.vault, case.id, worker, scene.now, "hemligt")
    with scene.case_store.transaction() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.action for entry in entries] == ["case_opened", "case_taken", "case_referred"]
        assert {entry.subject for entry in entries} == {case.name}
        assert not any("hemligt" in entry.actor + entry.action + entry.subject for entry in entries)


def test_of_two_who_take_a_case_at_once_exactly_one_has_it(scene: Scene) -> None:
    workers = [scene.worker("Alva"), scene.worker("Bo")]
    for number in range(25):
        case = scene.case(f"visitor-{number}")
        outcomes = together(*(partial(take, scene, case, worker) for worker in workers))
        (winner,) = [who for who, outcome in zip(workers, outcomes, strict=True) if isinstance(outcome, Case)]
        assert sum(isinstance(outcome, TakenByOtherError) for outcome in outcomes) == 1
        assert (scene.fresh(case).taken_by_id, scene.texts(case)) == (winner.id, [cases.TAKEN])


def test_a_conversation_that_asks_twice_at_once_has_one_case(scene: Scene) -> None:
    for number in range(10):
        outcomes = together(*[partial(scene.case, f"visitor-{number}")] * 2)
        assert [type(outcome) for outcome in outcomes] == [Case, Case], outcomes
        assert outcomes[0].id == outcomes[1].id


def test_a_label_that_another_case_has_got_meanwhile_is_not_given_twice(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = scene.case("another-visitor").label
    labels = iter([taken, taken, "blå ekorre 7"])
    monkeypatch.setattr(cases, "new_label", lambda _: next(labels))
    case = scene.case()
    assert case.label == "blå ekorre 7"
    with scene.case_store.transaction() as session:
        audited = session.scalars(select(AuditEntry.subject).where(AuditEntry.subject == case.name)).all()
    assert len(audited) == 1


def test_what_was_done_before_a_label_collided_is_kept(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = iter([scene.case("another-visitor").label, "blå ekorre 7"])
    monkeypatch.setattr(cases, "new_label", lambda _: next(labels))
    with scene.case_store.transaction() as session:
        worker = StaffMember(name="Alva", municipality="eskilstuna", role=Role.WORKER, password_hash="none")
        worker.sealed_totp_secret = scene.case_store.vault.seal("no secret")
        session.add(worker)
        wanted = HandOver("eskilstuna", is_live=True)
        cases.open_case(session, scene.case_store.vault, TOKEN, wanted, scene.now)
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(StaffMember)) == 1
        case = cases.of_visitor(session, TOKEN)
        assert case and case.label == "blå ekorre 7"


def test_a_case_that_is_erased_while_it_is_taken_leaves_nothing(scene: Scene) -> None:
    worker = scene.worker()

    def erase(token: str) -> None:
        with scene.case_store.transaction() as session:
            visits.erase(session, token, scene.now)

    for number in range(10):
        case = scene.case(f"visitor-{number}")
        erased, taken = together(partial(erase, f"visitor-{number}"), partial(take, scene, case, worker))
        assert erased is None
        assert isinstance(taken, (Case, NoSuchCaseError)), taken
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        assert session.scalar(select(func.count()).select_from(Message)) == 0
