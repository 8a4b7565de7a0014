"""Ending and referring can be undone for ten seconds, in which nothing has reached the visitor."""

from playwright.sync_api import Page, expect

from tests.support import desk_page, visitor_page
from tests.support.accessibility import is_accessible
from tests.support.visitor_page import queue_up

WAITS = "Det görs om 10 sekunder."
ENDED = "Handläggaren har avslutat samtalet."


def with_a_clock(page: Page, worker: Page) -> None:
    """A case that the worker has, on a page whose clock is the test's."""
    queue_up(page)
    desk_page.take_first(worker)
    worker.clock.install()
    worker.reload()


def test_what_is_undone_has_not_reached_the_visitor_and_never_does(page: Page, worker: Page) -> None:
    with_a_clock(page, worker)
    desk_page.ask_to_end(worker)
    expect(worker.get_by_text(WAITS)).to_be_visible()
    is_accessible(worker)
    worker.clock.run_for(9_000)
    expect(worker.get_by_role("button", name="Ångra")).to_be_focused()
    worker.keyboard.press("Enter")
    expect(worker.get_by_text("Ångrat.")).to_be_visible()
    expect(worker.get_by_text(WAITS)).to_be_hidden()
    worker.clock.run_for(30_000)
    expect(worker.locator("p.state")).to_contain_text("Pågår")
    desk_page.answer(worker, "Jag är kvar.")
    expect(page.get_by_text("Jag är kvar.", exact=True)).to_be_visible()
    assert ENDED not in visitor_page.texts(page, "system")


def test_what_is_not_undone_happens_after_ten_seconds(page: Page, worker: Page) -> None:
    with_a_clock(page, worker)
    worker.locator("summary", has_text="Hänvisa vidare").click()
    worker.get_by_label("Vart?").select_option("bris")
    worker.get_by_role("button", name="Ja, hänvisa vidare").click()
    worker.clock.run_for(9_900)
    expect(worker.get_by_text(WAITS)).to_be_visible()
    worker.clock.run_for(200)
    expect(page.get_by_text("116 111")).to_be_visible()
    expect(worker.locator("p.state")).to_contain_text("Avslutat")


def test_whoever_leaves_the_page_meant_it(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    desk_page.ask_to_end(worker)
    worker.get_by_role("link", name="Kön").click()
    expect(page.get_by_text(ENDED)).to_be_visible()


def test_what_is_written_meanwhile_is_not_lost(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    desk_page.ask_to_end(worker)
    worker.get_by_label("Svara").fill("En sak till.")
    desk_page.do_it_now(worker)
    expect(worker.get_by_text("Här står något som inte är skickat eller sparat.")).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("En sak till.")
    expect(worker.locator("p.state")).to_contain_text("Pågår")


def test_erasing_happens_at_once_and_only_after_a_tick(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.locator("summary", has_text="Radera").click()
    tick = worker.get_by_label("Radera ärendet och allt som skrivits i det. Det går inte att ångra.")
    expect(tick).not_to_be_checked()
    worker.get_by_role("button", name="Radera ärendet").click()
    expect(tick).to_be_visible()
    tick.check()
    worker.get_by_role("button", name="Radera ärendet").click()
    expect(worker.get_by_role("heading", name="Kön")).to_be_visible()
    expect(worker.get_by_text("Du har inget ärende.")).to_be_visible()
