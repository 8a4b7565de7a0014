"""What a worker has written and not yet sent survives whatever happens to the page, and is nobody else's."""

import html
import re

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from bot.intake.case_store import CaseStore
from bot.intake.queue import IDLE
from bot.web.clock import now
from lab.desk import submit
from tests.support import desk_page
from tests.support.desk import Desk, Opened, opened
from tests.support.visitor_page import queue_up
from tests.web.conftest import NewPage
from tests.web.test_desk_sending import set_sessions

SAVED = "Utkast sparat"


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    """A worker who is in."""
    return desk.signed_in("Anna")


@pytest.fixture
def case(desk: Desk, client: TestClient, anna: TestClient) -> Opened:
    """A case that Anna has."""
    found = opened(desk, client, message="Är någon där?")
    submit(anna, f"{found.path}/take")
    return found


def draft(browser: TestClient, case: Opened, kind: str, text: str) -> int:
    return int(submit(browser, f"{case.path}/draft", kind=kind, text=text).status_code)


def in_the_box(browser: TestClient, case: Opened, name: str) -> str:
    found = re.search(rf'<textarea id="{name}".*?>(.*?)</textarea>', browser.get(case.path).text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_drafts_are_in_their_boxes_until_they_are_sent_and_saved(anna: TestClient, case: Opened) -> None:
    assert draft(anna, case, "reply", "Ring på mån") == draft(anna, case, "note", "Vill ses") == 303
    assert (in_the_box(anna, case, "text"), in_the_box(anna, case, "note")) == ("Ring på mån", "Vill ses")
    submit(anna, f"{case.path}/note", note="Vill ses på tisdag")
    assert (in_the_box(anna, case, "text"), in_the_box(anna, case, "note")) == (
        "Ring på mån",
        "Vill ses på tisdag",
    )
    submit(anna, f"{case.path}/messages", text="Ring på måndag.", id="1")
    assert in_the_box(anna, case, "text") == ""


def test_a_draft_is_for_whoever_has_the_case_and_nobody_else_reads_it(
    desk: Desk, anna: TestClient, case: Opened
) -> None:
    bo = desk.signed_in("Bo")
    draft(anna, case, "note", "Papegoja")
    assert "Papegoja" not in bo.get(case.path).text
    assert draft(bo, case, "note", "Ekorre") == 409
    submit(anna, f"{case.path}/put-back")
    submit(bo, f"{case.path}/take")
    assert in_the_box(bo, case, "note") == ""
    submit(bo, f"{case.path}/note", note="Bos ord")
    submit(bo, f"{case.path}/put-back")
    submit(anna, f"{case.path}/take")
    assert in_the_box(anna, case, "note") == "Papegoja"
    assert "Sparad nu: Bos ord" in anna.get(case.path).text  # before it is replaced


def test_a_draft_that_is_neither_or_too_long_is_refused(anna: TestClient, case: Opened) -> None:
    assert draft(anna, case, "poem", "hej") == 400
    assert [draft(anna, case, "reply", "å" * length) for length in (2_000, 2_001)] == [303, 400]
    assert [draft(anna, case, "note", "å" * length) for length in (5_000, 5_001)] == [303, 400]


def test_drafts_survive_a_save_a_reload_and_another_case(
    page: Page, worker: Page, new_visitor: NewPage
) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    case = worker.url
    worker.get_by_label("Besökaren ser den inte").fill("Vill ses.")
    worker.get_by_label("Svara").press_sequentially("Ring på måndag")
    expect(worker.get_by_text(SAVED)).to_have_count(2)
    worker.get_by_role("button", name="Spara anteckningen").click()
    expect(worker.get_by_text("Anteckningen är sparad.")).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag")
    worker.reload()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag")
    expect(worker.get_by_label("Besökaren ser den inte")).to_have_value("Vill ses.")
    worker.get_by_label("Svara").fill("Ring på måndag klockan nio.")
    worker.get_by_role("link", name="Kön", exact=True).click()  # at once
    queue_up(new_visitor())
    desk_page.take_first(worker)
    expect(worker.get_by_label("Svara")).to_have_value("")
    worker.goto(case)
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag klockan nio.")
    worker.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Ring på måndag klockan nio.", exact=True)).to_be_visible()
    worker.reload()
    expect(worker.get_by_label("Svara")).to_have_value("")


def test_what_is_written_after_the_session_ended_is_kept_once_the_worker_has_signed_in_again(
    page: Page, worker: Page, case_store: CaseStore
) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    set_sessions(case_store, active_at=now() - IDLE)
    worker.get_by_label("Svara").press_sequentially("Ring på måndag.")
    expect(worker.get_by_text("Utkastet är inte sparat än.")).to_be_visible()
    set_sessions(case_store, active_at=now(), csrf_token="of another session, in another tab")
    expect(worker.get_by_text(SAVED)).to_be_visible()
    worker.reload()
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag.")


def test_whoever_types_is_not_idle(page: Page, worker: Page, case_store: CaseStore) -> None:
    queue_up(page)
    desk_page.take_first(worker)
    set_sessions(case_store, active_at=now() - IDLE * 0.99)
    worker.get_by_label("Svara").press_sequentially("Ring på måndag.")
    expect(worker.get_by_text(SAVED)).to_be_visible()
    set_sessions(case_store, seen_at=now())
    worker.goto(worker.url)
    expect(worker.get_by_label("Svara")).to_have_value("Ring på måndag.")
