"""What arrives after the visitor has gone on to something else."""

from playwright.sync_api import Page, Route, expect

from tests.support.page import bubbles, say
from tests.support.visitor_page import STATE, press_erase
from tests.web.conftest import StandInRasa

ERASED = "Samtalet är raderat, här och på servern."
TO_A_HUMAN = "Det du skriver här går till en handläggare."


class HeldMessages:
    """Messages of the page that reach the server only when they are let through."""

    def __init__(self, page: Page) -> None:
        self._page, self._held = page, list[Route]()
        page.route("**/api/messages?*", self._hold)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    def let_through(self) -> None:
        """Waits for the answer, and for the page to have read it."""
        with self._page.expect_response("**/api/messages?*") as answered:
            self._held.pop().continue_()
        answered.value.finished()
        self._page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")


def ask_for_a_human(page: Page) -> None:
    page.locator(".foot").get_by_role("button", name="Prata med en människa").click()
    expect(page.get_by_role("button", name="Lämna meddelandet")).to_be_visible()


def test_an_answer_that_arrives_after_erasing_is_not_shown(page: Page) -> None:
    messages = HeldMessages(page)
    with page.expect_request("**/api/messages?*"):
        say(page, "mitt hemliga ärende")
    press_erase(page)
    expect(bubbles(page, "notice")).to_have_text(ERASED)
    messages.let_through()
    assert bubbles(page, "bot").count() == 1
    assert bubbles(page, "you").count() == 0
    expect(page.locator(STATE)).to_have_text("Du skriver med en robot.")


def test_what_is_erased_before_anything_was_connected_is_gone_and_never_sent(
    page: Page, rasa: StandInRasa
) -> None:
    page.context.set_offline(True)
    say(page, "mitt hemliga ärende")
    expect(page.locator(STATE)).to_contain_text("Ingen kontakt")
    press_erase(page)
    expect(bubbles(page, "notice")).to_have_text(ERASED)
    assert bubbles(page, "you").count() == 0
    page.context.set_offline(False)
    say(page, "något nytt")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()
    assert [message["message"] for message in rasa.heard] == ["något nytt"]


def test_who_writes_to_a_human_is_told_so_whatever_the_robot_answers_meanwhile(page: Page) -> None:
    messages = HeldMessages(page)
    with page.expect_request("**/api/messages?*"):
        say(page, "hej")
    ask_for_a_human(page)
    messages.let_through()
    expect(page.locator(STATE)).to_have_text(TO_A_HUMAN)
    page.get_by_role("button", name="Tillbaka till samtalet").click()
    expect(page.locator(STATE)).to_have_text("Du skriver med en robot.")
    expect(bubbles(page, "bot").nth(2)).to_be_visible()


def test_danger_that_is_heard_after_a_human_was_asked_for_goes_along_and_the_visitor_reads_so(
    page: Page, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: [{"text": "Ring 112.", "kind": "danger"}]
    messages = HeldMessages(page)
    with page.expect_request("**/api/messages?*"):
        say(page, "de ska döda mig")
    ask_for_a_human(page)
    told = page.get_by_text("Något du skrev kan betyda fara.")
    expect(told).to_be_hidden()
    messages.let_through()
    expect(told).to_be_visible()
    page.get_by_label("Ditt meddelande").fill("hjälp")
    with page.expect_request("**/api/hand-over?*") as sent:
        page.get_by_role("button", name="Lämna meddelandet").click()
    request = sent.value.post_data_json
    assert request is not None
    assert request["danger"] is True
