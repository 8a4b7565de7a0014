"""Signed-in browsers: for how long they are, and what is kept of them."""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.engine import Engine

from bot.intake import sessions
from bot.intake.models import DeskSession
from bot.intake.queue import IDLE, LONGEST_SESSION
from tests.intake.conftest import Scene, everything_stored

A_SECOND = timedelta(seconds=1)


def is_known(scene: Scene, token: str, later: timedelta = timedelta()) -> bool:
    with scene.case_store.transaction() as session:
        return sessions.find(session, token, scene.now + later) is not None


def touch(scene: Scene, token: str, later: timedelta, by_person: bool) -> None:
    with scene.case_store.transaction() as session:
        found = sessions.find(session, token, scene.now + later)
        assert found is not None
        sessions.touch(found, scene.now + later, by_person)


def test_a_session_is_its_accounts_and_says_whether_it_is_signed_in(scene: Scene) -> None:
    alva = scene.account("Alva")
    for is_signed_in in (False, True):
        with scene.case_store.transaction() as session:
            token = sessions.begin(session, alva, is_signed_in, scene.now)
        with scene.case_store.transaction() as session:
            found = sessions.find(session, token, scene.now)
            assert found is not None
            assert (found.staff.name, found.is_signed_in) == ("Alva", is_signed_in)


def test_no_two_sessions_share_an_id_or_a_form_secret(scene: Scene) -> None:
    alva = scene.account("Alva")
    tokens = {scene.signs_in(alva) for _ in range(5)}
    with scene.case_store.transaction() as session:
        secrets = set(session.scalars(select(DeskSession.csrf_token)))
    assert len(tokens) == len(secrets) == 5
    assert min(map(len, tokens | secrets)) >= 43


def test_only_the_hash_of_an_id_is_stored(scene: Scene, engine: Engine) -> None:
    token = scene.signs_in(scene.account("Alva"))
    rows = everything_stored(engine)
    assert rows and not any(token in row for row in rows)


def test_the_stored_hash_does_not_open_the_session(scene: Scene) -> None:
    scene.signs_in(scene.account("Alva"))
    with scene.case_store.transaction() as session:
        stored = session.scalar(select(DeskSession.token_hash))
    assert not is_known(scene, stored)
    assert not is_known(scene, "")


def test_an_idle_session_ends_after_half_an_hour(scene: Scene) -> None:
    token = scene.signs_in(scene.account("Alva"))
    assert timedelta(minutes=30) == IDLE
    assert is_known(scene, token, IDLE - A_SECOND)
    assert not is_known(scene, token, IDLE)


def test_polls_do_not_keep_a_session_alive(scene: Scene) -> None:
    token = scene.signs_in(scene.account("Alva"))
    for minutes in range(1, 30):
        touch(scene, token, timedelta(minutes=minutes), by_person=False)
    assert not is_known(scene, token, IDLE)


def test_what_a_person_does_keeps_a_session_alive(scene: Scene) -> None:
    token = scene.signs_in(scene.account("Alva"))
    touch(scene, token, IDLE - A_SECOND, by_person=True)
    assert is_known(scene, token, IDLE)
    assert not is_known(scene, token, 2 * IDLE - A_SECOND)


def use_all_day(scene: Scene, token: str) -> None:
    for minutes in range(20, 12 * 60, 20):
        touch(scene, token, timedelta(minutes=minutes), by_person=True)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(scene: Scene) -> None:
    token = scene.signs_in(scene.account("Alva"))
    use_all_day(scene, token)
    assert timedelta(hours=12) == LONGEST_SESSION
    with scene.case_store.transaction() as session:
        for later, known in ((LONGEST_SESSION - A_SECOND, True), (LONGEST_SESSION, False)):
            assert (sessions.find(session, token, scene.now + later) is not None) == known
        assert sessions.forget_idle(session, scene.now + LONGEST_SESSION) == 1


def test_a_session_that_the_version_before_began_lasts_from_its_next_use(scene: Scene) -> None:
    token = scene.signs_in(scene.account("Alva"))
    with scene.case_store.transaction() as session:
        session.execute(update(DeskSession).values(began_at=None))
    touch(scene, token, timedelta(minutes=10), by_person=False)
    with scene.case_store.transaction() as session:
        found = sessions.find(session, token, scene.now)
        assert found is not None
        assert sessions.last_end(found) == scene.now + timedelta(minutes=10) + LONGEST_SESSION


def test_a_session_that_was_ended_is_forgotten_and_no_other(scene: Scene) -> None:
    alva = scene.account("Alva")
    ended, other = scene.signs_in(alva), scene.signs_in(alva)
    for _ in range(2):
        with scene.case_store.transaction() as session:
            sessions.end(session, ended)
    assert (is_known(scene, ended), is_known(scene, other)) == (False, True)


def test_idle_sessions_are_removed_and_no_others(scene: Scene) -> None:
    alva = scene.account("Alva")
    scene.signs_in(alva, scene.now - IDLE)
    kept = scene.signs_in(alva, scene.now - IDLE + A_SECOND)
    for removed in (1, 0):
        with scene.case_store.transaction() as session:
            assert sessions.forget_idle(session, scene.now) == removed
    with scene.case_store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(DeskSession)) == 1
    assert is_known(scene, kept)
