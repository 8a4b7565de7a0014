"""Leaving in a hurry, in a real browser."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.page import bubbles, say
from tests.web.conftest import EXIT_PAGE, StandInRasa


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Lämna sidan").click()


def by_three_shifts(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_button, by_three_shifts])
def test_leaving_forgets_everything_and_the_way_back_shows_nothing(
    page: Page, rasa: StandInRasa, leave: Callable[[Page], None]
) -> None:
    say(page, "mitt hemliga ärende")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    leave(page)
    page.wait_for_url(f"**{EXIT_PAGE}")
    deadline = time.monotonic() + 5
    while not rasa.forgotten and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(rasa.forgotten) == {rasa.heard[0]["sender"]}
    page.go_back()
    expect(page.locator("avhoppar-chat")).to_have_count(0)


def test_leaving_covers_the_page_and_changes_its_title_at_once(page: Page) -> None:
    slow: list[Route] = []

    def hold(route: Route) -> None:
        slow.append(route)

    page.route(f"**{EXIT_PAGE}", hold)
    say(page, "mitt hemliga ärende")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    title, text = page.evaluate(
        "() => { document.querySelector('avhoppar-chat').shadowRoot.querySelector('.leave').click();"
        "return [document.title, document.body.innerText] }"
    )
    assert "kriminalitet" not in title
    assert "hemliga" not in text
    assert "kriminalitet" not in text
    while not slow:
        page.wait_for_timeout(50)
    slow[0].continue_()
    page.wait_for_url(f"**{EXIT_PAGE}")


def test_shift_counts_alone_only(page: Page) -> None:
    page.get_by_label("Skriv här").focus()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    expect(page.locator("avhoppar-chat")).to_have_count(1)
    expect(page.locator("[role=status].hidden")).to_contain_text("en gång till")


def test_presses_of_shift_are_announced_and_run_out(page: Page) -> None:
    announcement = page.locator("[role=status].hidden")
    page.clock.install()
    page.keyboard.press("Shift")
    expect(announcement).to_contain_text("två gånger till")
    page.clock.run_for(5_100)
    expect(announcement).to_contain_text("för lång tid")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(announcement).to_contain_text("en gång till")


def test_the_exit_stays_in_view_when_the_chat_is_scrolled_away(page: Page) -> None:
    page.evaluate("document.body.style.paddingBottom = '3000px'; window.scrollTo(0, 2500)")
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_in_viewport()


def test_where_the_exit_leads_is_not_told_where_one_was(page: Page) -> None:
    """A municipality's page may tell others its address; the exit must not, whatever that page does."""
    page.route("**/", lambda route: route.fulfill(response=(got := route.fetch()), headers={
        name: value for name, value in got.headers.items() if name != "referrer-policy"
    }))  # fmt: skip
    page.reload()
    page.evaluate(f"document.querySelector('avhoppar-chat').setAttribute('exit-page', '{EXIT_PAGE}')")
    with page.expect_request(f"**{EXIT_PAGE}") as going:
        page.get_by_role("button", name="Lämna sidan").click()
    assert "referer" not in going.value.all_headers()
    page.wait_for_url(f"**{EXIT_PAGE}")


def test_the_title_says_nothing_more_after_leaving(page: Page) -> None:
    slow: list[Route] = []

    def hold(route: Route) -> None:
        slow.append(route)

    page.route(f"**{EXIT_PAGE}", hold)
    title = page.evaluate(
        "() => { document.querySelector('avhoppar-chat').shadowRoot.querySelector('.leave').click();"
        "document.dispatchEvent(new Event('visibilitychange')); return document.title }"
    )
    assert title == "Ny flik"
    while not slow:
        page.wait_for_timeout(50)
    slow[0].continue_()
    page.wait_for_url(f"**{EXIT_PAGE}")
