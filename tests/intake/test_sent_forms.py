"""A form that was taken is not taken again, but for a second press, and is forgotten after a day."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.intake import erased, sent_forms
from bot.intake.models import ErasedConversation
from tests.intake.conftest import Scene, everything_stored

PAGE = "0123456789abcdef"


def remember(scene: Scene, seconds: int = 0) -> None:
    with scene.case_store.transaction() as session:
        sent_forms.remember(session, PAGE, scene.now + timedelta(seconds=seconds))


def is_over(scene: Scene, seconds: int, page: str = PAGE) -> bool:
    with scene.case_store.transaction() as session:
        return sent_forms.is_over(session, page, scene.now + timedelta(seconds=seconds))


def test_a_second_press_is_taken_and_a_later_one_is_not(scene: Scene) -> None:
    assert not is_over(scene, 0)
    remember(scene)
    assert not is_over(scene, 15)
    assert is_over(scene, 16)
    assert not is_over(scene, 16, f"{PAGE}0"), "another page"


def test_pressing_again_and_again_does_not_keep_it_open(scene: Scene) -> None:
    for seconds in (0, 10, 14):
        remember(scene, seconds)
    assert is_over(scene, 16)


def test_it_is_forgotten_after_a_day_and_the_pages_own_name_is_not_kept(scene: Scene, engine: Engine) -> None:
    remember(scene)
    assert PAGE not in str(everything_stored(engine))
    with scene.case_store.transaction() as session:
        erased.forget_old(session, scene.now + timedelta(days=1, seconds=1))
        assert session.scalar(select(func.count()).select_from(ErasedConversation)) == 0
