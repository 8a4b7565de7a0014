"""A case on a phone: what is needed to answer stands on the screen, and nothing is cut."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support import desk_page
from tests.support.accessibility import is_accessible
from tests.support.visitor_page import queue_up

PHONES: list[ViewportSize] = [{"width": 390, "height": 664}, {"width": 320, "height": 568}]


@pytest.mark.parametrize("phone", PHONES, ids=lambda each: str(each["width"]))
def test_the_reply_and_the_way_to_the_queue_stay_on_the_screen(
    page: Page, worker: Page, phone: ViewportSize
) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    for number in range(5):
        desk_page.answer(worker, f"Rad {number}, som är så lång att den går över mer än en rad.")
        expect(worker.locator(".lines li.worker")).to_have_count(number + 1)
    worker.set_viewport_size(phone)
    worker.get_by_text("Rad 2").scroll_into_view_if_needed()
    for seen in (worker.get_by_label("Svara"), worker.get_by_role("link", name="Kön")):
        expect(seen).to_be_in_viewport(ratio=1)
    assert worker.evaluate("document.documentElement.scrollWidth <= innerWidth")
    is_accessible(worker)
