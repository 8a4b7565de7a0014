"""What a visitor's browser would see: TLS that holds, no way round it, and a browser that remembers."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.check.asking import Answer, Silence
from bot.check.public_address import PublicAddress, check, gather, results
from bot.check.results import Verdict
from bot.settings import Settings
from lab.certificate import write_certificate
from tests.check.pages import page

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
HSTS = {"strict-transport-security": "max-age=31536000"}
FINE, ADVICE, WRONG = Verdict.FINE, Verdict.ADVICE, Verdict.WRONG


def answer(status: int = 200, headers: dict[str, str] | None = None, days: float | None = None) -> Answer:
    ends = None if days is None else NOW + timedelta(days=days)
    return Answer(status, headers or {}, NOW, NOW, ends)


SECURE = answer(headers=HSTS, days=60)
REDIRECT = answer(301, {"location": "https://chat.example.se/"})


def verdicts(
    secure: Answer | Silence = SECURE, plain: Answer | Silence = REDIRECT, names_port: bool = False
) -> list[Verdict]:
    return [each.verdict for each in results(PublicAddress(secure, plain, names_port), NOW)]


def test_an_address_that_is_protected_is_in_order() -> None:
    assert verdicts() == [FINE, FINE, FINE]


@pytest.mark.parametrize(("days", "verdict"), [(14.1, FINE), (14, ADVICE), (0.2, ADVICE)])
def test_a_certificate_that_ends_within_a_fortnight_is_told(days: float, verdict: Verdict) -> None:
    assert verdicts(secure=answer(headers=HSTS, days=days))[0] is verdict


@pytest.mark.parametrize("silence", list(Silence))
def test_no_answer_and_a_certificate_that_nobody_trusts_have_to_be_mended(silence: Silence) -> None:
    assert verdicts(secure=silence) == [WRONG, FINE]


def test_nginx_without_the_front_behind_it_is_told() -> None:
    assert verdicts(secure=answer(502, HSTS, days=60))[0] is WRONG


def test_an_address_without_tls_is_told() -> None:
    assert verdicts(secure=answer())[0] is WRONG


def test_browsers_that_are_not_told_to_come_by_tls_are_told_of() -> None:
    assert verdicts(secure=answer(days=60))[2] is WRONG


@pytest.mark.parametrize(
    ("plain", "names_port", "verdict"),
    [
        (answer(200), False, WRONG),
        (answer(200), True, WRONG),
        (answer(301, {"location": "http://chat.example.se/"}), False, ADVICE),
        (Silence.NOBODY, False, ADVICE),
        (answer(400), False, ADVICE),
        (answer(400), True, FINE),  # nginx, asked for plain text where it speaks TLS
        (Silence.NOBODY, True, FINE),
    ],
)
def test_nothing_is_given_without_tls(plain: Answer | Silence, names_port: bool, verdict: Verdict) -> None:
    assert verdicts(plain=plain, names_port=names_port)[1] is verdict


def test_without_an_address_it_is_said_that_nothing_could_be_tried() -> None:
    [line] = check(Settings())
    assert line.verdict is ADVICE


def test_a_real_address_is_asked_with_and_without_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_certificate(tmp_path)
    with page(200, HSTS, tls=tmp_path) as address:
        assert [each.verdict for each in check(Settings(public_url=address))] == [WRONG, FINE]
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "fullchain.pem"))
        assert [each.verdict for each in check(Settings(public_url=f"{address}/"))] == [ADVICE, FINE, FINE]


def test_without_a_port_of_its_own_the_address_is_also_asked_as_a_person_would_type_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def ask(url: str) -> Silence:
        asked.append(url)
        return Silence.NOBODY

    monkeypatch.setattr("bot.check.public_address.ask", ask)
    assert gather("https://chat.example.se/").names_port is False
    assert asked == ["https://chat.example.se/health", "http://chat.example.se/"]
