"""A page's answer is told from silence, and a certificate that nobody trusts from one that is."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.check.asking import Answer, Silence, ask
from lab.certificate import write_certificate
from tests.check.pages import page


def test_what_a_page_answers_and_when() -> None:
    before = datetime.now(timezone.utc)
    with page(503, {"X-Test": "ja"}) as address:
        answer = ask(address)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.is_success, answer.headers["x-test"]) == (503, False, "ja")
    assert answer.certificate_ends is None
    assert before <= answer.sent <= answer.received <= datetime.now(timezone.utc)


def test_where_a_page_points_on_is_not_followed() -> None:
    with page(302, {"Location": "/elsewhere"}) as address:
        answer = ask(address)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.is_success) == (302, False)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "https://", "chat.example.se", "http://127.0.0.1:port/", ""]
)
def test_where_nobody_answers_it_is_silent(address: str) -> None:
    assert ask(address) is Silence.NOBODY


def test_a_certificate_that_nobody_trusts_is_told(tmp_path: Path) -> None:
    write_certificate(tmp_path)
    with page(200, tls=tmp_path) as address:
        assert ask(address) is Silence.NOT_TRUSTED


def test_until_when_a_trusted_certificate_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "fullchain.pem"))
    with page(200, tls=tmp_path) as address:
        answer = ask(address)
    assert isinstance(answer, Answer)
    assert answer.certificate_ends is not None
    in_a_day = datetime.now(timezone.utc) + timedelta(days=1)
    assert abs(answer.certificate_ends - in_a_day) < timedelta(minutes=5)
