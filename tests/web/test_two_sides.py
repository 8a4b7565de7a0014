"""A visitor and an intake worker, each in a browser of their own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from bot.intake.case_store import CaseStore
from bot.intake.models import Case, DeskSession
from bot.web.clock import now
from tests.support import desk_page, visitor_page
from tests.support.browser import chromium
from tests.support.page import say
from tests.support.visitor_page import (
    STATE,
    come_back,
    leave_message,
    open_hand_over,
    press_erase,
    queue_up,
    shown_code,
)
from tests.web.conftest import NewPage, StandInRasa

OUTCOME: list[dict[str, Any]] = [
    {"text": "Dina svar pekar på att du kan höra hit."},
    {"text": "Det är inget beslut.", "kind": "outcome", "sources": ["Avsnitt 1"]},
]
DANGER = [{"text": "Ring 112 nu om du är i fara.", "kind": "danger", "sources": ["polisen.se"]}]


def test_both_sides_talk_the_worker_ends_it_and_the_visitor_comes_back(
    page: Page, worker: Page, new_visitor: NewPage, rasa: StandInRasa
) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    expect(page.locator(STATE)).to_have_text("Du skriver med en människa.")
    desk_page.answer(worker, "Hej! Vad vill du prata om?")
    expect(page.get_by_text("Hej! Vad vill du prata om?")).to_be_visible(timeout=3_000)
    say(page, "jag vill ut")
    expect(worker.get_by_text("jag vill ut")).to_be_visible(timeout=3_000)
    assert not rasa.heard, "the bot is silent while a human has the case"
    page.get_by_role("button", name="Få en återkomstkod").click()
    code = shown_code(page)
    desk_page.end(worker)
    expect(page.get_by_text("Handläggaren har avslutat samtalet.")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("Du skriver med en robot.")

    later = new_visitor()
    come_back(later, code)
    expect(later.get_by_text("Hej! Vad vill du prata om?")).to_be_visible()
    assert visitor_page.texts(later, "you") == ["jag vill ut"]
    expect(later.locator(STATE)).to_have_text("Du skriver med en robot.")


def test_what_goes_along_is_shown_exactly_as_the_worker_sees_it(
    page: Page, worker: Page, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: OUTCOME
    say(page, "klar")
    expect(page.get_by_text("Det är inget beslut.")).to_be_visible()
    open_hand_over(page)
    preview = page.get_by_role("group", name="Så här ser handläggaren det").get_by_role("listitem")
    assert preview.count() == 0, "nothing goes along unless it is chosen"
    page.get_by_label("Resultatet av självkontrollen").check()
    expect(preview).to_have_count(2)
    page.get_by_label("Hela samtalet med roboten").check()
    expect(preview).to_have_count(3)
    promised = [
        line.removeprefix("Du:").removeprefix("Roboten:").strip() for line in preview.all_inner_texts()
    ]
    assert promised == ["klar", *(each["text"] for each in OUTCOME)]
    page.get_by_role("button", name="Ställ mig i kön").click()
    desk_page.take_first(worker)
    seen = worker.locator("ol.shared > li").all_inner_texts()
    assert [line.partition(":")[2].strip() for line in seen] == promised


def test_when_nobody_is_in_a_message_is_left_and_its_answer_read_later(
    page: Page, new_visitor: NewPage, new_page: NewPage, address: str, case_store: CaseStore
) -> None:
    code = leave_message(page, "kan ni skriva till mig")
    expect(page.locator(STATE)).to_contain_text("Ingen människa läser just nu")
    page.get_by_role("button", name="Lämna sidan").click()
    page.wait_for_url("**/health")

    worker = new_page()
    desk_page.sign_in(worker, address, case_store, "bo")
    worker.get_by_role("region", name="Väntar").get_by_role("link").click()
    expect(worker.get_by_text("kan ni skriva till mig")).to_be_visible()
    worker.get_by_role("button", name="Ta ärendet").click()
    desk_page.answer(worker, "Ja. Ring gärna i morgon.")
    expect(worker.locator(".lines li.worker")).to_have_count(1)

    later = new_visitor()
    come_back(later, code)
    expect(later.get_by_text("Ja. Ring gärna i morgon.")).to_be_visible()
    expect(later.locator(STATE)).to_have_text("Du skriver med en människa.")
    say(later, "tack")
    expect(worker.get_by_text("tack")).to_be_visible()


def test_the_place_in_line_is_shown_and_danger_goes_first(
    page: Page, worker: Page, new_visitor: NewPage, rasa: StandInRasa
) -> None:
    queue_up(page)
    expect(page.locator(STATE)).to_contain_text("kön är 1.")
    other = new_visitor()
    queue_up(other)
    expect(other.locator(STATE)).to_contain_text("kön är 2.")
    rasa.answer = lambda _: DANGER
    say(other, "de står utanför")
    expect(other.get_by_text("Ring 112 nu om du är i fara.")).to_be_visible()
    expect(other.locator(STATE)).to_contain_text("kön är 1.")
    expect(page.locator(STATE)).to_contain_text("kön är 2.")
    first = worker.get_by_role("region", name="Väntar").get_by_role("listitem").first
    expect(first).to_contain_text("Fara")
    assert worker.title().startswith("(2)")


def test_who_has_waited_too_long_is_offered_other_ways(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    queue_up(page)
    with case_store.transaction() as session:
        session.execute(update(Case).values(waiting_since=now() - timedelta(minutes=11)))
    expect(page.get_by_text("Det har tagit lång tid.")).to_contain_text("112")
    page.get_by_role("button", name="Lämna ett meddelande i stället").click()
    page.get_by_label("Ditt meddelande").fill("jag orkar inte vänta")
    page.get_by_role("button", name="Lämna meddelandet").click()
    shown_code(page)
    expect(page.locator(STATE)).to_contain_text("Ingen människa läser just nu")
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_have_count(1)


def test_a_visitor_is_told_when_the_worker_has_gone(page: Page, worker: Page, case_store: CaseStore) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    expect(page.locator(STATE)).to_have_text("Du skriver med en människa.")
    worker.close()
    with case_store.transaction() as session:
        session.execute(update(DeskSession).values(seen_at=now() - timedelta(minutes=2)))
    expect(page.locator(STATE)).to_contain_text("Handläggaren är inte här just nu.")
    expect(page.locator("li.notice")).to_contain_text("112")


def test_an_erased_conversation_is_gone_at_the_desk_too(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    say(page, "det här ska bort")
    expect(worker.get_by_text("det här ska bort")).to_be_visible()
    press_erase(page)
    expect(page.get_by_text("Samtalet är raderat, här och på servern.")).to_be_visible()
    expect(worker.get_by_text("Ärendet finns inte längre.")).to_be_visible()
    worker.reload()
    expect(worker.get_by_text("det här ska bort")).to_have_count(0)


def test_the_worker_hands_back_to_the_bot(page: Page, worker: Page, rasa: StandInRasa) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.get_by_role("button", name="Lämna tillbaka till roboten").click()
    expect(page.get_by_text("Handläggaren har lämnat tillbaka samtalet.")).to_be_visible()
    say(page, "hej robot")
    expect(page.get_by_text("Ett svar i två delar.")).to_be_visible()
    assert [message["message"] for message in rasa.heard] == ["hej robot"]


def test_the_worker_refers_on(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.locator("summary", has_text="Hänvisa vidare").click()
    worker.get_by_role("button", name="Ja, hänvisa vidare").click()
    expect(worker.locator("p.state")).to_contain_text("Pågår")  # nothing is chosen beforehand
    worker.get_by_label("Vart?").select_option("bris")
    worker.get_by_role("button", name="Ja, hänvisa vidare").click()
    desk_page.do_it_now(worker)
    expect(page.get_by_text("116 111")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("Du skriver med en robot.")


def test_a_ready_made_line_is_offered_and_not_sent(page: Page, worker: Page) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    worker.get_by_text("Färdiga rader").click()
    worker.get_by_role("button", name="Är du trygg?").click()
    expect(worker.get_by_label("Svara")).to_have_value(
        "Är du i säkerhet just nu? Om du är i fara, ring 112 först. Vi kan fortsätta sedan."
    )
    assert visitor_page.texts(page, "worker") == []


@pytest.fixture
def notified(browser: Browser, address: str, case_store: CaseStore) -> Iterator[Page]:
    """A worker who allows notifications, which need a whole browser; `shown` is what they were."""
    with browser.browser_type.launch(executable_path=chromium(), args=["--no-sandbox"]) as own:
        worker = own.new_page(locale="sv-SE")
        worker.set_default_timeout(8_000)
        worker.context.grant_permissions(["notifications"])
        worker.add_init_script(
            "window.shown = []; const real = Notification;"
            "window.Notification = class { static get permission() { return real.permission }"
            " constructor(title, options) { window.shown.push([title, options]) } }"
        )
        desk_page.sign_in(worker, address, case_store, "anna")
        yield worker


def test_a_worker_who_is_signed_out_while_waiting_is_told_outside_the_page_too(
    notified: Page, case_store: CaseStore
) -> None:
    with case_store.transaction() as session:
        session.execute(update(DeskSession).values(active_at=now() - timedelta(minutes=31)))
    expect(notified.get_by_text("Du är utloggad. Logga in i en ny flik.")).to_be_visible()
    assert notified.title().startswith("Utloggad")
    assert notified.evaluate("window.shown") == [
        ["Utloggad", {"body": "Du räknas inte längre som inne.", "silent": True}]
    ]


def test_a_worker_who_allows_it_is_notified_of_a_new_case_without_a_sound(
    notified: Page, new_visitor: NewPage
) -> None:
    worker = notified
    queue_up(new_visitor())
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_be_visible()
    label = worker.get_by_role("region", name="Väntar").get_by_role("link").inner_text()
    worker.wait_for_function("window.shown.length > 0")
    assert worker.evaluate("window.shown") == [["Nytt ärende i kön", {"body": label, "silent": True}]]
    assert worker.title().startswith("(1)")
