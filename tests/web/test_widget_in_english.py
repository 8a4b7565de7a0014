"""The chat around a conversation in English, in a real browser."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import no_violations
from tests.support.page import bubbles, say
from tests.support.visitor_page import STATE
from tests.web.conftest import ANSWER, EXIT_PAGE, StandInRasa

IN_ENGLISH: list[dict[str, Any]] = [
    {"text": "You do not have to inform on anyone.", "lang": "en"},
    {
        "text": "Ask first.",
        "lang": "en",
        "kind": "human",
        "buttons": [{"title": "More about that", "payload": "faq/programme"}],
        "sources": ["Överenskommelsen 2023, avsnitt 3"],
    },
]
ARABIC: list[dict[str, Any]] = [{"text": "اتصل بالرقم 112.", "lang": "ar"}]


@pytest.fixture(autouse=True)
def languages(rasa: StandInRasa) -> Iterator[None]:
    """Answers in the language of the message, as the assistant does."""
    answers = {"hello": IN_ENGLISH, "مرحبا": ARABIC}
    rasa.answer = lambda text: answers.get(text, ANSWER)
    yield


@pytest.fixture
def english(page: Page) -> Page:
    """The page, once a question in English has been answered."""
    say(page, "hello")
    expect(bubbles(page, "bot").last).to_have_text("Ask first.")
    return page


def language_of(page: Page, selector: str) -> str | None:
    script = "each => each.closest('[lang]').lang"
    return str(page.locator(selector).last.evaluate(script))


def test_everything_around_the_answer_is_in_english(english: Page) -> None:
    for name in ("Leave this page", "Send", "To a person here in the chat", "Talk to a person"):
        expect(english.get_by_role("button", name=name).last).to_be_visible()
    expect(english.get_by_label("Write here")).to_have_attribute("dir", "auto")
    expect(english.locator(STATE)).to_have_text("You are writing with a robot.")
    english.get_by_text("More", exact=True).click()
    expect(english.get_by_role("button", name="Delete the conversation")).to_be_visible()
    no_violations(english)


def test_each_group_has_the_language_that_it_was_said_in(english: Page) -> None:
    said = english.locator("ol > li").evaluate_all("all => all.map(each => each.lang)")
    assert said == ["sv", "sv", "en"]  # the greeting, the visitor's own, the answer
    assert language_of(english, ".write") == "en"


def test_an_answer_in_swedish_turns_it_back_and_one_in_another_language_does_not(english: Page) -> None:
    english.get_by_label("Write here").fill("مرحبا")
    english.keyboard.press("Enter")
    expect(english.locator("li.bot p[lang=ar]")).to_have_text("اتصل بالرقم 112.")
    expect(english.get_by_role("button", name="Send")).to_be_visible()
    english.get_by_label("Write here").fill("hej")
    english.keyboard.press("Enter")
    expect(english.get_by_role("button", name="Skicka")).to_be_visible()


def test_the_way_to_a_human_is_in_english(english: Page) -> None:
    english.get_by_role("button", name="Talk to a person").last.click()
    expect(english.get_by_role("heading", name="Write to a person")).to_be_focused()
    expect(english.get_by_text("Don't talk about crimes yet.")).to_be_visible()
    no_violations(english)


def test_a_fault_is_told_in_english(english: Page, rasa: StandInRasa) -> None:
    rasa.error = httpx.ReadTimeout("slow")
    english.get_by_label("Write here").fill("and my family?")
    english.keyboard.press("Enter")
    expect(bubbles(english, "notice")).to_contain_text("Right now not everything works here.")
    english.context.set_offline(True)
    english.get_by_label("Write here").fill("again")
    english.keyboard.press("Enter")
    expect(english.locator(STATE)).to_contain_text("trying again. In an emergency, call 112.")
    english.context.set_offline(False)


def test_leaving_shows_english_words_only(english: Page) -> None:
    title, text = english.evaluate(
        "() => { document.querySelector('avhoppar-chat').shadowRoot.querySelector('.leave').click();"
        "return [document.title, document.body.innerText] }"
    )
    assert (title, text) == ("New tab", "Loading …")
    english.wait_for_url(f"**{EXIT_PAGE}")
