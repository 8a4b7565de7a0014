"""Somebody guesses at accounts: every failure is in the audit log, without what was typed."""

from starlette.testclient import TestClient

from lab.desk import Account, current_code, give_code, give_password, make_account, secret_on
from tests.support.desk import COOKIE, Desk

GUESS = "Papegoja"


def refusals(desk: Desk) -> list[tuple[str, str, str]]:
    chosen = "SELECT actor, action, subject FROM audit WHERE action LIKE '%_refused' ORDER BY id"
    return [(actor, action, subject) for actor, action, subject in desk.sql(chosen)]


def guess_codes(browser: TestClient, times: int) -> None:
    for _ in range(times):
        assert give_code(browser, "abcdef").status_code == 403


def test_a_wrong_password_is_recorded_with_its_account_and_not_with_what_was_typed(desk: Desk) -> None:
    anna = make_account(desk.case_store, "Anna")
    give_password(desk.browser(), Account(anna.name, GUESS))
    assert refusals(desk) == [("någon", "password_refused", "Anna")]
    assert GUESS not in str(desk.sql("SELECT * FROM audit"))


def test_a_name_that_no_account_has_is_not_written_down(desk: Desk) -> None:
    """It may be the password, in the wrong field."""
    give_password(desk.browser(), Account(GUESS, GUESS))
    assert refusals(desk) == [("någon utan konto", "name_refused", "ett namn som inte finns")]
    assert GUESS not in str(desk.sql("SELECT * FROM audit"))


def test_names_without_an_account_do_not_flood_the_log(desk: Desk) -> None:
    browser = desk.browser()
    for number in range(30):
        give_password(browser, Account(f"{GUESS} {number}", GUESS))
    assert len(refusals(desk)) == 10


def test_wrong_codes_are_recorded_and_the_fifth_ends_the_session(desk: Desk) -> None:
    browser = desk.browser()
    anna = make_account(desk.case_store, "Anna")
    secret = secret_on(give_password(browser, anna).text)
    token = browser.cookies[COOKIE]
    guess_codes(browser, 5)
    assert refusals(desk) == [("någon", "code_refused", "Anna")] * 5
    assert COOKIE not in browser.cookies
    desk.sql("DELETE FROM attempts")  # as if a minute had passed
    again = desk.browser()
    again.cookies.set(COOKIE, token)
    assert again.get("/desk/code", follow_redirects=False).headers["location"] == "/desk/sign-in"
    give_password(browser, anna)
    assert give_code(browser, current_code(secret)).url.path == "/desk/"


def test_four_wrong_codes_and_a_right_one_sign_in(desk: Desk) -> None:
    browser = desk.browser()
    secret = secret_on(give_password(browser, make_account(desk.case_store, "Anna")).text)
    guess_codes(browser, 4)
    assert give_code(browser, current_code(secret)).url.path == "/desk/"
