"""What a visitor does with a case, and what stays of it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.intake import cases, messages, visits
from bot.intake.cases import HandOver, NoSuchCaseError
from bot.intake.models import OPEN_STATES, AuditEntry, Case, CaseState, DangerKind, Message, Sender
from bot.intake.vault import FixedKeys, Vault, new_keys
from bot.intake.visits import Situation
from tests.intake.conftest import TOKEN, Scene, everything_stored, together

LIMIT = timedelta(minutes=10)
CODE_HASH = "the hash of a code"
CODE_TAG = "c0ffee"


def write(scene: Scene, token: str = TOKEN, text: str = "Hej") -> tuple[Case, int] | None:
    with scene.case_store.transaction() as session:
        return visits.write(session, scene.case_store.vault, token, (text, text), scene.now)


def look(scene: Scene, token: str = TOKEN, later: timedelta = timedelta()) -> list[str] | None:
    with scene.case_store.transaction() as session:
        looked = visits.look(session, scene.case_store.vault, token, 0, scene.now + later)
    return None if looked is None else [line.text for line in looked[1]]


def keep_code(scene: Scene, code_hash: str = CODE_HASH, token: str = TOKEN) -> None:
    with scene.case_store.transaction() as session:
        visits.keep_code(session, token, code_hash, CODE_TAG)


def come_back(scene: Scene, token: str, is_staffed: bool = False, code_hash: str = CODE_HASH) -> bool:
    with scene.case_store.transaction() as session:
        return visits.come_back(session, code_hash, "eskilstuna", token, is_staffed, scene.now)


def leave(scene: Scene, token: str = TOKEN) -> None:
    with scene.case_store.transaction() as session:
        visits.leave(session, scene.case_store.vault, token, scene.now)


def situation(scene: Scene, case: Case, later: timedelta = timedelta()) -> Situation:
    with scene.case_store.transaction() as session:
        return visits.situation(session, session.get(Case, case.id), LIMIT, scene.now + later)


@pytest.mark.parametrize("state", CaseState)
def test_a_message_goes_to_a_human_only_while_the_case_is_open(scene: Scene, state: CaseState) -> None:
    case = scene.case(state=state)
    assert (write(scene) is not None) == (state in OPEN_STATES)
    assert scene.texts(case) == (["Hej"] if state in OPEN_STATES else [])


def test_a_conversation_without_a_case_reaches_no_human(scene: Scene) -> None:
    scene.case()
    assert write(scene, "somebody-else") is None
    assert look(scene, "somebody-else") is None


def test_a_code_leads_to_the_case_from_a_new_conversation_and_no_longer_from_the_old(scene: Scene) -> None:
    case = scene.case()
    write(scene, text="före")
    keep_code(scene)
    assert come_back(scene, "new-conversation")
    assert look(scene, "new-conversation") == ["före"]
    assert look(scene) is None
    assert write(scene) is None
    assert write(scene, "new-conversation", "efter") is not None
    assert scene.texts(case) == ["före", "efter"]


def test_a_case_that_is_taken_while_its_visitor_comes_back_never_waits_with_a_holder(scene: Scene) -> None:
    worker = scene.worker()
    for number in range(25):
        case = scene.case(f"visitor-{number}", HandOver("eskilstuna", is_live=False))
        keep_code(scene, f"code-{number}", f"visitor-{number}")

        def take(case: Case = case) -> None:
            with scene.case_store.transaction() as session:
                cases.take(session, scene.case_store.vault, case.id, worker, scene.now)

        back = partial(come_back, scene, f"again-{number}", is_staffed=True, code_hash=f"code-{number}")
        assert together(take, back) == [None, True]
        found = scene.fresh(case)
        assert (found.state, found.taken_by_id) == (CaseState.TAKEN, worker.id)


def test_a_wrong_code_leads_nowhere(scene: Scene) -> None:
    scene.case()
    keep_code(scene)
    assert not come_back(scene, "new-conversation", code_hash="another hash")
    assert look(scene, "new-conversation") is None
    assert look(scene) == []


def test_a_newer_code_replaces_the_older_one(scene: Scene) -> None:
    scene.case()
    keep_code(scene, "the older")
    keep_code(scene, "the newer")
    assert not come_back(scene, "new-conversation", code_hash="the older")
    assert come_back(scene, "new-conversation", code_hash="the newer")


def test_there_is_no_code_without_a_case(scene: Scene) -> None:
    with pytest.raises(NoSuchCaseError):
        keep_code(scene)


@pytest.mark.parametrize(("is_staffed", "then"), [(True, CaseState.WAITING), (False, CaseState.LEFT)])
def test_who_returns_to_a_message_waits_if_somebody_is_there(
    scene: Scene, is_staffed: bool, then: CaseState
) -> None:
    earlier = scene.now - timedelta(days=1)
    case = scene.case(asked=HandOver("eskilstuna", is_live=False), at=earlier)
    keep_code(scene)
    come_back(scene, "new-conversation", is_staffed)
    assert scene.state(case) is then
    assert scene.fresh(case).waiting_since == (scene.now if is_staffed else earlier)


def test_a_case_without_a_code_is_erased_when_the_visitor_leaves(scene: Scene) -> None:
    scene.taken_case(scene.worker())
    write(scene)
    leave(scene)
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        assert session.scalar(select(func.count()).select_from(Message)) == 0


@pytest.mark.parametrize("state", CaseState)
def test_a_case_with_a_code_waits_for_the_visitor_who_left(scene: Scene, state: CaseState) -> None:
    case = scene.case(state=state)
    keep_code(scene)
    leave(scene)
    assert scene.state(case) is (CaseState.LEFT if state is CaseState.WAITING else state)
    assert scene.texts(case) == ([cases.LEFT_PAGE] if state in OPEN_STATES else [])
    assert look(scene) is None
    assert not visits.is_here(scene.fresh(case), scene.now)
    assert come_back(scene, "new-conversation")


def test_leaving_or_erasing_twice_is_leaving_or_erasing_once(scene: Scene) -> None:
    case = scene.case()
    keep_code(scene)
    leave(scene)
    leave(scene)
    assert scene.texts(case) == [cases.LEFT_PAGE]
    come_back(scene, "new-conversation")
    for _ in range(2):
        with scene.case_store.transaction() as session:
            visits.erase(session, "new-conversation", scene.now)
    with scene.case_store.transaction() as session:
        erased = select(func.count()).where(AuditEntry.action == "case_erased")
        assert session.scalar(erased) == 1


def test_who_erases_erases_their_own_case_and_its_code_and_no_other(scene: Scene) -> None:
    scene.case()
    keep_code(scene)
    other = scene.case("somebody-else")
    with scene.case_store.transaction() as session:
        visits.erase(session, TOKEN, scene.now)
    assert not come_back(scene, "new-conversation")
    with scene.case_store.transaction() as session:
        assert list(session.scalars(select(Case.id))) == [other.id]


def test_who_waits_is_told_the_place_and_when_it_takes_too_long(scene: Scene) -> None:
    scene.case("somebody-else", at=scene.now - timedelta(seconds=1))
    case = scene.case()
    assert situation(scene, case, LIMIT) == Situation(CaseState.WAITING, 2, False, False, False)
    assert situation(scene, case, LIMIT + timedelta(seconds=1)).waits_too_long


def test_who_has_a_worker_is_told_whether_the_worker_is_in(scene: Scene) -> None:
    case = scene.taken_case(scene.worker())
    keep_code(scene)
    assert situation(scene, case) == Situation(CaseState.TAKEN, None, False, True, True)
    assert not situation(scene, case, timedelta(minutes=1)).worker_is_in


def test_who_is_marked_as_in_danger_goes_first(scene: Scene) -> None:
    scene.case("somebody-else", at=scene.now - timedelta(hours=1))
    case = scene.case()
    with scene.case_store.transaction() as session:
        visits.mark_danger(session, scene.case_store.vault, TOKEN, None)
        visits.mark_danger(session, scene.case_store.vault, "nobody", None)
    assert situation(scene, case).place == 1


def test_the_kind_of_danger_that_was_heard_last_is_kept_sealed(scene: Scene, engine: Engine) -> None:
    case, vault = scene.case(), scene.case_store.vault
    for kind in (DangerKind.THREAT, DangerKind.SUICIDE, None):
        with scene.case_store.transaction() as session:
            visits.mark_danger(session, vault, TOKEN, kind)
    assert cases.danger_kind(vault, scene.fresh(case)) is DangerKind.SUICIDE
    assert "suicide" not in str(everything_stored(engine))


def test_a_kind_of_danger_that_no_key_opens_is_unknown_and_the_case_still_in_danger(scene: Scene) -> None:
    case = scene.case(is_danger=True, sealed_danger_kind=Vault(FixedKeys(new_keys())).seal("suicide"))
    assert cases.danger_kind(scene.case_store.vault, scene.fresh(case)) is None
    assert scene.fresh(case).is_danger


def test_a_visitor_is_here_for_as_long_as_the_page_looks(scene: Scene) -> None:
    case = scene.case()
    assert not visits.is_here(scene.fresh(case), scene.now)
    for polls in range(20):
        later = timedelta(seconds=4 * polls)
        look(scene, later=later)
        assert visits.is_here(scene.fresh(case), scene.now + later)
    assert not visits.is_here(scene.fresh(case), scene.now + later + 3 * visits.SEEN_EVERY)


def test_who_spoke_last_is_known_whatever_the_system_says_after(scene: Scene) -> None:
    asked, answered, silent = scene.case(), scene.case("b"), scene.case("c")
    write(scene)
    write(scene, "b", "Hallå")
    with scene.case_store.transaction() as session:
        case = messages.lock_case(session, answered.id)
        assert case
        messages.add(session, scene.case_store.vault, case, (Sender.WORKER, "Hej", "delivery"), scene.now)
        for each in (asked, answered):
            cases.say(session, scene.case_store.vault, each, "Något hände.", scene.now)
    with scene.case_store.transaction() as session:
        said = visits.last_said(session, [asked, answered, silent])
        assert {id_: each.sender for id_, each in said.items()} == {
            asked.id: Sender.VISITOR,
            answered.id: Sender.WORKER,
        }
        assert {each.at for each in said.values()} == {scene.now}
        assert visits.last_said(session, [silent]) == visits.last_said(session, []) == {}
