"""The hand-over and the desk for everybody: axe on each state, keyboard, small screens, forced colours."""

import re

from playwright.sync_api import Page, expect

from bot.intake.case_store import CaseStore
from bot.intake.models import Role
from lab.desk import make_account
from tests.support import desk_page
from tests.support.accessibility import is_accessible, no_violations, tab_to
from tests.support.page import say
from tests.support.visitor_page import STATE, choose_below, leave_message, open_hand_over, queue_up
from tests.web.conftest import ANSWER, NewPage, StandInRasa


def test_every_state_of_the_way_to_a_human(page: Page, worker: Page) -> None:
    say(page, "hej")
    expect(page.get_by_text("Del två.")).to_be_visible()
    open_hand_over(page)
    page.get_by_label("Hela samtalet med roboten").check()
    is_accessible(page)
    page.get_by_role("button", name="Ställ mig i kön").click()
    expect(page.locator(STATE)).to_contain_text("Din plats i kön")
    is_accessible(page)
    desk_page.take_first(worker)
    desk_page.answer(worker, "Hej!")
    expect(page.get_by_text("Hej!", exact=True)).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="Få en återkomstkod").click()
    expect(page.locator(".code")).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="Klar").click()
    page.get_by_role("button", name="Byt återkomstkod").click()
    is_accessible(page)
    page.get_by_role("button", name="Behåll den gamla").click()
    choose_below(page, "Jag har en återkomstkod")
    is_accessible(page)
    page.get_by_label("Skriv din kod").fill("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Koden stämmer inte.")
    is_accessible(page)


def test_every_state_in_dark_with_colours_of_any_municipality(
    page: Page, worker: Page, rasa: StandInRasa
) -> None:
    page.emulate_media(color_scheme="dark")
    danger = {"text": "Är du i säkerhet just nu?", "kind": "danger"}
    rasa.answer = lambda text: [*ANSWER, danger] if text == "fara" else ANSWER
    ground = page.locator(".chat").evaluate("each => getComputedStyle(each).backgroundColor")
    assert all(int(part) < 64 for part in re.findall(r"\d+", ground)), ground
    is_accessible(page)
    for colour, text in (("#17415a", "#fff"), ("#ffdd00", "#000"), ("#ffffff", "#000")):
        style = f"--avhoppar-color: {colour}; --avhoppar-on-color: {text}; --avhoppar-background: #fffdf8"
        page.locator("avhoppar-chat").evaluate("(each, style) => each.setAttribute('style', style)", style)
        say(page, "fara")
        expect(page.locator("li.danger").last).to_be_visible()
        no_violations(page)
    open_hand_over(page)
    no_violations(page)
    page.get_by_role("button", name="Ställ mig i kön").click()
    expect(page.locator(STATE)).to_contain_text("Din plats i kön")
    desk_page.take_first(worker)
    desk_page.answer(worker, "Hej!")
    expect(page.get_by_text("Hej!", exact=True)).to_be_visible()
    no_violations(page)
    page.get_by_role("button", name="Få en återkomstkod").click()
    expect(page.locator(".code")).to_be_visible()
    no_violations(page)


def test_a_page_that_is_light_only_can_keep_the_chat_light(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.locator("avhoppar-chat").evaluate("each => each.setAttribute('scheme', 'light')")
    chat = page.locator(".chat")
    assert chat.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 255, 255)"
    assert chat.evaluate("each => getComputedStyle(each).colorScheme") == "light"


def test_the_message_form_when_nobody_is_in(page: Page) -> None:
    open_hand_over(page)
    is_accessible(page)


def test_every_page_of_the_desk(page: Page, new_page: NewPage, address: str, case_store: CaseStore) -> None:
    worker, administrator = new_page(), new_page()
    worker.goto(f"{address}/desk")
    is_accessible(worker)
    account = make_account(case_store, "bo")
    worker.get_by_label("Namn").fill(account.name)
    worker.get_by_label("Lösenord").fill("fel")
    worker.get_by_role("button", name="Fortsätt").click()
    expect(worker.get_by_role("alert")).to_be_visible()
    is_accessible(worker)
    worker.get_by_label("Namn").fill(account.name)
    worker.get_by_label("Lösenord").fill(account.password)
    worker.get_by_role("button", name="Fortsätt").click()
    expect(worker.get_by_role("img", name="QR-kod")).to_be_visible()
    is_accessible(worker)
    desk_page.sign_in(worker, address, case_store, "cia")
    is_accessible(worker)
    queue_up(page)
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_be_visible()
    is_accessible(worker)
    desk_page.take_first(worker)
    desk_page.answer(worker, "Hej! Du behöver inte säga vem du är.")
    say(page, "hej" * 100)
    expect(worker.get_by_text("hejhej")).to_be_visible()
    worker.get_by_text("Färdiga rader").click()
    is_accessible(worker)
    case = worker.url
    worker.goto(f"{address}/desk/cases/999")
    is_accessible(worker)
    colleague = new_page()
    desk_page.sign_in(colleague, address, case_store, "doris")
    colleague.goto(case)
    worker.goto(case)
    desk_page.end(worker)
    expect(worker.locator("p.state")).to_contain_text("Avslutat")
    is_accessible(worker)
    desk_page.sign_in(administrator, address, case_store, "adam", Role.ADMINISTRATOR)
    expect(administrator.get_by_role("heading", name="Händelser")).to_be_visible()
    is_accessible(administrator)


def test_trying_a_message(worker: Page) -> None:
    worker.get_by_role("link", name="Prova").click()
    worker.get_by_label("Besökarens meddelande").fill("måste man tjalla")
    worker.get_by_role("button", name="Prova").click()
    expect(worker.get_by_role("heading", name="Svaret")).to_be_visible()
    is_accessible(worker)


def test_the_yearly_report(worker: Page) -> None:
    worker.get_by_role("link", name="Årsrapport").click()
    for _ in range(2):  # the running year, and a whole one
        expect(worker.get_by_role("heading", name="Årsrapport")).to_be_visible()
        is_accessible(worker)
        worker.get_by_role("navigation", name="År").get_by_role("link").nth(1).click()


def test_every_answer_and_what_to_do_about_them(worker: Page) -> None:
    worker.get_by_role("link", name="Innehåll", exact=True).click()
    expect(worker.get_by_role("heading", name="Alla svar")).to_be_visible()
    is_accessible(worker)


def test_a_visitor_gets_to_a_human_by_keyboard_alone(page: Page, worker: Page) -> None:
    tab_to(page, "Prata med en människa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Skriv till en människa")).to_be_focused()
    expect(page.get_by_role("group", name="ska följa med")).to_be_visible()
    tab_to(page, "Ingenting")
    page.keyboard.press("Space")
    tab_to(page, "Ställ mig i kön")
    page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_contain_text("Din plats i kön")
    expect(page.get_by_label("Skriv här")).to_be_focused()
    page.keyboard.type("hej")
    page.keyboard.press("Enter")
    desk_page.take_first(worker)
    expect(worker.get_by_text("hej", exact=True)).to_be_visible()


def test_a_worker_answers_by_keyboard_alone(page: Page, worker: Page) -> None:
    queue_up(page)
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_be_visible()
    label = worker.get_by_role("region", name="Väntar").get_by_role("link").inner_text()
    tab_to(worker, label)
    worker.keyboard.press("Enter")
    worker.wait_for_url("**/desk/cases/*")
    tab_to(worker, "Ta ärendet")
    worker.keyboard.press("Enter")
    expect(worker.get_by_label("Svara")).to_be_visible()
    tab_to(worker, "Svara")
    worker.keyboard.type("Hej från tangentbordet")
    worker.keyboard.press("Enter")
    expect(page.get_by_text("Hej från tangentbordet")).to_be_visible()


def test_the_queue_keeps_the_focus_when_it_changes(page: Page, worker: Page, new_visitor: NewPage) -> None:
    queue_up(page)
    link = worker.get_by_role("region", name="Väntar").get_by_role("link").first
    link.focus()
    queue_up(new_visitor())
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_have_count(2)
    expect(link).to_be_focused()


def test_forced_colours_leave_every_boundary_visible(page: Page, worker: Page) -> None:
    for each in (page, worker):
        each.emulate_media(forced_colors="active")
    queue_up(page)
    desk_page.take_first(worker)
    desk_page.answer(worker, "Hej!")
    say(page, "hej")
    expect(worker.locator(".lines li.visitor")).to_be_visible()
    widths = "all => all.map(each => parseFloat(getComputedStyle(each).borderTopWidth))"
    assert min(page.locator("li.you > p, li.worker > p").evaluate_all(widths)) > 0
    assert min(worker.locator(".lines li.visitor, .lines li.worker").evaluate_all(widths)) > 0
    no_violations(page)
    no_violations(worker)


def test_nothing_moves_so_nothing_has_to_stop_when_motion_is_unwanted(page: Page, worker: Page) -> None:
    moving = """root => [...root.querySelectorAll('*')].map(each => getComputedStyle(each)).filter(style =>
        style.scrollBehavior === 'smooth' || style.transitionDuration !== '0s'
        || style.animationName !== 'none'
    ).length"""
    assert page.evaluate(f"({moving})(document.querySelector('avhoppar-chat').shadowRoot)") == 0
    assert worker.evaluate(f"({moving})(document)") == 0


def test_old_lines_are_not_read_again_when_a_visitor_comes_back_to_the_log(page: Page, worker: Page) -> None:
    """A live region reads what is added to it; lines must be added once and never rebuilt."""
    queue_up(page)
    desk_page.take_first(worker)
    desk_page.answer(worker, "första")
    expect(page.get_by_text("första")).to_be_visible()
    page.locator("li.worker").evaluate("each => { window.first = each }")
    page.get_by_role("button", name="Få en återkomstkod").click()
    page.get_by_role("button", name="Klar").click()
    desk_page.answer(worker, "andra")
    expect(page.get_by_text("andra")).to_be_visible()
    assert page.locator("li.worker").first.evaluate("each => each === window.first")


def test_a_code_is_gone_from_the_page_when_it_is_closed(page: Page) -> None:
    code = leave_message(page, "hej")
    assert code not in page.locator("avhoppar-chat").evaluate("each => each.shadowRoot.textContent")
