"""What a visitor does on the page, and reads there."""

from playwright.sync_api import Locator, Page


def say(page: Page, text: str) -> None:
    """Types a message and sends it."""
    page.get_by_label("Skriv här").fill(text)
    page.keyboard.press("Enter")


def bubbles(page: Page, kind: str) -> Locator:
    """The messages from "you", the "bot", or a "notice"."""
    return page.locator(f"li.{kind} > p")
