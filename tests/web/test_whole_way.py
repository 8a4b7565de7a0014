"""The whole way on running servers: a visitor's browser, the public front, Rasa, actions, and the desk."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.intake.case_store import CaseStore, open_case_store
from bot.settings import Settings
from lab.desk import current_code, make_account
from lab.processes import Processes, servers_on_free_ports
from tests.support import desk_page
from tests.support.pictures import Pictures
from tests.support.visitor_page import STATE, come_back, open_hand_over, press_erase, queue_up, shown_code

PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1100, "height": 760}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    folder: Path = tmp_path_factory.mktemp("whole")
    processes = Processes(
        servers_on_free_ports(folder),
        folder / "servers.log",
        commands={"web": [sys.executable, "-m", "lab.always_open_web"]},
    )
    with processes.run() as running:
        yield running


@pytest.fixture
def address(running: Processes) -> str:
    return f"http://127.0.0.1:{running.servers.web_port}"


@pytest.fixture
def case_store(running: Processes) -> CaseStore:
    folder = running.folder
    return open_case_store(
        Settings(database_url=f"sqlite:///{folder}/cases.sqlite", key_file=folder / "keys")
    )


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor with a phone."""
    context = browser.new_context(viewport=PHONE, locale="sv-SE", timezone_id="Europe/Stockholm")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def say(page: Page, text: str) -> str:
    """Writes, waits for the answer, and returns all of it."""
    before = page.locator("li.bot > p").count()
    page.get_by_label("Skriv här").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("li.bot > p").nth(before)).to_be_visible(timeout=20_000)
    return "\n".join(page.locator("li.bot > p").all_text_contents()[before:])


def choose(page: Page, name: str) -> None:
    """Presses a button that the latest answer offers, and waits for the next answer."""
    before = page.locator("li.bot > p").count()
    page.get_by_role("log").get_by_role("button", name=name, exact=True).click()
    expect(page.locator("li.bot > p").nth(before)).to_be_visible(timeout=20_000)


def test_a_visitor_asks_checks_is_in_danger_and_erases(page: Page) -> None:
    assert "polis" in say(page, "maste man gola ner folk")
    assert "Vill du börja?" in say(page, "kan jag göra självkontrollen")
    choose(page, "Ja, börja")
    choose(page, "Nej")
    expect(page.get_by_text("Fråga 2 av högst")).to_be_visible()
    assert "112" in say(page, "de står utanför min dörr nu")
    press_erase(page)
    expect(page.get_by_text("Samtalet är raderat, här och på servern.")).to_be_visible()
    assert page.locator("li.you").count() == 0
    assert "säkerhet" not in say(page, "ja")


def check(page: Page) -> None:
    """Goes through the self-check as one for whom the programme may be."""
    for _ in range(25):
        if page.get_by_text("Det är en preliminär bild").count():
            return
        question = page.locator("li.bot > p").last.inner_text()
        is_no = any(each in question for each in ("i fara just nu", "under 18", "bevisperson"))
        choose(page, "Nej" if is_no else "Ja")
    raise AssertionError("the self-check does not end")


def answer_and_end(worker: Page, text: str) -> None:
    """Ends the case when the answer is stored."""
    desk_page.answer(worker, text)
    expect(worker.locator(".lines li.worker > p").last).to_have_text(text)
    desk_page.end(worker)


def test_a_visitor_checks_meets_a_worker_and_comes_back_another_day(
    page: Page, browser: Browser, address: str, case_store: CaseStore, pictures: Pictures
) -> None:
    pictures.take(page, "1-forsta-vyn")
    say(page, "måste jag tjalla?")
    pictures.take(page, "2-svar-med-kalla")
    say(page, "jag vill göra självkontrollen")
    choose(page, "Ja, börja")
    pictures.take(page, "3-sjalvkontroll")
    check(page)

    desk = browser.new_context(viewport=SCREEN, locale="sv-SE", timezone_id="Europe/Stockholm")  # type: ignore[arg-type]
    worker = desk.new_page()
    desk_page.sign_in(worker, address, case_store, "Handläggare 1")
    open_hand_over(page)
    page.get_by_label("Resultatet av självkontrollen").check()
    pictures.take(page, "4-vad-ska-folja-med")
    page.get_by_role("button", name="Ställ mig i kön").click()
    expect(page.locator(STATE)).to_contain_text("kön är 1.")
    pictures.take(page, "5-i-kon")
    expect(worker.get_by_role("region", name="Väntar").get_by_role("link")).to_have_count(1)
    pictures.take(worker, "6-skrivbordets-ko")
    desk_page.take_first(worker)
    expect(worker.locator("ol.shared")).to_contain_text("Det är en preliminär bild")
    desk_page.answer(worker, "Hej! Du behöver inte säga vem du är. Vad vill du prata om?")
    expect(page.get_by_text("Vad vill du prata om?")).to_be_visible()
    page.get_by_label("Skriv här").fill("vad kan ni föra vidare till polisen")
    page.keyboard.press("Enter")
    expect(worker.get_by_text("vad kan ni föra vidare till polisen")).to_be_visible()
    desk_page.answer(worker, "Bra att du frågar först. Jag berättar vad som gäller.")
    expect(page.get_by_text("Bra att du frågar först.")).to_be_visible()
    pictures.take(page, "7-med-en-manniska")
    pictures.take(worker, "8-arende")
    page.get_by_role("button", name="Få en återkomstkod").click()
    expect(page.locator(".code")).to_be_visible()
    pictures.take(page, "9-aterkomstkod")
    code = shown_code(page)
    worker.get_by_role("button", name="Låt en kollega svara").click()
    expect(worker.get_by_text("Meddelande att svara på")).to_be_visible()
    page.get_by_role("button", name="Lämna sidan").click()
    worker.get_by_role("button", name="Ta ärendet").click()
    answer_and_end(worker, "Ring gärna när du kan prata ostört.")
    expect(worker.locator("p.state")).to_contain_text("Avslutat")
    desk.close()

    another_day = browser.new_context(viewport=PHONE, locale="sv-SE", timezone_id="Europe/Stockholm")  # type: ignore[arg-type]
    later = another_day.new_page()
    later.goto(address)
    come_back(later, code)
    expect(later.get_by_text("Ring gärna när du kan prata ostört.")).to_be_visible()
    expect(later.locator("li.you > p")).to_have_text(["vad kan ni föra vidare till polisen"])
    pictures.take(later, "10-tillbaka-med-koden")
    assert "polis" in say(later, "maste man gola ner folk"), "the bot answers again"
    another_day.close()


def test_a_worker_signs_in_for_the_first_time_and_sees_the_signs_of_the_queue(
    page: Page, browser: Browser, address: str, case_store: CaseStore, pictures: Pictures
) -> None:
    desk = browser.new_context(viewport=SCREEN, locale="sv-SE", timezone_id="Europe/Stockholm")  # type: ignore[arg-type]
    worker = desk.new_page()
    account = make_account(case_store, "anna")
    worker.goto(f"{address}/desk")
    pictures.take(worker, "11-logga-in")
    worker.get_by_label("Namn").fill(account.name)
    worker.get_by_label("Lösenord").fill(account.password)
    worker.get_by_role("button", name="Fortsätt").click()
    expect(worker.get_by_role("img", name="QR-kod")).to_be_visible()
    pictures.take(worker, "12-engangskod")
    worker.get_by_label("Kod, sex siffror").fill(current_code(worker.locator("code").inner_text()))
    worker.get_by_role("button", name="Logga in").click()

    say(page, "de står utanför min dörr nu")
    queue_up(page)
    page.get_by_label("Skriv här").fill("är det någon där")
    page.keyboard.press("Enter")
    waiting = worker.get_by_role("region", name="Väntar")
    expect(waiting).to_contain_text("Fara")
    expect(waiting).to_contain_text("Obesvarat")
    pictures.take(worker, "15-kons-tecken")
    desk_page.take_first(worker)
    ending = worker.get_by_role("region", name="Lämna över eller avsluta")
    pictures.take(ending, "16-lamna-over-eller-avsluta")

    worker.get_by_role("link", name="Prova").click()
    worker.get_by_label("Besökarens meddelande").fill("får soc skvallra för polisen")
    worker.get_by_role("button", name="Prova").click()
    expect(worker.get_by_role("region", name="Svaret")).to_contain_text("Källa")
    worker.set_viewport_size({"width": 1100, "height": 900})
    pictures.take(worker, "13-prova")
    desk.close()
