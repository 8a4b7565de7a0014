"""An intake worker at the desk, in a real browser."""

from playwright.sync_api import Page, expect

from bot.intake.case_store import CaseStore
from bot.intake.models import Role
from lab.desk import current_code, make_account


def sign_in(page: Page, address: str, case_store: CaseStore, name: str, role: Role = Role.WORKER) -> None:
    """Makes an account and signs in with it for the first time, as its owner would."""
    account = make_account(case_store, name, role)
    page.goto(f"{address}/desk")
    page.get_by_label("Namn").fill(account.name)
    page.get_by_label("Lösenord").fill(account.password)
    page.get_by_role("button", name="Fortsätt").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("Kod, sex siffror").fill(current_code(secret))
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()


def take_first(page: Page) -> None:
    """Opens the case that is first in the queue, and takes it."""
    page.get_by_role("region", name="Väntar").get_by_role("link").first.click()
    page.get_by_role("button", name="Ta ärendet").click()
    expect(page.get_by_label("Svara")).to_be_visible()
    page.wait_for_load_state()  # the page's scripts have run by then


def answer(page: Page, text: str) -> None:
    """Writes to the visitor."""
    page.get_by_label("Svara").fill(text)
    page.get_by_role("button", name="Skicka").click()


def ask_to_end(page: Page) -> None:
    """Ends the case, and says so once more; it can still be undone."""
    page.locator("summary", has_text="Avsluta").first.click()
    page.get_by_role("button", name="Ja, avsluta ärendet").click()


def end(page: Page) -> None:
    """Ends the case, without waiting until it cannot be undone."""
    ask_to_end(page)
    do_it_now(page)


def do_it_now(page: Page) -> None:
    """Does what could still have been undone."""
    page.get_by_role("button", name="Gör det nu").click()


def lines(page: Page, kind: str) -> list[str]:
    """The lines of the case from "visitor", "worker" or "system", as the worker reads them."""
    return page.locator(f".lines li.{kind} > p").all_inner_texts()
