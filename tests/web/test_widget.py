"""The chat in a real browser, in front of a Rasa of the test's own making."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.municipality import load_profile
from bot.settings import Settings
from bot.web.app import create_app
from tests.conftest import free_port
from tests.support.browser import chromium
from tests.web.conftest import ANSWER, StandInRasa

EXIT_PAGE = "/health"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(rasa: StandInRasa) -> Iterator[str]:
    """The front on a port of its own."""
    port = free_port()
    app = create_app(Settings(), load_profile("eskilstuna"), httpx.MockTransport(rasa.handle))
    config = uvicorn.Config(
        app, port=port, ws="none", log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The demonstration page; leaving it goes to a page of ours, as there is no network here."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.goto(address)
    page.evaluate(f"document.querySelector('avhoppar-chat').setAttribute('exit-page', '{EXIT_PAGE}')")
    yield page
    context.close()


def say(page: Page, text: str) -> None:
    page.get_by_label("Skriv här").fill(text)
    page.keyboard.press("Enter")


def bubbles(page: Page, kind: str) -> Any:
    return page.locator(f"li.{kind} > p")


def no_violations(page: Page) -> None:
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def test_the_first_view_says_what_this_is_before_anything_is_sent(page: Page, rasa: StandInRasa) -> None:
    first = bubbles(page, "bot").first
    for words in ("robot", "inte säga vem du är", "inga namn", "din telefon", "112"):
        expect(first).to_contain_text(words)
    assert rasa.heard == []


def test_a_question_is_answered_with_buttons_and_a_folded_source(page: Page) -> None:
    say(page, "vad är det här")
    expect(bubbles(page, "you")).to_have_text("vad är det här")
    expect(bubbles(page, "bot").nth(2)).to_have_text("Del två.")
    source = page.get_by_text("Överenskommelsen 2023, avsnitt 1.1")
    expect(source).to_be_hidden()
    page.get_by_text("Källa").click()
    expect(source).to_be_visible()


def test_a_button_sends_its_payload_and_shows_its_title(page: Page, rasa: StandInRasa) -> None:
    page.get_by_role("button", name="Gör självkontrollen").click()
    expect(bubbles(page, "you")).to_have_text("Gör självkontrollen")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert rasa.heard[0]["message"] == "/start_self_check"


def test_what_a_message_holds_is_never_read_as_html(page: Page, rasa: StandInRasa) -> None:
    evil = "<img src=x onerror=\"document.title='broken in'\"><b>fet</b>"
    rasa.answer = lambda _: [{"text": evil, "metadata": {"sources": [evil]}}]
    say(page, evil)
    expect(bubbles(page, "bot").nth(1)).to_have_text(evil)
    expect(bubbles(page, "you")).to_have_text(evil)
    assert page.locator("li img, li b").count() == 0
    assert page.title() != "broken in"


def test_the_keyboard_alone_is_enough(page: Page, rasa: StandInRasa) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_focused()
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.querySelector('avhoppar-chat').shadowRoot.activeElement?.textContent")
        )
    assert {"Vad kan jag fråga om?", "Skicka", "Radera samtalet"} <= reached
    page.get_by_label("Skriv här").focus()
    page.keyboard.type("hej")
    page.keyboard.press("Enter")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert rasa.heard[0]["message"] == "hej"


def test_shift_and_enter_makes_a_new_line(page: Page, rasa: StandInRasa) -> None:
    page.get_by_label("Skriv här").fill("ett")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("två")
    assert rasa.heard == []
    expect(page.get_by_label("Skriv här")).to_have_value("ett\ntvå")


def test_near_the_limit_the_characters_left_are_counted_and_too_long_is_not_sent(
    page: Page, rasa: StandInRasa
) -> None:
    box = page.get_by_label("Skriv här")
    box.fill("å" * 799)
    expect(page.locator("#count")).to_be_empty()
    box.fill("å" * 990)
    expect(page.locator("#count")).to_have_text("10 tecken kvar")
    box.fill("å" * 1_003)
    expect(page.locator("#count")).to_contain_text("3 tecken för mycket")
    page.keyboard.press("Enter")
    expect(box).to_have_value("å" * 1_003)
    assert rasa.heard == []


def test_without_rasa_the_text_stays_in_the_box_and_a_retry_works(page: Page, rasa: StandInRasa) -> None:
    rasa.error = httpx.ReadTimeout("slow")
    say(page, "jag vill ut")
    expect(bubbles(page, "notice")).to_contain_text("112")
    expect(page.get_by_label("Skriv här")).to_have_value("jag vill ut")
    rasa.error = None
    page.get_by_role("button", name="Försök igen").click()
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert [message["message_id"] for message in rasa.heard] == ["1"]


def test_a_button_that_failed_is_offered_again(page: Page, rasa: StandInRasa) -> None:
    rasa.error = httpx.ConnectError("down")
    page.get_by_role("button", name="Prata med en människa").click()
    expect(bubbles(page, "notice")).to_be_visible()
    rasa.error = None
    page.get_by_role("button", name="Prata med en människa").click()
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert rasa.heard[0]["message"] == "/human"


def test_a_lost_connection_recovers_by_itself_and_doubles_nothing(page: Page, rasa: StandInRasa) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    page.context.set_offline(True)
    say(page, "är ni kvar")
    expect(page.get_by_role("status").first).to_contain_text("Ingen kontakt")
    expect(page.get_by_role("status").first).to_contain_text("112")
    page.context.set_offline(False)
    expect(bubbles(page, "bot").nth(4)).to_be_visible()
    assert [message["message_id"] for message in rasa.heard] == ["1", "2"]
    assert bubbles(page, "you").all_text_contents() == ["hej", "är ni kvar"]


def test_a_lost_answer_is_asked_for_again_with_the_same_id(page: Page, rasa: StandInRasa) -> None:
    lost: list[str] = []

    def lose_the_first(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    page.route("**/api/messages", lose_the_first)
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert [message["message_id"] for message in rasa.heard] == ["1", "1"]
    assert bubbles(page, "bot").count() == 3


def test_erasing_empties_the_page_and_the_server(page: Page, rasa: StandInRasa) -> None:
    say(page, "mitt hemliga ärende")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    page.get_by_role("button", name="Radera samtalet").click()
    expect(bubbles(page, "notice")).to_have_text("Samtalet är raderat, här och på servern.")
    expect(page.get_by_text("mitt hemliga ärende")).to_have_count(0)
    assert rasa.forgotten == [rasa.heard[0]["sender"]]


def test_what_is_not_erased_is_not_said_to_be_and_can_be_tried_again(page: Page, rasa: StandInRasa) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    rasa.status = 500
    page.get_by_role("button", name="Radera samtalet").click()
    expect(bubbles(page, "notice")).to_contain_text("kunde inte raderas på servern")
    rasa.status = 200
    page.get_by_role("button", name="Radera samtalet").click()
    expect(bubbles(page, "notice").last).to_have_text("Samtalet är raderat, här och på servern.")
    assert rasa.forgotten == [rasa.heard[0]["sender"]]


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
    say(page, "mitt hemliga ärende")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    title, text = page.evaluate(
        "() => { document.querySelector('avhoppar-chat').shadowRoot.querySelector('.leave').click();"
        "return [document.title, document.body.innerText] }"
    )
    assert "kriminalitet" not in title
    assert "hemliga" not in text
    assert "kriminalitet" not in text


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
