"""How often a secret may be guessed, by everybody together."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.intake import throttle
from bot.intake.models import Attempt
from bot.intake.throttle import SIGN_INS_PER_WINDOW, WINDOW, TooManyTriesError
from tests.intake.conftest import Scene, together

SUBJECT = "password:Alva"
LIMIT = 3


def attempt(scene: Scene, at: datetime, subject: str = SUBJECT, limit: int = LIMIT) -> bool:
    """Tries as the sign-in does: what is counted is counted even when what follows fails."""
    try:
        with scene.office.transaction() as session:
            throttle.check(session, subject, limit, at)
            throttle.note(session, subject, at)
    except TooManyTriesError:
        return False
    return True


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
    with scene.office.transaction() as session:
        assert list(session.scalars(select(Attempt.at))) == [scene.now + WINDOW]


def test_nothing_is_counted_by_looking(scene: Scene) -> None:
    for _ in range(LIMIT + 1):
        with scene.office.transaction() as session:
            throttle.check(session, SUBJECT, LIMIT, scene.now)


def test_tries_at_the_same_moment_are_all_counted(scene: Scene) -> None:
    for number in range(5):
        subject = f"password:{number}"
        outcomes = together(*[lambda name=subject: attempt(scene, scene.now, name, SIGN_INS_PER_WINDOW)] * 9)
        assert sorted(outcomes) == [False] * (9 - SIGN_INS_PER_WINDOW) + [True] * SIGN_INS_PER_WINDOW


@pytest.mark.parametrize("name", ["å" * 100, "Alva; DROP TABLE staff", "%"])
def test_whatever_the_sign_in_form_lets_through_as_a_name_can_be_counted(scene: Scene, name: str) -> None:
    """It lets through 100 characters."""
    assert attempt(scene, scene.now, f"password:{name}", limit=1)
    assert not attempt(scene, scene.now, f"password:{name}", limit=1)
