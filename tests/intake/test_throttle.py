"""How often a secret may be guessed, by everybody together."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.intake import throttle
from bot.intake.models import Attempt
from bot.intake.throttle import AT_ONCE, REMEMBERED, SIGN_INS_PER_WINDOW, WINDOW, TooManyTriesError
from tests.intake.conftest import Scene, everything_stored, together

SUBJECT = "password:Alva"
LIMIT = 3


def attempt(scene: Scene, at: datetime, subject: str = SUBJECT, limit: int = LIMIT) -> bool:
    try:
        with scene.case_store.transaction() as session:
            throttle.count(session, subject, limit, at)
    except TooManyTriesError:
        return False
    return True


def guess(scene: Scene, at: datetime) -> timedelta:
    """How long a guess at an account's password has to wait; no time if it is taken."""
    try:
        with scene.case_store.transaction() as session:
            throttle.count_with_waits(session, SUBJECT, at)
    except TooManyTriesError as error:
        return error.wait
    return timedelta()


def forgive(scene: Scene, subject: str = SUBJECT) -> None:
    with scene.case_store.transaction() as session:
        throttle.forgive(session, subject)


def test_so_many_tries_are_let_through_and_no_more(scene: Scene) -> None:
    tries = [attempt(scene, scene.now + timedelta(seconds=second)) for second in range(LIMIT + 2)]
    assert tries == [True] * LIMIT + [False, False]


def test_after_a_minute_there_is_another_try(scene: Scene) -> None:
    for _ in range(LIMIT):
        attempt(scene, scene.now)
    assert not attempt(scene, scene.now + WINDOW - timedelta(microseconds=1))
    assert attempt(scene, scene.now + WINDOW)


def test_a_refused_try_does_not_lengthen_the_wait(scene: Scene) -> None:
    for _ in range(LIMIT):
        attempt(scene, scene.now)
    for second in range(60):
        assert not attempt(scene, scene.now + timedelta(seconds=second))
    assert attempt(scene, scene.now + WINDOW)


def test_one_accounts_tries_are_not_counted_for_another(scene: Scene) -> None:
    for _ in range(LIMIT):
        attempt(scene, scene.now)
    assert attempt(scene, scene.now, "password:Bo")
    assert attempt(scene, scene.now, "code:Alva")


def test_tries_are_forgotten_after_a_minute(scene: Scene) -> None:
    attempt(scene, scene.now)
    attempt(scene, scene.now + WINDOW, "password:Bo")
    with scene.case_store.transaction() as session:
        assert list(session.scalars(select(Attempt.until))) == [scene.now + 2 * WINDOW]


def test_a_try_that_was_right_is_taken_back_and_no_other(scene: Scene) -> None:
    for _ in range(10 * LIMIT):
        assert attempt(scene, scene.now)
        forgive(scene)
    for _ in range(LIMIT):
        attempt(scene, scene.now)
        attempt(scene, scene.now, "password:Bo")
    forgive(scene)
    assert (attempt(scene, scene.now), attempt(scene, scene.now)) == (True, False)
    assert not attempt(scene, scene.now, "password:Bo")


def test_each_guess_at_an_account_after_the_fifth_waits_twice_as_long_up_to_a_quarter_of_an_hour(
    scene: Scene,
) -> None:
    at = scene.now
    assert [guess(scene, at) for _ in range(AT_ONCE)] == [timedelta()] * AT_ONCE
    for minutes in (1, 2, 4, 8, 15, 15):
        assert guess(scene, at) == timedelta(minutes=minutes)
        at += timedelta(minutes=minutes)
        assert guess(scene, at) == timedelta()


def test_guesses_are_forgotten_after_an_hour_or_when_the_owner_has_come(scene: Scene) -> None:
    for _ in range(AT_ONCE):
        guess(scene, scene.now)
    later = scene.now + REMEMBERED
    assert [guess(scene, later) for _ in range(AT_ONCE)] == [timedelta()] * AT_ONCE
    with scene.case_store.transaction() as session:
        throttle.forgive_all(session, SUBJECT)
    assert guess(scene, later) == timedelta()


def test_there_may_be_nothing_to_take_back(scene: Scene) -> None:
    forgive(scene)
    assert attempt(scene, scene.now, limit=1)


def test_tries_at_the_same_moment_are_all_counted(scene: Scene) -> None:
    for number in range(5):
        subject = f"password:{number}"
        outcomes = together(*[lambda name=subject: attempt(scene, scene.now, name, SIGN_INS_PER_WINDOW)] * 9)
        assert sorted(outcomes) == [False] * (9 - SIGN_INS_PER_WINDOW) + [True] * SIGN_INS_PER_WINDOW


def test_tries_on_many_accounts_at_the_same_moment_do_not_stop_each_other(scene: Scene) -> None:
    for second in range(10):
        at = scene.now + second * WINDOW  # so that each also removes what the others counted before
        outcomes = together(
            *(lambda name=f"password:{number}", at=at: attempt(scene, at, name) for number in range(6))
        )
        assert outcomes == [True] * 6


@pytest.mark.parametrize("name", ["å" * 100, "Alva; DROP TABLE staff", "%", "Al\0va"])
def test_whatever_is_written_as_a_name_is_counted_and_not_kept(
    scene: Scene, engine: Engine, name: str
) -> None:
    """Somebody may have written a password there."""
    assert attempt(scene, scene.now, f"password:{name}", limit=1)
    assert not attempt(scene, scene.now, f"password:{name}", limit=1)
    assert not any(name in row for row in everything_stored(engine))
