"""A conversation that was erased or left: what was still on its way does not begin it again."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.intake import cases, retention, visits
from bot.intake.cases import HandOver
from bot.intake.erased import REMEMBERED, ConversationErasedError
from bot.intake.models import Case, ErasedConversation
from bot.intake.tokens import token_hash
from bot.municipality import RetentionDays
from tests.intake.conftest import TOKEN, Scene, everything_stored, together

DAYS = RetentionDays(closed=30, unanswered=60, contact=14)


def erase(scene: Scene, token: str = TOKEN) -> None:
    with scene.case_store.transaction() as session:
        visits.erase(session, token, scene.now)


def leave(scene: Scene, token: str = TOKEN) -> None:
    with scene.case_store.transaction() as session:
        visits.leave(session, scene.case_store.vault, token, scene.now)


def write(scene: Scene, token: str = TOKEN) -> object:
    with scene.case_store.transaction() as session:
        return visits.write(session, scene.case_store.vault, token, ("1", "Hej"), scene.now)


def number_of_cases(scene: Scene) -> int:
    with scene.case_store.transaction() as session:
        return int(session.scalar(select(func.count()).select_from(Case)))


goes = pytest.mark.parametrize("go", [erase, leave])


@goes
@pytest.mark.parametrize("had_a_case", [True, False])
def test_what_arrives_after_the_visitor_went_begins_nothing(
    scene: Scene, go: Callable[[Scene], None], had_a_case: bool
) -> None:
    if had_a_case:
        scene.case()
    go(scene)
    for late in (scene.case, partial(write, scene)):
        with pytest.raises(ConversationErasedError):
            late()
    assert number_of_cases(scene) == 0


@goes
def test_other_conversations_go_on(scene: Scene, go: Callable[[Scene], None]) -> None:
    scene.case("somebody-else")
    go(scene)
    assert write(scene, "somebody-else") is not None


def test_who_comes_back_with_a_code_goes_on_in_the_new_conversation_only(scene: Scene) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        visits.keep_code(session, TOKEN, "the hash of a code", "c0ffee")
    leave(scene)
    with scene.case_store.transaction() as session:
        assert visits.come_back(
            session, "the hash of a code", "eskilstuna", "new-conversation", False, scene.now
        )
    assert write(scene, "new-conversation") is not None
    with pytest.raises(ConversationErasedError):
        write(scene)
    assert scene.texts(case) == [cases.LEFT_PAGE, "Hej"]


@goes
def test_going_twice_at_once_is_going_once(scene: Scene, go: Callable[[Scene, str], None]) -> None:
    for number in range(10):
        token = f"visitor-{number}"
        scene.case(token)
        assert together(partial(go, scene, token), partial(erase, scene, token)) == [None, None]
    assert number_of_cases(scene) == 0


@goes
def test_a_hand_over_that_has_not_ended_when_the_visitor_goes_leaves_no_case(
    scene: Scene, go: Callable[[Scene], None]
) -> None:
    is_opened = Event()

    def hand_over() -> None:
        with scene.case_store.transaction() as session:
            cases.open_case(
                session, scene.case_store.vault, TOKEN, HandOver("eskilstuna", is_live=True), scene.now
            )
            is_opened.set()
            time.sleep(0.1)

    def go_meanwhile() -> None:
        assert is_opened.wait(timeout=5)
        go(scene)

    assert together(hand_over, go_meanwhile) == [None, None]
    assert number_of_cases(scene) == 0


def test_of_the_conversation_only_a_hash_is_remembered(scene: Scene, engine: Engine) -> None:
    erase(scene)
    rows = everything_stored(engine)
    assert any(token_hash(TOKEN) in row for row in rows)
    assert not any(TOKEN in row for row in rows)


def test_it_is_remembered_for_a_day_and_then_forgotten(scene: Scene) -> None:
    erase(scene)
    for later, remembered in [(REMEMBERED, 1), (REMEMBERED + timedelta(microseconds=1), 0)]:
        for _ in range(2):
            with scene.case_store.transaction() as session:
                retention.purge(session, {"eskilstuna": DAYS}, scene.now + later)
        with scene.case_store.transaction() as session:
            assert session.scalar(select(func.count()).select_from(ErasedConversation)) == remembered
