"""What a worker writes while an earlier text is on its way, or after one got lost, is never lost itself."""

import re

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.support import desk_page
from tests.support.visitor_page import press_erase, queue_up

MESSAGES = "**/desk/cases/*/messages"
POLLS = re.compile(r"/desk/polls/cases/")


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
