"""What is asked of a form before anything is stored, and what is told nobody."""

import logging
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot.intake.throttle import WRONG_CODES_PER_WINDOW
from bot.intake.vault import Vault
from bot.web.body_limit import MAX_BYTES
from bot.web.clock import now
from bot.web.plain.form_token import VALID_FOR, FormToken, opened
from bot.web.plain.routes import routes
from bot.web.security_headers import HEADERS
from tests.support.desk import Desk
from tests.support.plain_pages import CASE, READ, WRITE, come_back, leave_message, read, send

WRONG = "1234 5678 1234 5678"
FORMS = (WRITE, READ, CASE, f"{CASE}/skicka", f"{CASE}/radera")
TYPED = {"message": "Hemligheten", "contact": "hos mormor", "text": "Hemligheten", "code": WRONG}


def kept(desk: Desk) -> list[tuple[object, ...]]:
    return [row for table in ("cases", "messages", "attempts") for row in desk.sql(f"SELECT * FROM {table}")]


def test_the_list_of_forms_misses_none() -> None:
    assert set(FORMS) == {route.path for route in routes if "POST" in (route.methods or ())}


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "sent_by",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://www.example.se"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_no_form_is_taken_from_another_site_however_good_its_token(
    desk: Desk, client: TestClient, path: str, sent_by: dict[str, str]
) -> None:
    token = read(client.get(WRITE)).fields["token"]
    refused = client.post(path, data={"token": token, **TYPED}, headers=sent_by)
    assert refused.status_code == 403
    assert "112" in read(refused).text
    assert kept(desk) == []


@pytest.mark.parametrize("sent_by", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin"}], ids=str)
def test_an_old_browser_and_a_new_one_can_send_it(client: TestClient, sent_by: dict[str, str]) -> None:
    page = read(client.get(WRITE))
    left = client.post(WRITE, data={**page.fields, "message": "Hej"}, headers=sent_by)
    assert read(left).code


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "x" * 100, "å", "x" * 5_000])
def test_no_form_is_taken_without_a_token_of_ours_and_what_was_typed_stays(
    desk: Desk, client: TestClient, path: str, token: str | None
) -> None:
    refused = client.post(path, data={**TYPED, **({} if token is None else {"token": token})})
    assert refused.status_code == 403
    fields = read(refused).fields
    assert fields.get("message", fields.get("code")) in ("Hemligheten", WRONG)
    assert fields.get("contact", "hos mormor") in ("hos mormor", "")
    assert kept(desk) == []


def test_with_the_token_that_comes_with_the_refusal_it_is_taken(client: TestClient) -> None:
    refused = client.post(WRITE, data={"message": "Hej"})
    assert read(send(client, refused)).code


def test_a_token_is_good_for_two_hours_and_only_for_what_it_was_made_for(vault: Vault) -> None:
    token, made = FormToken.of(f"eskilstuna.{'a' * 32}"), now()
    assert timedelta(hours=2) == VALID_FOR
    sealed = token.sealed(vault, made)
    assert opened(vault, sealed, made + timedelta(hours=1, minutes=59)) == token
    assert opened(vault, sealed, made + timedelta(hours=2, seconds=1)) is None
    assert opened(vault, vault.seal("Hej, det är ett meddelande").decode(), made) is None
    assert opened(vault, vault.seal("fyra ord i rad").decode(), made) is None
    assert token.conversation not in sealed


@pytest.fixture
def vault(desk: Desk) -> Vault:
    desk.browser()
    return desk.case_store.vault


@pytest.mark.parametrize(
    ("message", "contact", "said"),
    [
        ("å" * 1_001, "", "Meddelandet är 1 tecken för långt."),
        ("hej", "å" * 203, "Det du skrev om hur du kan nås är 3 tecken för långt."),
        ("", "hos mormor", "Skriv något i rutan först."),
        (" \n ", "", "Skriv något i rutan först."),
    ],
)
def test_what_is_too_long_or_empty_is_given_back(
    desk: Desk, client: TestClient, message: str, contact: str, said: str
) -> None:
    refused = leave_message(client, message, contact=contact)
    assert refused.status_code in (400, 413)
    page = read(refused)
    assert said in page.text
    assert page.fields["message"] == message.strip()
    assert page.fields["contact"] == contact
    assert kept(desk) == []


def test_a_thousand_characters_are_taken_whatever_ends_their_lines(client: TestClient) -> None:
    assert read(leave_message(client, "å\r\n" * 500)).code


def test_a_reply_that_is_too_long_is_given_back_beside_the_case(client: TestClient) -> None:
    page = come_back(client, read(leave_message(client, "Hej")).code)
    refused = send(client, page, text="å" * 1_001)
    assert refused.status_code == 413
    assert read(refused).fields["text"] == "å" * 1_001
    assert "Meddelandet är 1 tecken för långt." in read(refused).text


def test_what_is_typed_is_never_markup(client: TestClient) -> None:
    typed = '</textarea><script>"&'
    assert "<script" not in leave_message(client, typed, contact=typed + "å" * 200).text
    assert "<script" not in send(client, client.get(READ), code=typed).text
    assert "<script" not in come_back(client, read(leave_message(client, typed)).code).text


def test_a_body_longer_than_any_message_is_refused_in_words(client: TestClient) -> None:
    refused = client.post(WRITE, data={"message": "x" * MAX_BYTES})
    assert refused.status_code == 413
    assert "112" in read(refused).text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded; charset=utf-32", b"token=x"),
        ("multipart/form-data", b"x"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n",
        ),
        ("application/x-www-form-urlencoded", b"message=%ff%fe&token=%00&message=\xff"),
    ],
)
def test_a_body_of_another_kind_breaks_nothing(client: TestClient, content_type: str, body: bytes) -> None:
    refused = client.post(WRITE, content=body, headers={"Content-Type": content_type})
    assert refused.status_code in (400, 403)
    assert "112" in read(refused).text


def test_the_21st_message_in_a_minute_from_one_page_waits_and_keeps_its_text(client: TestClient) -> None:
    page = come_back(client, read(leave_message(client, "Hej")).code)
    answers = [send(client, page, text=f"nummer {number}") for number in range(21)]
    assert [answer.status_code for answer in answers[:20]] == [200] * 20
    assert answers[20].status_code == 429
    assert read(answers[20]).fields["text"] == "nummer 20"
    assert read(leave_message(client, "någon annan")).code


def test_a_wrong_code_stays_in_its_box_and_after_ten_nobody_gets_a_try(client: TestClient) -> None:
    for code in ("1234", "å" * 16):
        refused = send(client, client.get(READ), code=code)
        assert refused.status_code == 404
        assert "Koden stämmer inte." in read(refused).text
        assert read(refused).fields["code"] == code
    for _ in range(WRONG_CODES_PER_WINDOW):
        assert come_back(client, WRONG).status_code == 404
    assert come_back(client, WRONG).status_code == 429
    assert client.post("/api/return", json={"code": WRONG}).status_code == 429, "they are counted together"


@pytest.mark.parametrize("seconds", [14, 16])
def test_a_form_that_back_sends_again_shows_nothing_and_changes_nothing(
    desk: Desk, client: TestClient, seconds: int
) -> None:
    """Pressed twice it is answered twice; a minute later, somebody else may be holding the phone."""
    first = client.get(WRITE)
    code = read(send(client, first, message="Hemligheten")).code
    codes = client.get(READ)
    case = send(client, codes, code=code)
    send(client, case, text="Mer av det")
    send(client, case, CASE)
    before = desk.sql("SELECT id, code_hash, visitor_hash, changed_at FROM cases")
    earlier = (now() - timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S.%f")
    desk.sql("UPDATE erased_conversations SET at = :at", at=earlier)
    again = [
        send(client, case, text="Mer av det"),
        send(client, case, CASE),
        send(client, codes, code=code),
        send(client, first, message="Hemligheten"),
    ]
    if seconds < 15:
        assert [answer.status_code for answer in again] == [200] * 4
        return
    for answer in again:
        assert answer.status_code == 410
        assert "Redan skickat" in read(answer).text
        assert "Hemligheten" not in answer.text
        assert "Mer av det" not in answer.text
        assert code not in answer.text
    assert desk.sql("SELECT id, code_hash, visitor_hash, changed_at FROM cases") == before


def test_a_form_that_was_refused_can_be_sent_until_it_is_taken(desk: Desk, client: TestClient) -> None:
    page = client.get(WRITE)
    refused = send(client, page, message="")
    desk.sql("UPDATE erased_conversations SET at = '2026-01-01 00:00:00.000000'")
    assert read(send(client, refused, message="Hej")).code


def test_nothing_of_it_is_in_an_address_a_cookie_or_the_log(
    desk: Desk, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    left = leave_message(client, "Papegojan", contact="Kakaduan")
    code = read(left).code
    page = come_back(client, code)
    answers = [left, page, send(client, page, text="Undulaten"), send(client, page, CASE, text="Undulaten")]
    token = read(page).fields["token"]
    own = [record for record in caplog.records if record.name.startswith(("bot", "uvicorn", "starlette"))]
    for secret in ("Papegojan", "Kakaduan", "Undulaten", code, code.replace(" ", ""), token):
        assert secret not in "".join(str(answer.url) for answer in answers)
        assert [record for record in own if secret in record.getMessage()] == []
    assert all(not answer.cookies and not answer.history for answer in answers)
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert page.headers["cache-control"] == "no-store"
