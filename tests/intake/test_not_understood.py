"""Messages to learn from: sealed, with their day and nothing else, and gone in time."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.intake import not_understood, retention
from bot.intake.not_understood import Entry
from bot.municipality import RetentionDays
from tests.intake.conftest import Scene, everything_stored

DAYS = RetentionDays(closed=30, unanswered=60, contact=14, not_understood=90)


def keep(scene: Scene, said: str, days_ago: int = 0) -> None:
    day = (scene.now - timedelta(days=days_ago)).date()
    with scene.case_store.transaction() as session:
        not_understood.keep(session, scene.case_store.vault, "eskilstuna", said, day)


def kept(scene: Scene) -> list[Entry]:
    with scene.case_store.transaction() as session:
        return not_understood.everything(session, scene.case_store.vault, "eskilstuna")


def test_what_is_kept_is_told_by_day_and_then_by_letter(scene: Scene) -> None:
    keep(scene, "b")
    keep(scene, "c", days_ago=1)
    keep(scene, "a")
    today = scene.now.date()
    assert kept(scene) == [Entry(today - timedelta(days=1), "c"), Entry(today, "a"), Entry(today, "b")]


def test_a_row_holds_whose_it_is_the_day_and_a_sealed_text_only(scene: Scene, engine: Engine) -> None:
    keep(scene, "får man ta med hunden")
    with scene.case_store.transaction() as session:
        [row] = session.execute(text("SELECT * FROM not_understood")).mappings()
    assert set(row) == {"id", "municipality", "day", "sealed_text"}
    assert str(row["day"]) == str(scene.now.date())
    assert not any("hunden" in stored for stored in everything_stored(engine))


def test_after_its_days_it_is_deleted_and_not_before(scene: Scene) -> None:
    keep(scene, "old", days_ago=91)
    keep(scene, "last day", days_ago=90)
    with scene.case_store.transaction() as session:
        assert retention.purge(session, {"eskilstuna": DAYS}, scene.now).not_understood == 1
    with scene.case_store.transaction() as session:
        assert retention.purge(session, {"eskilstuna": DAYS}, scene.now).not_understood == 0
    assert [entry.text for entry in kept(scene)] == ["last day"]
