"""What runs is what was tested, or staff are told what is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.check.results import Verdict
from bot.check.versions import Versions, gather, pins, results
from bot.settings import ROOT, Settings
from lab.postgres import Postgres

RIGHT = Versions(
    python="3.10.13",
    pinned={"rasa": "3.6.21", "httpx": "0.28.1"},
    installed={"rasa": "3.6.21", "httpx": "0.28.1"},
    postgres={"ärendena": 15, "samtalen": 16},
    redis=7,
    needs_redis=True,
)


def wrong(versions: Versions) -> list[str]:
    return [each.text for each in results(versions) if each.verdict is Verdict.WRONG]


def test_the_right_versions_are_in_order() -> None:
    assert [each.verdict for each in results(RIGHT)] == [Verdict.FINE] * 6


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"python": "3.11.2"}, "Python är version 3.11.2."),
        ({"python": "3.1.0"}, "Python är version 3.1.0."),
        ({"postgres": {"ärendena": 14}}, "PostgreSQL för ärendena är version 14."),
        ({"postgres": {"samtalen": None}}, "PostgreSQL för samtalen svarar inte."),
        ({"redis": 6}, "Redis är version 6."),
        ({"redis": None}, "Redis svarar inte."),
        (
            {"installed": {"rasa": "3.6.21", "httpx": "0.27.0"}},
            "Paket som inte har den låsta versionen: 1 (httpx).",
        ),
        ({"installed": {"rasa": "3.6.21"}}, "Paket som inte har den låsta versionen: 1 (httpx)."),
    ],
)
def test_what_was_not_tested_is_told(changed: dict[str, object], told: str) -> None:
    [line] = wrong(replace(RIGHT, **changed))
    assert line.startswith(told)


def test_another_rasa_is_told() -> None:
    other = replace(RIGHT, installed={**RIGHT.installed, "rasa": "3.6.20"})
    assert any(line.startswith("Rasa är version 3.6.20.") for line in wrong(other))
    missing = replace(RIGHT, installed={**RIGHT.installed, "rasa": None})
    assert any(line.startswith("Rasa är inte installerat.") for line in wrong(missing))


def test_every_pin_of_the_locked_requirements_is_read() -> None:
    text = (ROOT / "requirements/run.txt").read_text()
    found = pins(text)
    assert found["rasa"] == "3.6.21"
    assert len(found) == sum("==" in line for line in text.splitlines()) > 200
    assert pins("uvicorn[standard]==1.2 \\\n    --hash=sha256:0\nother==2 ; x") == {
        "uvicorn": "1.2",
        "other": "2",
    }


def test_this_environment_is_as_it_is_locked() -> None:
    found = gather(Settings())
    assert found.installed == found.pinned
    assert (found.postgres, found.needs_redis) == ({}, False)


def test_a_server_is_asked_for_its_version_and_one_that_is_silent_is_none(
    postgres: Postgres, tmp_path: Path
) -> None:
    name = postgres.create()
    settings = Settings(
        database_url=postgres.url(name),
        conversations_url="postgresql://127.0.0.1:1/nowhere",
        redis_host="127.0.0.1",
        redis_port=1,
    )
    found = gather(settings)
    postgres.drop(name)
    assert (found.postgres["ärendena"] or 0) >= 15
    assert found.postgres["samtalen"] is None
    assert (found.redis, found.needs_redis) == (None, True)
