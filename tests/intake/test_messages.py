"""Lines of a case: stored once, in order, and seen by everybody exactly once."""

import time
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest
from sqlalchemy import func, select

from bot.intake import cases, messages, visits
from bot.intake.models import Case, Message, Sender, StaffMember
from bot.intake.vault import FixedKeys, Vault, new_keys
from tests.intake.conftest import TOKEN, Scene, together

EACH_WRITES = 25


def write(scene: Scene, own_id: str, text: str, before_commit: Callable[[], None] = lambda: None) -> int:
    with scene.case_store.transaction() as session:
        written = visits.write(session, scene.case_store.vault, TOKEN, (own_id, text), scene.now)
        before_commit()
    assert written is not None
    return written[1]


def answer(
    scene: Scene, case: Case, worker: StaffMember, text: str, before_commit: Callable[[], None]
) -> int:
    with scene.case_store.transaction() as session:
        held = cases.held(session, case.id, worker)
        line = (Sender.WORKER, text, messages.delivery(f"staff {worker.id}", text))
        stored = messages.add(session, scene.case_store.vault, held, line, scene.now)
        before_commit()
    return stored


def test_a_message_that_is_sent_again_is_stored_once(scene: Scene) -> None:
    case = scene.case()
    assert write(scene, "1", "Hej") == write(scene, "1", "Hej")
    assert scene.texts(case) == ["Hej"]


def test_a_message_that_is_sent_again_at_the_same_moment_is_stored_once(scene: Scene) -> None:
    case = scene.case()
    for number in range(10):
        first, second = together(*[partial(write, scene, f"{number}", f"Hej {number}")] * 2)
        assert first == second
    assert scene.texts(case) == [f"Hej {number}" for number in range(10)]


def test_the_same_words_with_another_id_are_another_message(scene: Scene) -> None:
    case = scene.case()
    assert write(scene, "1", "Hej") < write(scene, "2", "Hej")
    assert scene.texts(case) == ["Hej", "Hej"]


def test_two_senders_may_use_the_same_id(scene: Scene) -> None:
    worker = scene.worker()
    case = scene.taken_case(worker)
    write(scene, "1", "Hej")
    answer(scene, case, worker, "1", lambda: None)
    assert scene.texts(case) == [cases.TAKEN, "Hej", "1"]


def test_a_transaction_that_fails_stores_nothing_and_the_message_can_be_sent_again(scene: Scene) -> None:
    case = scene.case()

    def fail() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write(scene, "1", "Hej", before_commit=fail)
    assert scene.texts(case) == []
    write(scene, "1", "Hej")
    assert scene.texts(case) == ["Hej"]


def test_ids_grow_and_only_what_is_newer_is_given(scene: Scene) -> None:
    case = scene.case()
    ids = [write(scene, f"{number}", f"{number}") for number in range(5)]
    assert ids == sorted(set(ids))
    with scene.case_store.transaction() as session:
        newer = messages.after(session, scene.case_store.vault, case.id, ids[2])
    assert [(line.id, line.text) for line in newer] == [(ids[3], "3"), (ids[4], "4")]
    assert all(line.sender is Sender.VISITOR and line.sent_at == scene.now for line in newer)


def test_nobody_is_given_the_lines_of_another_case(scene: Scene) -> None:
    scene.case()
    other = scene.case("somebody-else")
    write(scene, "1", "Hej")
    assert scene.texts(other) == []


def test_one_unreadable_line_does_not_hide_the_others(scene: Scene) -> None:
    case = scene.case()
    write(scene, "1", "före")
    lost = write(scene, "2", "förlorad")
    write(scene, "3", "efter")
    with scene.case_store.transaction() as session:
        session.get(Message, lost).sealed_text = Vault(FixedKeys(new_keys())).seal("förlorad")
    assert scene.texts(case) == ["före", messages.UNREADABLE, "efter"]


def test_who_polls_while_others_write_misses_nothing_and_sees_nothing_twice(scene: Scene) -> None:
    """PostgreSQL hands ids out before transactions end: 8 may be seen before 7, and 7 then be missed."""
    worker = scene.worker()
    case, vault = scene.taken_case(worker), scene.case_store.vault
    all_written = Event()

    def slow_commit() -> None:
        time.sleep(0.002)

    def visitor_writes(name: str) -> list[int]:
        return [write(scene, f"{name}{number}", name, slow_commit) for number in range(EACH_WRITES)]

    def worker_writes(name: str) -> list[int]:
        return [answer(scene, case, worker, f"{name}{number}", slow_commit) for number in range(EACH_WRITES)]

    def visitor_looks(last: int) -> list[messages.Line]:
        with scene.case_store.transaction() as session:
            looked = visits.look(session, vault, TOKEN, last, scene.now)
        return looked[1] if looked else []

    def worker_looks(last: int) -> list[messages.Line]:
        with scene.case_store.transaction() as session:
            return messages.after(session, vault, case.id, last)

    def poll(look: Callable[[int], list[messages.Line]]) -> list[int]:
        seen: list[int] = []
        is_last = False
        while not is_last:
            is_last = all_written.is_set()  # before looking, so that one look follows the last line
            seen += [line.id for line in look(seen[-1] if seen else 0)]
            time.sleep(0.001)
        return seen

    def write_all() -> list[int]:
        try:
            names = ("a", "b")
            actions = [partial(visitor_writes, name) for name in names]
            written = together(*actions, *(partial(worker_writes, name) for name in names))
            return sorted(id_ for ids in written for id_ in ids)
        finally:
            all_written.set()

    written, seen_by_visitor, seen_by_worker = together(
        write_all, partial(poll, visitor_looks), partial(poll, worker_looks)
    )
    with scene.case_store.transaction() as session:
        stored = list(session.scalars(select(Message.id).order_by(Message.id)))
        assert session.scalar(select(func.count(Message.delivery.distinct()))) == 4 * EACH_WRITES + 1
    assert stored[1:] == written
    assert seen_by_visitor == stored
    assert seen_by_worker == stored
