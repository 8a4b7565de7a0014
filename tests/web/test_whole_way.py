"""The whole way: a visitor's browser, the public front, Rasa and the action server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import Processes, servers_on_free_ports
from tests.support.browser import chromium


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("whole")
    running = Processes(servers_on_free_ports(folder), folder / "servers.log")
    try:
        for name in running.servers.commands():
            running.start(name)
        running.wait_until_ready()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page(locale="sv-SE")
            page.goto(f"http://127.0.0.1:{running.servers.web_port}")
            yield page
            browser.close()
    finally:
        running.stop_all()


def say(page: Page, text: str) -> str:
    """Writes, waits for the answer, and returns all of it."""
    before = page.locator("li.bot").count()
    page.get_by_label("Skriv här").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("li.bot").nth(before)).to_be_visible(timeout=20_000)
    return "\n".join(page.locator("li.bot > p").all_text_contents()[before:])


def test_a_visitor_asks_checks_is_in_danger_and_erases(page: Page) -> None:
    assert "polis" in say(page, "maste man gola ner folk")
    assert "Vill du börja?" in say(page, "kan jag göra självkontrollen")
    page.get_by_role("button", name="Ja, börja").click()
    expect(page.get_by_text("Fråga 1 av högst")).to_be_visible()
    page.get_by_role("button", name="Nej", exact=True).click()
    expect(page.get_by_text("Fråga 2 av högst")).to_be_visible()
    assert "112" in say(page, "de står utanför min dörr nu")
    page.get_by_role("button", name="Radera samtalet").click()
    expect(page.get_by_text("Samtalet är raderat, här och på servern.")).to_be_visible()
    assert page.locator("li.you").count() == 0
    assert "säkerhet" not in say(page, "ja")
