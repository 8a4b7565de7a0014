"""Whether a visitor would get an answer, and which server to start where not."""

from datetime import datetime, timezone

import pytest

from bot.check.answering import check, front_address, rasa_address, results
from bot.check.asking import Answer, Silence
from bot.check.results import Verdict
from bot.settings import Settings
from tests.check.pages import page

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)


def answer(status: int) -> Answer:
    return Answer(status, {}, NOW, NOW)


@pytest.mark.parametrize("bad", [Silence.NOBODY, answer(503), answer(500), answer(404)])
def test_a_server_that_is_not_ready_is_told_and_not_the_other(bad: Answer | Silence) -> None:
    good = answer(200)
    assert [each.verdict for each in results(good, good)] == [Verdict.FINE, Verdict.FINE]
    assert [each.verdict for each in results(bad, good)] == [Verdict.WRONG, Verdict.FINE]
    assert [each.verdict for each in results(good, bad)] == [Verdict.FINE, Verdict.WRONG]


def test_a_server_that_waits_is_told_from_one_that_is_broken_and_one_that_is_silent() -> None:
    bad: list[Answer | Silence] = [answer(503), answer(500), Silence.NOBODY]
    texts = [[line.text for line in results(each, each)] for each in bad]
    assert len({text for both in texts for text in both}) == 6


@pytest.mark.parametrize(("host", "asked"), [("0.0.0.0", "127.0.0.1"), ("10.0.0.5", "10.0.0.5")])
def test_the_front_is_asked_where_it_listens(host: str, asked: str) -> None:
    assert front_address(Settings(web_host=host, web_port=8081)) == f"http://{asked}:8081/ready"


def test_rasa_is_asked_as_the_front_reaches_it() -> None:
    assert rasa_address(Settings(rasa_url="http://rasa:5005/")) == "http://rasa:5005/webhooks/vagvisaren/"


def test_both_are_asked() -> None:
    with page(200) as address:
        port = int(address.rpartition(":")[2])
        found = [each.verdict for each in check(Settings(web_port=port, rasa_url="http://127.0.0.1:1"))]
    assert found == [Verdict.FINE, Verdict.WRONG]


def test_a_rasa_that_is_not_needed_while_turned_off_is_not_asked() -> None:
    *_, line = results(answer(200), None)
    assert line.verdict is Verdict.ADVICE and "avstängd" in line.text
