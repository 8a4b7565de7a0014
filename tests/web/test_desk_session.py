"""A session's end is announced in time, and put off by one press; no word is lost by either."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import update
from starlette.testclient import TestClient

from bot.intake.case_store import CaseStore
from bot.intake.models import DeskSession
from bot.intake.queue import IDLE, LONGEST_SESSION
from bot.web.clock import now
from lab.desk import submit
from tests.support import desk_page
from tests.support.accessibility import is_accessible, tab_to
from tests.support.desk import Desk
from tests.support.visitor_page import queue_up

SOON, LAST = "Du loggas snart ut, för att du inte", "Du loggas snart ut, för att det är 12 timmar"
NINETY_SECONDS = timedelta(seconds=90)


def left(browser: TestClient) -> tuple[int, bool]:
    """The minutes that a session lasts, to the nearest, and whether it can be renewed."""
    told = browser.get("/desk/polls/session").json()
    return round(told["seconds"] / 60), told["can_be_renewed"]


def test_what_a_person_does_puts_off_the_end_until_twelve_hours_have_passed(desk: Desk) -> None:
    anna = desk.signed_in("Anna")
    assert left(anna) == (30, True)
    for ago, minutes, can_be_renewed in ((11.4, 30, True), (11.75, 15, False)):
        began = now() - timedelta(hours=ago)
        desk.sql("UPDATE desk_sessions SET began_at = :at", at=f"{began:%Y-%m-%d %H:%M:%S.%f}")
        assert submit(anna, "/desk/session").status_code == 303
        assert left(anna) == (minutes, can_be_renewed)
    began = now() - LONGEST_SESSION
    desk.sql("UPDATE desk_sessions SET began_at = :at", at=f"{began:%Y-%m-%d %H:%M:%S.%f}")
    assert anna.get("/desk/polls/session").status_code == 403
    assert str(anna.get("/desk/").url).endswith("/desk/sign-in")


def test_asking_how_long_it_lasts_does_not_put_off_the_end(desk: Desk) -> None:
    anna = desk.signed_in("Anna")
    active = now() - timedelta(minutes=20)
    desk.sql("UPDATE desk_sessions SET active_at = :at", at=f"{active:%Y-%m-%d %H:%M:%S.%f}")
    assert left(anna) == left(anna) == (10, True)


def in_a_case(page: Page, worker: Page) -> None:
    """The worker has a case open and has begun to write, and the page has a clock of the test's."""
    queue_up(page)
    desk_page.take_first(worker)
    worker.clock.install()
    worker.reload()
    worker.get_by_label("Svara").fill("Ring på mån")


def time_passes(worker: Page, case_store: CaseStore, **columns: object) -> None:
    """Until two minutes before the end; the server has another clock than the page."""
    with case_store.transaction() as session:
        session.execute(update(DeskSession).values(**columns))
    worker.clock.fast_forward("28:00")


def test_the_end_is_announced_and_put_off_by_one_press_while_the_text_stays(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    in_a_case(page, worker)
    worker.get_by_label("Svara").blur()
    expect(worker.get_by_text("Utkast sparat")).to_be_visible()
    time_passes(worker, case_store, active_at=now() - IDLE + NINETY_SECONDS)
    expect(worker.get_by_role("alert").filter(has_text=SOON)).to_be_visible()
    is_accessible(worker)
    tab_to(worker, "Fortsätt vara inloggad")
    worker.keyboard.press("Enter")
    expect(worker.get_by_role("alert").get_by_text(SOON)).to_be_hidden()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på mån")
    with case_store.transaction() as session:
        assert session.query(DeskSession).one().active_at > now() - timedelta(minutes=1)


def test_the_last_end_is_announced_without_a_promise_that_it_can_be_put_off(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    in_a_case(page, worker)
    time_passes(worker, case_store, began_at=now() - LONGEST_SESSION + NINETY_SECONDS)
    expect(worker.get_by_role("alert").filter(has_text=LAST)).to_be_visible()
    expect(worker.get_by_role("button", name="Fortsätt vara inloggad")).to_have_count(0)
    expect(worker.get_by_label("Svara")).to_have_value("Ring på mån")
