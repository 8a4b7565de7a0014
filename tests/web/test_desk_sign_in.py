"""Signing in at the desk: two factors, a cookie that gives nothing away, sessions that end."""

from datetime import datetime, timedelta, timezone

import httpx
import pytest
from starlette.testclient import TestClient

from bot.intake import staff
from bot.intake.models import Attempt, Role
from bot.intake.throttle import REMEMBERED
from bot.web.clock import now
from lab.desk import Account, csrf_on, current_code, give_code, give_password, make_account, secret_on, submit
from tests.support.desk import COOKIE, Desk

POLL = "/desk/polls/queue"


@pytest.fixture
def anna(desk: Desk) -> Account:
    return make_account(desk.case_store, "Anna")


def is_in(browser: TestClient) -> bool:
    """Whether the desk opens."""
    answer: httpx.Response = browser.get("/desk/", follow_redirects=False)
    if answer.status_code == 303:
        assert answer.headers["location"] == "/desk/sign-in"
    return answer.status_code == 200


def made(desk: Desk, minutes_ago: float) -> None:
    """Makes all attempts at passwords that old."""
    until = datetime.now(timezone.utc) + REMEMBERED - timedelta(minutes=minutes_ago)
    desk.sql("UPDATE attempts SET until = :until", until=until.strftime("%Y-%m-%d %H:%M:%S.%f"))


def cookie_in(answer: httpx.Response) -> tuple[str, set[str]]:
    """The session's id, and what is said about the cookie."""
    pair, *attributes = answer.headers["set-cookie"].split("; ")
    name, _, token = pair.partition("=")
    assert name == COOKIE
    return token, {each.lower() for each in attributes}


def long_ago(minutes: float) -> str:
    """A moment as SQLite holds it."""
    moment = datetime.now(timezone.utc) - timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def test_the_first_sign_in_shows_a_picture_and_a_key_and_later_ones_do_not(desk: Desk, anna: Account) -> None:
    first = give_password(desk.browser(), anna).text
    secret = secret_on(first)
    assert "<svg" in first
    browser = desk.browser()
    assert secret_on(give_password(browser, anna).text) == secret  # until a code has proved the phone
    give_code(browser, current_code(secret))
    assert is_in(browser)
    later = give_password(desk.browser(), anna).text
    assert "Kod, sex siffror" in later
    assert "<svg" not in later
    assert secret not in later


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    wrong = give_password(browser, Account(anna.name, "gissning"))
    unknown = give_password(browser, Account("Okänd", anna.password))
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text
    assert "stämmer inte" in wrong.text
    assert COOKIE not in browser.cookies


def test_a_wrong_code_is_refused(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    secret = secret_on(give_password(browser, anna).text)
    near = {current_code(secret, steps) for steps in range(-3, 4)}
    wrong = next(code for code in map("{:06}".format, range(10)) if code not in near)
    for code in (wrong, "", "å" * 6, current_code(secret, 10)):
        assert give_code(browser, code).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize("written", ["{} {}", "{}-{}", "{}–{}."])
def test_a_code_is_taken_as_people_write_it(desk: Desk, anna: Account, written: str) -> None:
    browser = desk.browser()
    code = current_code(secret_on(give_password(browser, anna).text))
    give_code(browser, written.format(code[:3], code[3:]))
    assert is_in(browser)


def test_a_used_code_is_refused_and_the_next_one_is_not(desk: Desk, anna: Account) -> None:
    browser, other = desk.browser(), desk.browser()
    secret = secret_on(give_password(browser, anna).text)
    code = current_code(secret)
    give_code(browser, code)
    assert is_in(browser)
    give_password(other, anna)
    refused = give_code(other, code)
    assert refused.status_code == 403
    assert "har använts" in refused.text
    assert not is_in(other)
    give_code(other, current_code(secret, 1))
    assert is_in(other)


def test_after_five_passwords_one_account_waits_and_another_does_not(desk: Desk, anna: Account) -> None:
    browser, bo = desk.browser(), make_account(desk.case_store, "Bo")
    for _ in range(5):
        assert give_password(browser, Account(anna.name, "gissning")).status_code == 403
    refused = give_password(desk.browser(), anna)
    assert refused.status_code == 429
    assert "Vänta en minut" in refused.text
    assert give_password(browser, bo).status_code == 200
    made(desk, minutes_ago=1.1)
    assert "Engångskod</h1>" in give_password(desk.browser(), anna).text
    for _ in range(5):
        assert give_password(browser, Account(anna.name, "gissning")).status_code == 403, "all is forgiven"


def test_the_wait_grows_with_each_guess(desk: Desk, anna: Account) -> None:
    wrong = Account(anna.name, "gissning")
    for _ in range(5):
        give_password(desk.browser(), wrong)
    for minutes in (1, 2, 4):
        said = "Vänta en minut." if minutes == 1 else f"Vänta {minutes} minuter."
        assert said in give_password(desk.browser(), wrong).text
        made(desk, minutes_ago=minutes + 0.1)
        assert give_password(desk.browser(), wrong).status_code == 403


def test_the_owner_need_not_wait_while_somebody_guesses(desk: Desk, anna: Account) -> None:
    phone = secret_on(give_password(first := desk.browser(), anna).text)
    give_code(first, current_code(phone, -1))
    for _ in range(5):
        give_password(desk.browser(), Account(anna.name, "gissning"))
    browser = desk.browser()
    assert 'name="code"' in give_password(browser, anna).text
    filled = {**vars(anna), "code": current_code(phone)}
    assert "Kod, sex siffror" in browser.post("/desk/sign-in", data=filled).text
    assert not is_in(browser), "one code does not do for both"
    give_code(browser, current_code(phone, 1))
    assert is_in(browser)


def test_a_wrong_code_or_that_of_a_phone_nobody_has_set_up_does_not_end_the_wait(
    desk: Desk, anna: Account
) -> None:
    phone = secret_on(give_password(desk.browser(), anna).text)
    for _ in range(5):
        give_password(desk.browser(), Account(anna.name, "gissning"))
    for name, code in ((anna.name, current_code(phone)), (anna.name, "000000"), ("Ingen", "000000")):
        filled = {"name": name, "password": anna.password, "code": code}
        answers = [desk.browser().post("/desk/sign-in", data=filled).status_code for _ in range(6)]
        assert answers[-1] == 429


def test_five_codes_for_one_account_and_then_a_wait(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    secret = secret_on(give_password(browser, anna).text)
    for _ in range(5):
        assert give_code(browser, "abcdef").status_code == 403
    give_password(browser, anna)
    assert give_code(browser, current_code(secret)).status_code == 429
    assert not is_in(browser)


@pytest.mark.parametrize("name", ["x" * 100, "Anna\0"], ids=["long", "with a zero"])
def test_what_is_kept_of_a_try_fits_every_database(desk: Desk, name: str) -> None:
    """PostgreSQL refuses a text that is longer than its column, and one with a zero in it."""
    answer = give_password(desk.browser(), Account(name, "gissning"))
    assert answer.status_code in (400, 403)
    for (subject,) in desk.sql("SELECT subject FROM attempts"):
        assert len(subject) <= Attempt.__table__.c.subject.type.length
        assert "\0" not in subject


def test_the_cookie_is_for_us_alone_and_ends_with_the_browser(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    browser.follow_redirects = False
    tokens = [cookie_in(give_password(browser, anna))]
    tokens.append(cookie_in(give_code(browser, current_code(secret_on(browser.get("/desk/code").text)))))
    for token, attributes in tokens:
        assert len(token) >= 43  # 32 random bytes
        assert attributes == {"secure", "httponly", "samesite=strict", "path=/"}


def test_the_code_begins_a_new_session_and_the_old_id_is_worth_nothing(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    code = current_code(secret_on(give_password(browser, anna).text))
    before = browser.cookies[COOKIE]
    give_code(browser, code)
    assert browser.cookies[COOKIE] != before
    other = desk.browser()
    other.cookies.set(COOKIE, before)
    assert not is_in(other)
    assert other.get("/desk/code", follow_redirects=False).headers["location"] == "/desk/sign-in"


def test_no_session_id_is_stored_as_it_is(desk: Desk) -> None:
    token = desk.signed_in("Anna").cookies[COOKIE]
    assert desk.sql("SELECT count(*) FROM desk_sessions") == [(1,)]
    assert token not in str(desk.sql("SELECT * FROM desk_sessions"))


def test_a_session_that_gave_only_the_password_gets_nowhere(desk: Desk, anna: Account) -> None:
    browser = desk.browser()
    csrf = csrf_on(give_password(browser, anna).text)
    assert not is_in(browser)
    assert browser.get(POLL).status_code == 403
    taken = browser.post("/desk/cases/1/take", data={"csrf": csrf}, follow_redirects=False)
    assert taken.headers["location"] == "/desk/sign-in"


def test_after_signing_out_the_session_is_gone(desk: Desk) -> None:
    browser = desk.signed_in("Anna")
    token = browser.cookies[COOKIE]
    answer = submit(browser, "/desk/sign-out")
    assert answer.headers["location"] == "/desk/sign-in"
    assert COOKIE not in browser.cookies
    browser.cookies.set(COOKIE, token)
    assert not is_in(browser)


@pytest.mark.parametrize("change", ["password", "removal", "totp"])
def test_a_change_of_the_account_ends_its_sessions_at_once_and_no_others(desk: Desk, change: str) -> None:
    anna, bo = desk.signed_in("Anna"), desk.signed_in("Bo")
    with desk.case_store.transaction() as session:
        if change == "password":
            staff.change_password(session, "Anna", now())
        elif change == "removal":
            staff.remove(session, "Anna", now())
        else:
            staff.reset_totp(session, desk.case_store.vault, "Anna", now())
    assert anna.get(POLL).status_code == 403
    assert not is_in(anna)
    assert is_in(bo)


def test_the_old_password_stops_working_when_a_new_one_is_given(desk: Desk, anna: Account) -> None:
    with desk.case_store.transaction() as session:
        fresh = Account("Anna", staff.change_password(session, "Anna", now()))
    assert give_password(desk.browser(), anna).status_code == 403
    assert give_password(desk.browser(), fresh).status_code == 200


def test_half_an_hour_without_doing_anything_ends_the_session(desk: Desk) -> None:
    browser = desk.signed_in("Anna")
    desk.sql("UPDATE desk_sessions SET active_at = :at", at=long_ago(29))
    assert is_in(browser)
    desk.sql("UPDATE desk_sessions SET active_at = :at", at=long_ago(30.1))
    assert browser.get(POLL).status_code == 403
    assert not is_in(browser)


def test_doing_something_keeps_a_session_alive_and_polling_does_not(desk: Desk) -> None:
    browser = desk.signed_in("Anna")
    before = long_ago(29)
    desk.sql("UPDATE desk_sessions SET active_at = :at, seen_at = :at", at=before)
    assert browser.get(POLL).status_code == 200
    [(active, seen)] = desk.sql("SELECT active_at, seen_at FROM desk_sessions")
    assert active == before
    assert seen > before  # the page is there, and with it the worker
    assert is_in(browser)
    [(active,)] = desk.sql("SELECT active_at FROM desk_sessions")
    assert active > before


def test_an_administrator_signs_in_to_the_audit_log(desk: Desk) -> None:
    answer = desk.signed_in("Chefen", Role.ADMINISTRATOR).get("/desk/")
    assert answer.url.path == "/desk/audit"
    assert answer.status_code == 200
