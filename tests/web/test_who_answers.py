"""Whoever comes in reads first that a robot answers, and is told when a human does (AI Act, art. 50)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.support import desk_page, plain_pages
from tests.support.page import bubbles, say
from tests.support.plain_pages import READ, WRITE
from tests.support.visitor_page import (
    STATE,
    choose_below,
    come_back,
    open_hand_over,
    press_erase,
    queue_up,
    shown_code,
    texts,
)
from tests.web.conftest import NewPage, StandInRasa

SYSTEM = "ett automatiskt svarssystem, en robot"
THE_PAGE = "Sidan är ett automatiskt system, en robot"
WITH_A_ROBOT = "Du skriver med en robot."
WITH_A_HUMAN = "Du skriver med en människa."
DANGER = [{"text": "Ring 112 nu om du är i fara.", "kind": "danger", "sources": ["polisen.se"]}]


def _erased(page: Page) -> None:
    say(page, "hej")
    press_erase(page)


WAYS_IN: dict[str, Callable[[Page], None]] = {
    "the greeting": lambda _: None,
    "a button": lambda page: page.get_by_role("button", name="Vad kan jag fråga om?").click(),
    "words": lambda page: say(page, "vad är det här"),
    "after erasing": _erased,
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_is_read_first_says_that_it_is_a_robot(page: Page, way: str) -> None:
    WAYS_IN[way](page)
    expect(bubbles(page, "bot").first).to_contain_text(SYSTEM)
    expect(page.locator(STATE)).to_have_text(WITH_A_ROBOT)


def test_it_still_stands_above_when_the_first_answer_is_about_danger(page: Page, rasa: StandInRasa) -> None:
    rasa.answer = lambda _: DANGER
    say(page, "de står utanför")
    expect(bubbles(page, "bot").last).to_have_text("Ring 112 nu om du är i fara.")
    expect(bubbles(page, "bot").first).to_contain_text(SYSTEM)
    expect(page.locator(STATE)).to_have_text(WITH_A_ROBOT)


def test_a_page_that_replaces_the_line_still_says_it(new_page: NewPage, address: str) -> None:
    page = new_page()
    chat = '<avhoppar-chat text-intro1="Välkommen!" text-state-bot="Kommunens robot svarar."></avhoppar-chat>'
    body = f'<script type="module" src="/widget.js"></script>{chat}'
    page.route(f"{address}/", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(address)
    expect(bubbles(page, "bot").first).to_contain_text(SYSTEM)
    expect(page.locator(STATE)).to_have_text("Kommunens robot svarar.")


def test_it_is_said_again_when_a_human_takes_over_and_hands_back(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    expect(page.get_by_text("Det är en människa, inte roboten.")).to_be_visible()
    expect(page.locator(STATE)).to_have_text(WITH_A_HUMAN)
    worker.get_by_role("button", name="Lämna tillbaka till roboten").click()
    expect(page.get_by_text("Nu svarar roboten igen.")).to_be_visible()
    expect(page.locator(STATE)).to_have_text(WITH_A_ROBOT)


def test_who_comes_back_with_a_code_reads_it_first_and_again_when_it_is_over(
    page: Page, worker: Page, new_visitor: NewPage
) -> None:
    queue_up(page)
    choose_below(page, "Få en återkomstkod")
    code = shown_code(page)
    later = new_visitor()
    come_back(later, code)
    assert THE_PAGE in texts(later, "notice")[0]
    desk_page.take_first(worker)
    expect(later.locator(STATE)).to_have_text(WITH_A_HUMAN)
    desk_page.end(worker)
    expect(later.get_by_text("Nu svarar roboten igen.")).to_be_visible()
    expect(later.locator(STATE)).to_have_text(WITH_A_ROBOT)


def test_who_waits_for_a_human_reads_what_the_robot_does_meanwhile(page: Page, worker: Page) -> None:
    open_hand_over(page)
    expect(page.get_by_text("Roboten läser det du skriver tills en handläggare är här")).to_be_visible()


def test_every_page_without_script_says_it_first(client: TestClient) -> None:
    left = plain_pages.leave_message(client, "Jag vill ut.")
    again = plain_pages.come_back(client, plain_pages.read(left).code)
    pages = [client.get(WRITE), client.get(READ), left, again]
    for page in pages:
        heading, first = page.text.split("<h1>")[1].split("<p>", 2)[:2]
        assert first.startswith(THE_PAGE), heading
