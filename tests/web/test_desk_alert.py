"""What calls a worker who looks elsewhere: a sound and a box, which can be tried beforehand."""

import pytest
from playwright.sync_api import Page, expect

from bot.intake.case_store import CaseStore
from tests.support import desk_page
from tests.support.accessibility import is_accessible, tab_to
from tests.support.visitor_page import queue_up
from tests.web.conftest import NewPage

WATCHED = """
window.boxes = [];
window.tones = 0;
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return (Notification.permission = "%s"); }
  constructor(title, { body }) { boxes.push(`${title}: ${body}`); }
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { tones += 1; start.apply(this, when); };
"""


def waiting_worker(
    new_page: NewPage, address: str, case_store: CaseStore, permission: str = "granted"
) -> Page:
    """A worker at the queue, whose browser gives this answer to whether boxes may be shown."""
    worker = new_page()
    worker.add_init_script(WATCHED % permission)
    desk_page.sign_in(worker, address, case_store, "anna")
    return worker


def test_both_are_tried_by_keyboard_and_then_call_when_somebody_waits(
    page: Page, new_page: NewPage, address: str, case_store: CaseStore
) -> None:
    worker = waiting_worker(new_page, address, case_store)
    tab_to(worker, "Prova ljud och ruta")
    worker.keyboard.press("Enter")
    expect(worker.get_by_text("Ljudet spelades. Rutan visas utanför webbläsaren.")).to_be_visible()
    assert worker.evaluate("boxes") == ["Så här ser det ut när någon väntar: "]
    assert worker.evaluate("tones") == 2
    is_accessible(worker)
    queue_up(page)
    link = worker.get_by_role("region", name="Väntar").get_by_role("link")
    expect(link).to_be_visible()
    assert worker.evaluate("boxes.at(-1)") == f"Nytt ärende i kön: {link.inner_text()}"
    worker.wait_for_function("tones === 4")


@pytest.mark.parametrize(
    ("permission", "told"),
    [
        ("denied", "Rutan är avstängd för den här sidan"),
        ("default", "Rutan visas inte förrän du har tillåtit den."),
    ],
)
def test_a_browser_that_shows_no_box_is_told_of(
    new_page: NewPage, address: str, case_store: CaseStore, permission: str, told: str
) -> None:
    worker = waiting_worker(new_page, address, case_store, permission)
    worker.get_by_role("button", name="Prova ljud och ruta").click()
    expect(worker.get_by_text(told)).to_be_visible()
    assert worker.evaluate("boxes") == []
