"""Checks which version is installed, and whether the running front was restarted after the upgrade."""

from collections.abc import Iterator

import httpx

from bot.check.answering import front_address
from bot.check.asking import PATIENCE_SECONDS
from bot.check.results import Result, fine, wrong
from bot.settings import Settings
from bot.version import VERSION


def running(settings: Settings) -> str | None:
    """The version that the running front reports, or None if it reports none."""
    address = httpx.URL(front_address(settings)).join("/health")
    try:
        answer: dict[str, str] = httpx.get(address, timeout=PATIENCE_SECONDS).json()
    except (httpx.HTTPError, ValueError):
        return None
    return answer.get("version")


def results(installed: str, answering: str | None) -> Iterator[Result]:
    """A result for the installed version, and one if the running front is another version."""
    yield fine(f"Vägvisaren är version {installed}.")
    if answering not in (installed, None):
        yield wrong(f"Webbfronten som är igång är version {answering}.", "starta om den.")


def check(settings: Settings) -> Iterator[Result]:
    """Asks the running front, and compares."""
    yield from results(VERSION, running(settings))
