"""One answer is one thing on the screen, and is read from its beginning."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import desk_page
from tests.support.accessibility import no_violations
from tests.support.page import bubbles, say
from tests.support.visitor_page import STATE, queue_up
from tests.web.conftest import StandInRasa

TWO_ANSWERS: list[dict[str, Any]] = [
    {"text": "Först det ena."},
    {"text": "Mer om det ena.", "sources": ["Överenskommelsen 2023, avsnitt 1.1"]},
    {"text": "Sedan det andra."},
]
DANGER: list[dict[str, Any]] = [
    {"text": "Ring 112 nu om du är i fara."},
    {"text": "Är du i säkerhet just nu?", "kind": "danger", "sources": ["polisen.se"]},
]
LONG: list[dict[str, Any]] = [{"text": "Det här är början. " + "Ett långt svar får inte plats. " * 40}]
RED = "rgb(179, 38, 30)"


def slowly(_: str) -> list[dict[str, Any]]:
    time.sleep(1)
    return LONG


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor with a phone, whose keyboard comes up when the box has the focus."""
    small: Any = {"viewport": {"width": 390, "height": 664}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**small, locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.goto(address)
    yield page
    context.close()


def test_the_bubbles_of_an_answer_are_one_group_with_one_name_and_one_time(page: Page) -> None:
    say(page, "hej")
    group = page.locator("li.bot").last
    expect(group.locator("> p")).to_have_text(["Ett svar i två delar.", "Del två."])
    expect(group.get_by_text("Roboten")).to_have_count(1)
    expect(group.locator("time")).to_have_count(1)


def test_two_answers_are_two_groups_and_only_what_has_a_source_shows_one(
    page: Page, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: TWO_ANSWERS
    say(page, "det ena och det andra")
    groups = page.locator("li.bot")
    expect(groups).to_have_count(3)
    expect(groups.nth(1).locator("> p")).to_have_text(["Först det ena.", "Mer om det ena."])
    expect(groups.nth(1).get_by_text("Källa")).to_have_count(1)
    expect(groups.nth(2).locator("> p")).to_have_text("Sedan det andra.")
    expect(groups.nth(2).get_by_text("Källa")).to_have_count(0)


def test_what_a_worker_writes_in_one_minute_is_one_group(page: Page, worker: Page) -> None:
    page.clock.set_fixed_time("2026-11-27T12:00:10")
    queue_up(page)
    desk_page.take_first(worker)
    for text in ("Hej!", "Vad vill du prata om?"):
        desk_page.answer(worker, text)
        expect(bubbles(page, "worker").last).to_have_text(text)
    times = page.locator("li.worker time").all_inner_texts()
    assert len(times) == len(set(times)), "no time stands twice"
    expect(page.locator("li.worker").first.get_by_text("Handläggaren (människa)")).to_have_count(1)


def test_only_danger_is_red(page: Page, rasa: StandInRasa) -> None:
    border = "each => getComputedStyle(each).borderInlineStartColor"
    rasa.status = 500
    say(page, "hej")
    expect(bubbles(page, "notice")).to_be_visible()
    assert bubbles(page, "notice").evaluate(border) != RED
    rasa.status, rasa.answer = 200, lambda _: DANGER
    say(page, "de är här")
    danger = page.locator("li.danger")
    expect(danger.locator("> p")).to_have_text([each["text"] for each in DANGER])
    assert danger.evaluate(border) == RED
    no_violations(page)


def test_numbers_can_be_pressed_and_are_easy_to_read(page: Page, rasa: StandInRasa) -> None:
    rasa.answer = lambda _: [{"text": "Ring 112 nu, eller 114 14. Lagen heter 2025:934."}]
    say(page, "ring 112")
    links = bubbles(page, "bot").last.get_by_role("link")
    expect(links).to_have_text(["112", "114 14"])
    expect(links.last).to_have_attribute("href", "tel:11414")
    expect(bubbles(page, "you").get_by_role("link")).to_have_count(0)
    expect(bubbles(page, "bot").first.get_by_role("link")).to_have_attribute("href", "tel:112")
    no_violations(page)


def test_numbers_in_a_line_about_a_fault_can_be_pressed(page: Page) -> None:
    page.context.set_offline(True)
    say(page, "hej")
    expect(page.locator(STATE).get_by_role("link")).to_have_attribute("href", "tel:112")
    page.locator(".foot").get_by_role("button", name="Prata med en människa").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute("href", "tel:112")
    no_violations(page)


def test_a_question_of_the_self_check_shows_how_far_one_has_come(page: Page, rasa: StandInRasa) -> None:
    titles = {"/affirm": "Ja", "/deny": "Nej", "/unsure": "Vet inte", "/why_ask": "Varför?"}
    buttons = [{"title": title, "payload": payload} for payload, title in titles.items()]
    rasa.answer = lambda _: [{"text": "Fråga 2 av högst 19: Bor du här?", "buttons": buttons}]
    page.get_by_role("button", name="Gör självkontrollen").click()
    expect(bubbles(page, "bot").last).to_contain_text("Bor du här?")
    expect(page.locator("progress")).to_have_js_property("position", 2 / 19)
    answer, aside = (page.get_by_role("button", name=name, exact=True) for name in ("Ja", "Varför?"))
    heights = [each.evaluate("each => each.offsetHeight") for each in (answer, aside)]
    assert heights[0] > heights[1] >= 44
    no_violations(page)
    answer.click()
    expect(bubbles(page, "bot")).to_have_count(3)
    assert [each["message"] for each in rasa.heard] == ["/start_self_check", "/affirm"]


def test_an_answer_that_is_longer_than_the_window_is_read_from_its_beginning(
    phone: Page, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: [*LONG, *LONG]
    say(phone, "hej")
    first = bubbles(phone, "bot").nth(1)
    expect(first).to_be_visible()
    top = phone.get_by_role("log").bounding_box()
    begins = first.bounding_box()
    assert top
    assert begins
    assert 0 <= begins["y"] - top["y"] <= 20
    expect(phone.get_by_role("button", name="Nya svar")).to_be_hidden()


def test_the_mark_of_new_answers_leads_to_where_the_first_of_them_begins(
    page: Page, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: LONG
    for number in range(2):
        say(page, f"fråga {number}")
        expect(bubbles(page, "bot")).to_have_count(2 + number)
    log = page.get_by_role("log")
    rasa.answer = slowly
    say(page, "en till")
    log.evaluate("node => { node.scrollTop = 0 }")
    page.get_by_role("button", name="Nya svar").click()
    begins, top = bubbles(page, "bot").nth(3).bounding_box(), log.bounding_box()
    assert begins
    assert top
    assert 0 <= begins["y"] - top["y"] <= 20


def test_a_tapped_answer_raises_no_keyboard(phone: Page) -> None:
    phone.get_by_role("button", name="Gör självkontrollen").tap()
    expect(bubbles(phone, "bot").last).to_have_text("Del två.")
    phone.get_by_role("button", name="Mer om det").tap()
    expect(bubbles(phone, "bot")).to_have_count(5)
    expect(phone.get_by_label("Skriv här")).not_to_be_focused()
    expect(phone.get_by_role("log")).to_be_focused()


def test_coming_back_from_the_panel_raises_no_keyboard(phone: Page) -> None:
    phone.get_by_role("button", name="Prata med en människa").tap()
    phone.get_by_role("button", name="Tillbaka till samtalet").tap()
    expect(phone.get_by_role("log")).to_be_focused()


def test_who_types_goes_on_typing(page: Page) -> None:
    page.get_by_label("Skriv här").fill("hej")
    page.get_by_role("button", name="Skicka").click()
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    expect(page.get_by_label("Skriv här")).to_be_focused()


def test_another_language_has_its_own_language_and_direction(page: Page, rasa: StandInRasa) -> None:
    arabic = "في حالة الطوارئ اتصل بالرقم 112."
    rasa.answer = lambda _: [{"text": arabic, "lang": "ar"}]
    page.evaluate("document.documentElement.dir = 'rtl'")
    say(page, "هل تتكلم العربية")
    bubble = bubbles(page, "bot").last
    expect(bubble).to_have_attribute("lang", "ar")
    direction = "each => getComputedStyle(each).direction"
    assert bubble.evaluate(direction) == "rtl"
    assert bubbles(page, "bot").first.evaluate(direction) == "ltr"
    assert page.locator(".foot").evaluate(direction) == "ltr"


def test_a_line_of_the_log_is_never_rebuilt(page: Page) -> None:
    """A live region reads what is added to it."""
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    bubbles(page, "bot").last.evaluate("each => { window.kept = each }")
    say(page, "hej igen")
    expect(bubbles(page, "bot")).to_have_count(5)
    assert bubbles(page, "bot").nth(2).evaluate("each => each === window.kept")
    assert re.search("hej igen", page.get_by_role("log").inner_text())
