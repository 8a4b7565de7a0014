"""Where too much is asked at once, a visitor reads where a human is, and keeps what was written."""

import pytest
from playwright.sync_api import Page, expect

from bot.limits import LONG
from bot.web import pace
from tests.support.page import say
from tests.support.visitor_page import open_hand_over, shown_code
from tests.web.conftest import StandInRasa

WAIT, EMERGENCY = "Vänta en halv minut", "112"
TEXT = " ".join(["Jag vill ut men jag är rädd för vad de gör."] * (LONG // 40))
TYPED = "Kan ni höra av er"


def test_a_long_message_is_given_back_and_can_be_sent_again(
    page: Page, rasa: StandInRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(pace, "AT_ONCE", 0)
        say(page, TEXT)
        expect(page.get_by_text(WAIT)).to_contain_text(EMERGENCY)
        expect(page.get_by_label("Skriv här")).to_have_value(TEXT)
    assert rasa.heard == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ett svar i två delar.")).to_be_visible()
    expect(page.get_by_label("Skriv här")).to_have_value("")


def test_whoever_hands_over_keeps_what_is_typed_and_may_try_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(page, "hej")
    expect(page.get_by_text("Ett svar i två delar.")).to_be_visible()
    open_hand_over(page)
    page.get_by_label("Ditt meddelande").fill(TYPED)
    page.get_by_label("Hela samtalet med roboten").check()
    preview = page.get_by_role("group", name="Så här ser handläggaren det").get_by_role("listitem")
    expect(preview).to_have_count(3)
    with monkeypatch.context() as busy:
        busy.setattr(pace.Pace, "redacting", refused)
        page.get_by_role("button", name="Lämna meddelandet").click()
        expect(page.get_by_text(WAIT)).to_contain_text(EMERGENCY)
        expect(page.get_by_label("Ditt meddelande")).to_have_value(TYPED)
    page.get_by_role("button", name="Lämna meddelandet").click()
    assert shown_code(page)


def refused(*_: object) -> None:
    raise pace.TooFastError
