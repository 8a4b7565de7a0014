"""The audit log: all that somebody may have to answer for, and never a word of what anybody wrote."""

import re

from starlette.testclient import TestClient

from bot.intake.audit import Action
from bot.intake.models import Role
from bot.web.desk.audit_log import WORDS
from lab.desk import Account, csrf_of, current_code, give_code, give_password, make_account, secret_on, submit
from tests.support.desk import COOKIE, Desk, hand_over, write

SECRET_WORDS = ["Papegoja", "hos mormor", "Kakadua", "Undulat", "Nymfparakit", "gissning"]


def story(desk: Desk, client: TestClient, conversation: str) -> list[str]:
    """Everything that can happen at the desk; returns what must not be found in the log."""
    account = make_account(desk.case_store, "Anna")
    anna = desk.browser()
    give_password(anna, Account("Anna", "gissning"))
    secret = secret_on(give_password(anna, account).text)
    first_token, one_time = anna.cookies[COOKIE], current_code(secret)
    give_code(anna, one_time)
    shared = [{"by": "you", "text": "Papegoja"}]
    more = {"shared": shared, "message": "Kakadua", "contact": "hos mormor"}
    code = hand_over(client, conversation, "message", **more).json()["code"]
    back = client.post("/api/return", json={"code": code}).json()["conversation"]
    write(client, back, "Kakadua igen", "own-message-id")
    client.post("/api/return", json={"code": "1234 5678 1234 5678"})
    anna.get("/desk/cases/1")
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/messages", text="Undulat", id="own-answer-id")
    submit(anna, "/desk/cases/1/note", note="Nymfparakit")
    submit(anna, "/desk/cases/1/put-back")
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/hand-back")
    hand_over(client, back)
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/refer", referral="bris")
    hand_over(client, back)
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/end")
    client.post("/api/forget", json={"conversation": back})
    tokens = [first_token, anna.cookies[COOKIE], csrf_of(anna)]
    submit(anna, "/desk/sign-out")
    codes = [code, code.replace(" ", ""), "1234 5678 1234 5678", one_time, secret, account.password]
    return [*SECRET_WORDS, *tokens, *codes, conversation, back, "own-message-id", "own-answer-id", "116 111"]


def test_a_whole_story_stands_in_it_line_by_line(desk: Desk, client: TestClient, conversation: str) -> None:
    story(desk, client, conversation)
    rows = desk.sql("SELECT actor, action, subject FROM audit ORDER BY id")
    assert [(actor, action) for actor, action, _ in rows] == [
        ("kommandoraden", "staff_added"),
        ("någon", "password_refused"),
        ("Anna", "signed_in"),
        ("besökaren", "case_opened"),
        ("besökaren", "returned"),
        ("Anna", "case_read"),
        ("Anna", "case_taken"),
        ("Anna", "note_changed"),
        ("Anna", "case_put_back"),
        ("Anna", "case_taken"),
        ("Anna", "case_handed_back"),
        ("Anna", "case_taken"),
        ("Anna", "case_referred"),
        ("Anna", "case_taken"),
        ("Anna", "case_ended"),
        ("besökaren", "case_erased"),
        ("Anna", "signed_out"),
    ]
    assert {subject for *_, subject in rows[:3]} == {rows[-1][2]} == {"Anna"}
    [label] = {subject for *_, subject in rows[3:-1]}
    assert re.fullmatch(r"\w+ \w+ \(\d+\)", label)


def test_no_text_contact_note_code_or_token_is_in_it(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    secrets = story(desk, client, conversation)
    page = desk.signed_in("Chefen", Role.ADMINISTRATOR).get("/desk/audit").text
    shown = re.sub(r'name="csrf" value="[^"]+"', "", page)
    kept = str(desk.sql("SELECT actor, action, subject FROM audit"))
    for secret in secrets:
        assert secret not in kept
        assert secret not in shown


def test_an_administrator_reads_it_in_words_with_the_newest_first(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    story(desk, client, conversation)
    page = desk.signed_in("Chefen", Role.ADMINISTRATOR).get("/desk/audit").text
    found = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", page)
    assert [(who, what) for _, who, what in found[:3]] == [
        ("Chefen", "loggade in Chefen"),
        ("kommandoraden", "lade till kontot Chefen"),
        ("Anna", "loggade ut Anna"),
    ]
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d )?\d\d:\d\d", when) for when, *_ in found)
    assert len(found) == 19


def test_everything_that_can_be_recorded_has_words() -> None:
    assert set(WORDS) == set(Action)
    assert len(set(WORDS.values())) == len(WORDS)


def test_nobody_reads_a_conversation_without_leaving_a_trace(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    """The page asks for a part of itself again and again; that part alone shows a conversation too."""
    hand_over(client, conversation, "message", message="Kakadua")
    bo = desk.signed_in("Bo")
    is_shown = "Kakadua" in bo.get("/desk/polls/cases/1").text
    has_trace = desk.sql("SELECT actor FROM audit WHERE action = 'case_read'") == [("Bo",)]
    assert has_trace or not is_shown


def test_an_open_page_that_asks_for_news_does_not_fill_the_log(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    hand_over(client, conversation, "message", message="Kakadua")
    bo = desk.signed_in("Bo")
    page = bo.get("/desk/cases/1").text
    [seen] = re.findall(r'data-id="(\d+)"', page)
    for _ in range(5):
        bo.get("/desk/polls/cases/1", params={"after": seen})
        bo.get("/desk/polls/queue")
    assert desk.sql("SELECT actor FROM audit WHERE action = 'case_read'") == [("Bo",)]
