"""What runs is what was tested, or staff are told what is not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.check import installed
from bot.check.installed import Installed, ask
from bot.check.results import Verdict
from bot.check.versions import Versions, gather, results
from bot.run.environments import Environment, pinned
from bot.settings import Settings
from lab.postgres import Postgres

FRONT, RASA = Environment
HERE = {
    FRONT: Installed("3.13.0", pinned(FRONT.lock), "false"),
    RASA: Installed("3.10.13", pinned(RASA.lock), "false"),
}
RIGHT = Versions(
    installed=HERE,
    postgres={"ärendena": 15, "samtalen": 16},
    redis=7,
    needs_redis=True,
)


def wrong(versions: Versions) -> list[str]:
    return [each.text for each in results(versions) if each.verdict is Verdict.WRONG]


def other(environment: Environment, **changed: Any) -> Versions:
    """As it should be, but for one environment."""
    return replace(RIGHT, installed={**HERE, environment: replace(HERE[environment], **changed)})


def test_the_right_versions_are_in_order() -> None:
    assert [each.verdict for each in results(RIGHT)] == [Verdict.FINE] * 7


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (other(FRONT, python="3.12.9"), "Webbfrontens miljö: Python är version 3.12.9."),
        (other(FRONT, python="3.1.3"), "Webbfrontens miljö: Python är version 3.1.3."),
        (other(RASA, python="3.13.0"), "Rasas miljö: Python är version 3.13.0."),
        (replace(RIGHT, postgres={"ärendena": 14}), "PostgreSQL för ärendena är version 14."),
        (replace(RIGHT, postgres={"samtalen": None}), "PostgreSQL för samtalen svarar inte."),
        (replace(RIGHT, redis=6), "Redis är version 6."),
        (replace(RIGHT, redis=None), "Redis svarar inte."),
        (replace(RIGHT, installed={**HERE, RASA: None}), "Rasas miljö finns inte."),
    ],
)
def test_what_was_not_tested_is_told(found: Versions, told: str) -> None:
    [line] = wrong(found)
    assert line.startswith(told)


@pytest.mark.parametrize("environment", Environment)
@pytest.mark.parametrize("version", ["0.1", None])
def test_a_package_that_is_another_or_missing_is_told(environment: Environment, version: str | None) -> None:
    packages = {**HERE[environment].packages, "httpx": version}
    [line] = wrong(other(environment, packages=packages))
    assert "paket som inte har den låsta versionen: 1 (httpx)." in line


def test_a_container_has_one_environment_and_says_so() -> None:
    container = replace(RIGHT, installed={**HERE, RASA: None}, in_container=True)
    assert wrong(container) == []
    assert "Rasas miljö finns inte i den här containern, utan i en egen." in [
        each.text for each in results(container)
    ]


def test_the_environments_here_are_as_they_are_locked() -> None:
    found = gather(Settings())
    for environment, here in found.installed.items():
        assert here and here.python.startswith(environment.version)
        assert here.packages.items() >= pinned(environment.lock).items()
    assert (found.postgres, found.needs_redis) == ({}, False)


def test_an_environment_that_is_not_here_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.run.environments.ROOT", tmp_path)
    assert ask(RASA) is None


@pytest.mark.parametrize("exists", [True, False])
def test_a_container_is_known_by_what_docker_or_podman_puts_there(
    exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = (tmp_path / "docker", tmp_path / "podman")
    if exists:
        marks[1].touch()
    monkeypatch.setattr(installed, "IN_CONTAINER", marks)
    assert installed.in_container() is exists


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
