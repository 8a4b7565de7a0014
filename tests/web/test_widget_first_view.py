"""What a visitor sees before anything is pressed, on small phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.support.accessibility import no_violations
from tests.support.page import bubbles, say
from tests.support.visitor_page import choose_below
from tests.web.conftest import StandInRasa

PHONES: list[ViewportSize] = [
    {"width": 390, "height": 664},
    {"width": 360, "height": 640},
    {"width": 320, "height": 568},
]
FIRST = ("Vad kan jag fråga om?", "Gör självkontrollen", "Prata med en människa")
RISKS = ("inga namn, nummer eller adresser", "inget om brott", "din telefon eller ditt nät", "historiken")

each_phone = pytest.mark.parametrize("size", PHONES, ids=lambda size: f"{size['width']}x{size['height']}")


@pytest.fixture
def phone(browser: Browser, address: str, size: ViewportSize) -> Iterator[Page]:
    """The demonstration page on a phone of this size."""
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.goto(address)
    yield page
    context.close()


def is_whole_within(part: Locator, window: Locator) -> bool:
    """Whether nothing of it is cut off at the top or at the bottom."""
    inner, outer = part.bounding_box(), window.bounding_box()
    assert inner
    assert outer
    end = inner["y"] + inner["height"]
    return inner["y"] >= outer["y"] and end <= outer["y"] + outer["height"]


@each_phone
def test_greeting_ways_and_box_are_seen_without_scrolling(phone: Page, size: ViewportSize) -> None:
    log = phone.get_by_role("log")
    first = [log.get_by_role("button", name=name) for name in FIRST]
    for part in (bubbles(phone, "bot"), log.get_by_text("Innan du skriver"), *first):
        assert is_whole_within(part, log), part
    for part in (*first, phone.get_by_label("Skriv här"), phone.get_by_role("button", name="Skicka")):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] <= size["height"], part
    expect(phone.get_by_role("button", name="Lämna sidan")).to_be_in_viewport(ratio=1)


@each_phone
def test_what_is_not_the_conversation_takes_little_of_the_height(phone: Page, size: ViewportSize) -> None:
    say(phone, "hej")
    expect(bubbles(phone, "bot").last).to_have_text("Del två.")
    heights = [phone.locator(part).bounding_box() for part in (".top", ".write", ".foot")]
    assert sum(box["height"] for box in heights if box) <= 0.3 * size["height"]


def test_the_greeting_is_short_and_says_what_this_is_before_anything_is_sent(
    page: Page, rasa: StandInRasa
) -> None:
    greeting = bubbles(page, "bot").inner_text()
    assert len(greeting.split()) <= 30
    for words in ("svarssystem, en robot", "inte säga vem du är", "112"):
        assert words in greeting
    assert rasa.heard == []


def test_what_to_think_of_before_writing_is_one_press_away(page: Page) -> None:
    fold = page.locator("details.before")
    for words in RISKS:
        expect(fold.get_by_text(words)).to_be_hidden()
    page.get_by_text("Innan du skriver").click()
    for words in RISKS:
        expect(fold.get_by_text(words)).to_be_visible()
    no_violations(page)


def test_the_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    erase = page.get_by_role("button", name="Radera samtalet")
    more = page.get_by_text("Mer", exact=True)
    more.press("Enter")
    expect(erase).to_be_visible()
    no_violations(page)
    page.keyboard.press("Escape")
    expect(erase).to_be_hidden()
    expect(more).to_be_focused()


def test_the_menu_closes_when_something_else_is_used(page: Page) -> None:
    page.get_by_text("Mer", exact=True).click()
    erase = page.get_by_role("button", name="Radera samtalet")
    expect(erase).to_be_visible()
    page.get_by_label("Skriv här").focus()
    expect(erase).to_be_hidden()
    choose_below(page, "Radera samtalet")
    expect(erase).to_be_hidden()
