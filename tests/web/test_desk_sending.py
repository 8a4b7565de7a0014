"""What a worker writes while an earlier text is on its way, or after one got lost, is never lost itself."""

import re
from typing import Any

from playwright.sync_api import APIResponse, Page, Route, expect
from sqlalchemy import update

from bot.intake.case_store import CaseStore
from bot.intake.models import DeskSession
from bot.intake.queue import IDLE
from bot.web.clock import now
from tests.support import desk_page
from tests.support.visitor_page import press_erase, queue_up

MESSAGES = "**/desk/cases/*/messages"
POLLS = re.compile(r"/desk/polls/cases/")


def set_sessions(case_store: CaseStore, **columns: Any) -> None:
    """Has time pass for whoever is signed in, or has them sign in again: that is another token."""
    with case_store.transaction() as session:
        session.execute(update(DeskSession).values(**columns))


def test_what_a_worker_writes_while_a_text_is_on_its_way_stays_in_the_box(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    worker.route(MESSAGES, hold)
    desk_page.answer(worker, "Hej!")
    expect(worker.get_by_role("button", name="Skicka")).to_have_attribute("aria-disabled", "true")
    worker.get_by_label("Svara").press_sequentially(" Och en sak till.")
    for _ in range(250):
        if held:
            break
        worker.wait_for_timeout(20)
    held.pop().continue_()
    expect(page.get_by_text("Hej!", exact=True)).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("Och en sak till.")
    worker.unroute(MESSAGES)
    worker.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Och en sak till.", exact=True)).to_be_visible()
    expect(worker.locator(".lines li.worker > p")).to_have_text(["Hej!", "Och en sak till."])


def test_a_text_that_is_changed_after_its_answer_got_lost_is_stored_as_it_is_now(
    page: Page, worker: Page
) -> None:
    queue_up(page)
    desk_page.take_first(worker)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    worker.route(MESSAGES, lose_the_answer)
    desk_page.answer(worker, "Ring på måndag.")
    expect(worker.get_by_text("Inte skickat. Texten är kvar.")).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag.")
    worker.unroute(MESSAGES)
    desk_page.answer(worker, "Ring på tisdag.")
    expect(page.get_by_text("Ring på tisdag.", exact=True)).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("")


def test_polls_do_not_hide_that_a_text_was_not_sent(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    notice = worker.get_by_text("Inte skickat. Texten är kvar.")
    worker.route(MESSAGES, lambda route: route.abort())
    desk_page.answer(worker, "Ring på måndag.")
    expect(notice).to_be_visible()
    for _ in range(2):
        with worker.expect_response(POLLS):
            pass
    expect(notice).to_be_visible()
    worker.unroute(MESSAGES)
    worker.get_by_role("button", name="Skicka").click()
    expect(notice).to_be_hidden()
    expect(worker.locator(".lines li.worker > p")).to_have_text(["Ring på måndag."])


def test_an_older_look_at_the_case_does_not_undo_a_newer_one(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    with worker.expect_request(POLLS):
        worker.route(POLLS, hold_the_first)
    desk_page.answer(worker, "Hej!")
    expect(worker.locator(".lines li.worker")).to_have_count(1)
    press_erase(page)
    expect(worker.get_by_text("Ärendet finns inte längre.")).to_be_visible()
    [(route, earlier)] = held
    with worker.expect_response(POLLS):
        route.fulfill(response=earlier)
    worker.evaluate("new Promise((resolve) => setTimeout(resolve, 200))")
    expect(worker.get_by_text("Ärendet finns inte längre.")).to_be_visible()
    assert desk_page.lines(worker, "worker") == ["Hej!"]


def test_a_case_that_is_ended_right_after_a_text_was_sent_ends_after_it(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.get_by_label("Svara").fill("Ring på måndag.")
    worker.evaluate(
        "for (const name of ['Skicka', 'Ja, avsluta ärendet'])"
        " [...document.querySelectorAll('button')].find((each) => each.textContent === name).click()"
    )
    desk_page.do_it_now(worker)
    expect(page.get_by_text("Handläggaren har avslutat samtalet.")).to_be_visible()
    expect(page.get_by_text("Ring på måndag.", exact=True)).to_be_visible()
    expect(worker.locator("p.state")).to_contain_text("Avslutat")
    assert desk_page.lines(worker, "worker") == ["Ring på måndag."]


def test_a_case_does_not_end_while_a_text_is_on_its_way_nor_if_it_got_lost(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    worker.route(MESSAGES, hold)
    desk_page.answer(worker, "Ring på måndag.")
    desk_page.ask_to_end(worker)
    worker.get_by_role("button", name="Ja, avsluta ärendet").click()
    worker.wait_for_timeout(500)
    held.pop().abort()
    expect(worker.get_by_text("Inte skickat. Texten är kvar.")).to_contain_text("Inget annat är gjort.")
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag.")
    expect(worker.locator("p.state")).to_contain_text("Pågår")
    assert not held


def test_a_text_is_stored_though_the_worker_leaves_the_case_at_once(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.get_by_label("Svara").fill("Ring på måndag.")
    worker.evaluate(
        "document.querySelector('form[data-draft=reply] button').click(); location.assign('/desk/try')"
    )
    expect(worker.get_by_role("heading", name="Prova")).to_be_visible()
    expect(page.get_by_text("Ring på måndag.", exact=True)).to_be_visible()


def test_a_text_that_is_sent_after_the_session_ended_stays_until_the_worker_has_signed_in_again(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    set_sessions(case_store, active_at=now() - IDLE)
    desk_page.answer(worker, "Ring på måndag.")
    notice = worker.get_by_text("Inte skickat. Du är utloggad, och texten är kvar.")
    expect(notice).to_be_visible()
    expect(worker).to_have_title(re.compile("^Utloggad"))
    with worker.expect_response(POLLS):
        pass
    expect(notice).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag.")
    set_sessions(case_store, active_at=now(), csrf_token="of another session, in another tab")
    worker.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Ring på måndag.", exact=True)).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("")
    expect(notice).to_be_hidden()
    expect(worker).not_to_have_title(re.compile("^Utloggad"))


def test_a_page_goes_on_by_itself_when_its_worker_has_signed_in_again(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    set_sessions(case_store, active_at=now() - IDLE)
    expect(worker.get_by_text("Du är utloggad.")).to_be_visible()
    set_sessions(case_store, active_at=now(), csrf_token="of another session, in another tab")
    queue_up(page)
    desk_page.take_first(worker)
    expect(worker.locator("p.state")).to_contain_text("Pågår")


def test_a_case_does_not_end_while_something_is_written_that_was_not_sent(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.get_by_label("Svara").fill("Ring på måndag.")
    desk_page.ask_to_end(worker)
    expect(worker.get_by_text("Här står något som inte är skickat eller sparat.")).to_be_visible()
    expect(worker.get_by_label("Svara")).to_be_focused()
    expect(worker.locator("p.state")).to_contain_text("Pågår")
    worker.get_by_role("button", name="Skicka").click()
    expect(worker.get_by_label("Svara")).to_have_value("")
    worker.get_by_role("button", name="Ja, avsluta ärendet").click()
    desk_page.do_it_now(worker)
    expect(worker.locator("p.state")).to_contain_text("Avslutat")
