"""Help with reading: an answer read aloud, and larger text, in a real browser."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.accessibility import SMALL, fits_in_width, no_violations
from tests.support.page import bubbles, say
from tests.support.visitor_page import choose_below, press_erase
from tests.web.conftest import EXIT_PAGE

VOICES = """voices => {
    const spoken = [];
    const [speak, cancel] = [({ text }) => spoken.push(text), () => spoken.push('-')];
    const speech = { getVoices: () => voices, speak, cancel };
    Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), speech) });
    // The browser's own takes none but its own voices.
    Object.assign(window, { spoken, SpeechSynthesisUtterance: class extends EventTarget {
        constructor(text) { super(); this.text = text; }
    } });
}"""
LOCAL = [{"lang": "sv-SE", "localService": True}]
OF_A_COMPANY = [{"lang": "sv-SE", "localService": False}]


def answered(page: Page, voices: list[dict[str, object]]) -> Locator:
    """The button beside an answer, on a device with these voices."""
    page.add_init_script(f"({VOICES})({json.dumps(voices)})")
    page.reload()
    page.evaluate(f"document.querySelector('avhoppar-chat').setAttribute('exit-page', '{EXIT_PAGE}')")
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    return page.locator("li.bot").last.get_by_role("button", name="Lyssna")


def test_an_answer_is_read_aloud_with_a_voice_of_the_device(page: Page) -> None:
    answered(page, LOCAL).click()
    assert page.evaluate("spoken") == ["Ett svar i två delar.", "Del två."]
    expect(page.get_by_role("button", name="Sluta läsa upp")).to_be_focused()
    no_violations(page)


def test_no_other_voice_is_offered(page: Page) -> None:
    expect(answered(page, OF_A_COMPANY)).to_be_hidden()


@pytest.mark.parametrize(
    "act",
    [press_erase, lambda page: choose_below(page, "Prata med en människa")],
    ids=["erasing", "handing over"],
)
def test_reading_stops(page: Page, act: Callable[[Page], None]) -> None:
    answered(page, LOCAL).click()
    act(page)
    assert page.evaluate("spoken")[-1] == "-"


def test_reading_stops_before_the_page_is_left(page: Page) -> None:
    answered(page, LOCAL).click()
    said = page.evaluate(
        "() => { document.querySelector('avhoppar-chat').shadowRoot.querySelector('.leave').click();"
        "return spoken }"
    )
    assert said[-1] == "-"
    page.wait_for_url(f"**{EXIT_PAGE}")


def size_of(page: Page) -> tuple[float, float]:
    """The letters' size, and how many times that a line takes."""
    style = bubbles(page, "bot").first.evaluate(
        "each => [getComputedStyle(each).fontSize, getComputedStyle(each).lineHeight].map(parseFloat)"
    )
    return style[0], style[1] / style[0]


def test_text_grows_in_one_press_and_shrinks_in_another(page: Page) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    usual = size_of(page)
    choose_below(page, "Större text")
    larger = size_of(page)
    assert larger[0] >= 1.25 * usual[0]
    assert larger[1] >= 1.5
    no_violations(page)
    page.set_viewport_size(SMALL)
    fits_in_width(page)
    choose_below(page, "Vanlig text")
    assert size_of(page) == usual


def test_larger_text_is_kept_for_the_page_only(page: Page) -> None:
    choose_below(page, "Större text")
    larger = size_of(page)
    press_erase(page)
    assert size_of(page) == larger
    page.reload()
    assert size_of(page) < larger
