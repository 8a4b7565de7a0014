"""Staff read first which version is installed, and whether it is the one that answers visitors."""

from bot.check import __main__ as program
from bot.check import version
from bot.check.results import Verdict
from bot.settings import Settings
from bot.version import VERSION
from tests.check.pages import page


def settings(port: int) -> Settings:
    return Settings(web_host="127.0.0.1", web_port=port)


def test_the_version_is_the_first_thing_that_is_told() -> None:
    first, *_ = program.results(settings(1), program.CHECKS)
    assert str(first) == f"[ok]    Vägvisaren är version {VERSION}."


def test_a_front_that_was_not_started_again_after_an_upgrade_is_told() -> None:
    installed, running = version.results("1.1.0", "1.0.0")
    assert installed.verdict is Verdict.FINE
    assert running.verdict is Verdict.WRONG
    assert running.text == "Webbfronten som är igång är version 1.0.0. Gör så här: starta om den."


def test_a_front_of_the_installed_version_is_not_told_of() -> None:
    assert len(list(version.results("1.0.0", "1.0.0"))) == 1


def test_what_a_front_says_of_itself_is_read() -> None:
    with page(200, text='{"status": "ok", "version": "0.9.0"}') as address:
        assert version.running(settings(int(address.rpartition(":")[2]))) == "0.9.0"


def test_a_front_that_says_nothing_or_something_else_is_left_to_the_other_checks() -> None:
    assert version.running(settings(1)) is None
    with page(200, text="<html>") as address:
        assert version.running(settings(int(address.rpartition(":")[2]))) is None
