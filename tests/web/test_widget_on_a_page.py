"""The chat on other people's pages, for every eye, hand and screen, in a real browser."""

import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessibility import no_violations
from tests.support.page import bubbles, say
from tests.web.conftest import ANSWER, StandInRasa


def test_nothing_is_kept_in_the_browser_and_nobody_else_is_asked(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(re.split("[/?]", request.url)[2]))
    page.goto(address)
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert context.cookies() == []
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        "(await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert kept == [0, 0, 0, 0]
    assert hosts == {address.removeprefix("http://")}
    context.close()


def test_a_hostile_stylesheet_does_not_reach_in(page: Page) -> None:
    page.evaluate(
        "const s = new CSSStyleSheet(); s.replaceSync("
        "'body * { display: none !important; font-size: 1px; visibility: hidden; text-transform: uppercase }"
        "html, body, main, avhoppar-chat { display: block !important }');"
        "document.adoptedStyleSheets = [s]"
    )
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_visible()
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    size = page.evaluate(
        "getComputedStyle(document.querySelector('avhoppar-chat').shadowRoot.querySelector('li')).fontSize"
    )
    assert float(size.removesuffix("px")) >= 16


def test_a_page_can_change_words_and_colours(page: Page) -> None:
    page.evaluate(
        "const own = document.createElement('avhoppar-chat');"
        "own.setAttribute('text-title', 'Egen rubrik');"
        "own.style.setProperty('--avhoppar-color', 'rgb(1, 2, 3)');"
        "document.querySelector('avhoppar-chat').replaceWith(own)"
    )
    expect(page.get_by_role("heading", name="Egen rubrik")).to_be_visible()
    send = page.get_by_role("button", name="Skicka")
    assert send.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(1, 2, 3)"


def test_a_reply_in_another_tab_is_marked_in_the_title(page: Page) -> None:
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert page.title().startswith("(2 nytt)")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: false});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert "nytt" not in page.title()


def slowly(_: str) -> list[dict[str, Any]]:
    time.sleep(1)
    return ANSWER


def test_who_reads_further_up_is_not_moved_but_told_of_new_answers(page: Page, rasa: StandInRasa) -> None:
    for number in range(8):
        say(page, f"fråga {number}")
        expect(bubbles(page, "bot").nth(2 * number + 2)).to_be_visible()
    rasa.answer = slowly
    say(page, "en till")
    log = page.get_by_role("log")
    log.evaluate("node => { node.scrollTop = 0 }")
    expect(page.get_by_role("button", name="Nya svar")).to_be_visible()
    assert log.evaluate("node => node.scrollTop") == 0
    page.get_by_role("button", name="Nya svar").click()
    expect(page.get_by_role("button", name="Nya svar")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (1280, 1024)])
def test_no_sideways_scrolling_at_any_size(page: Page, width: int, height: int) -> None:
    """320 by 256 is a 1280 by 1024 screen at 400 % (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": width, "height": height})
    say(page, "ett-mycket-långt-ord-" * 20)
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.get_by_role("log").evaluate("node => node.scrollWidth <= node.clientWidth")
    page.get_by_label("Skriv här").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_in_viewport()


def test_axe_finds_nothing_in_any_state(page: Page, rasa: StandInRasa) -> None:
    no_violations(page)
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    page.get_by_text("Källa").click()
    no_violations(page)
    page.get_by_label("Skriv här").fill("å" * 1_003)
    no_violations(page)
    rasa.error = httpx.ReadTimeout("slow")
    say(page, "hej igen")
    expect(bubbles(page, "notice")).to_be_visible()
    no_violations(page)


def test_targets_are_large_enough_for_a_thumb(page: Page) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_without_javascript_the_way_to_a_human_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("numret till Vägvalet")).to_be_visible()
    context.close()


def test_the_exit_and_the_box_stay_where_they_are_however_long_the_conversation(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(8):
        before = bubbles(page, "bot").count()
        say(page, "hej")
        expect(bubbles(page, "bot")).to_have_count(before + 2)
    inside = "each => each.getRootNode().querySelector('.chat').scrollTop"
    assert page.get_by_role("button", name="Lämna sidan").evaluate(inside) == 0
    expect(page.get_by_role("button", name="Skicka")).to_be_in_viewport()
    size = "each => each.scrollHeight - each.clientHeight"
    assert page.locator(".chat").evaluate(size) == 0, "nothing hidden makes the chat itself scroll"
