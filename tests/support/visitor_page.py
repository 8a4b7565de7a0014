"""A visitor on the way to a human, in a real browser."""

from playwright.sync_api import Page, expect

STATE = ".state"


def choose_below(page: Page, name: str) -> None:
    """Presses what stands below the conversation, in the menu if it is there."""
    button = page.locator(".foot").get_by_role("button", name=name)
    if not button.is_visible():
        page.locator(".foot").get_by_text("Mer", exact=True).click()
    button.click()


def press_erase(page: Page) -> None:
    """Presses "Radera samtalet"."""
    choose_below(page, "Radera samtalet")


def open_hand_over(page: Page) -> None:
    """Asks for a human, and waits for what is said first."""
    page.get_by_role("button", name="Prata med en människa").last.click()
    expect(page.get_by_role("group", name="ska följa med")).to_be_visible()


def queue_up(page: Page) -> None:
    """Asks for a human and stands in line; nothing goes along."""
    open_hand_over(page)
    page.get_by_role("button", name="Ställ mig i kön").click()
    expect(page.locator(STATE)).to_contain_text("Din plats i kön")


def leave_message(page: Page, text: str) -> str:
    """Leaves a message when nobody is in; returns the return code."""
    open_hand_over(page)
    page.get_by_label("Ditt meddelande").fill(text)
    page.get_by_role("button", name="Lämna meddelandet").click()
    return shown_code(page)


def shown_code(page: Page) -> str:
    """Reads the return code, and closes it."""
    code = page.locator(".code").inner_text()
    page.get_by_role("button", name="Klar").click()
    return code


def come_back(page: Page, code: str) -> None:
    """Types the return code."""
    choose_below(page, "Jag har en återkomstkod")
    page.get_by_label("Skriv din kod").fill(code)
    page.get_by_role("button", name="Öppna samtalet").click()
    expect(page.get_by_text("Här är det du har skrivit")).to_be_visible()


def texts(page: Page, kind: str) -> list[str]:
    """The bubbles from "you", the "bot", the "worker", the "system" or a "notice"."""
    return page.locator(f"li.{kind} > p").all_inner_texts()
