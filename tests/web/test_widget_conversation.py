"""A conversation in a real browser, and what becomes of it when something is lost."""

from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.support.page import bubbles, say
from tests.support.visitor_page import press_erase
from tests.web.conftest import StandInRasa


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
    rasa.answer = lambda _: [{"text": evil, "sources": [evil]}]
    say(page, evil)
    expect(bubbles(page, "bot").nth(1)).to_have_text(evil)
    expect(bubbles(page, "you")).to_have_text(evil)
    assert page.locator("li img, li b").count() == 0
    assert page.title() != "broken in"


def test_the_keyboard_alone_is_enough(page: Page, rasa: StandInRasa) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_focused()
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.querySelector('avhoppar-chat').shadowRoot.activeElement?.textContent")
        )
    assert {"Innan du skriver", "Vad kan jag fråga om?", "Skicka", "Mer"} <= reached
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
    page.get_by_role("button", name="Gör självkontrollen").click()
    expect(bubbles(page, "notice")).to_be_visible()
    rasa.error = None
    page.get_by_role("button", name="Gör självkontrollen").click()
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert rasa.heard[0]["message"] == "/start_self_check"


def test_a_lost_connection_recovers_by_itself_and_doubles_nothing(page: Page, rasa: StandInRasa) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    page.context.set_offline(True)
    say(page, "är ni kvar")
    expect(page.get_by_role("status").first).to_contain_text("Ingen kontakt")
    expect(page.get_by_role("status").first).to_contain_text("112")
    expect(page.get_by_role("status").first).to_contain_text("numret till Vägvalet")
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

    page.route("**/api/messages?*", lose_the_first)
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert [message["message_id"] for message in rasa.heard] == ["1", "1"]
    assert bubbles(page, "bot").count() == 3


def test_erasing_empties_the_page_and_the_server(page: Page, rasa: StandInRasa) -> None:
    say(page, "mitt hemliga ärende")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    press_erase(page)
    expect(bubbles(page, "notice")).to_have_text("Samtalet är raderat, här och på servern.")
    expect(page.get_by_text("mitt hemliga ärende")).to_have_count(0)
    assert rasa.forgotten == [rasa.heard[0]["sender"]]


def test_what_is_not_erased_is_not_said_to_be_and_can_be_tried_again(page: Page, rasa: StandInRasa) -> None:
    say(page, "hej")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    rasa.status = 500
    press_erase(page)
    expect(bubbles(page, "notice")).to_contain_text("kunde inte raderas på servern")
    expect(bubbles(page, "notice")).to_contain_text("numret till Vägvalet")
    rasa.status = 200
    press_erase(page)
    expect(bubbles(page, "notice").last).to_have_text("Samtalet är raderat, här och på servern.")
    assert rasa.forgotten == [rasa.heard[0]["sender"]]
