"""Nothing is lost and nothing is doubled, whatever happens to the network, the pages or the process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.intake.case_store import open_case_store
from bot.run.servers import environment
from bot.settings import ROOT, Settings
from lab.processes import free_port
from tests.support import desk_page, visitor_page
from tests.support.page import say
from tests.support.visitor_page import STATE, queue_up
from tests.web.conftest import NewPage

SILENT_SECONDS = 30
"""How long a page is without network, by its own clock."""


def meet(visitor: Page, worker: Page) -> None:
    queue_up(visitor)
    desk_page.take_first(worker)
    expect(visitor.locator(STATE)).to_have_text("Du skriver med en människa.")


def test_a_visitor_who_loses_the_network_misses_nothing_and_says_nothing_twice(
    page: Page, worker: Page
) -> None:
    meet(page, worker)
    page.clock.install()
    page.context.set_offline(True)
    expect(page.locator(STATE)).to_contain_text("Ingen kontakt")
    expect(page.locator(STATE)).to_contain_text("112")
    say(page, "skrivet utan nät")
    for number in (1, 2, 3):
        desk_page.answer(worker, f"svar {number}")
        expect(worker.locator(".lines li.worker")).to_have_count(number)
    for _ in range(SILENT_SECONDS):
        page.clock.run_for(1_000)
    page.context.set_offline(False)
    expect(worker.get_by_text("skrivet utan nät")).to_be_visible()
    expect(page.get_by_text("svar 3")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("Du skriver med en människa.")
    assert visitor_page.texts(page, "worker") == ["svar 1", "svar 2", "svar 3"]
    assert visitor_page.texts(page, "you") == ["skrivet utan nät"]
    assert desk_page.lines(worker, "visitor") == ["skrivet utan nät"]


def test_a_worker_who_loses_the_network_keeps_the_text_and_sends_it_once(page: Page, worker: Page) -> None:
    meet(page, worker)
    worker.context.set_offline(True)
    desk_page.answer(worker, "svar utan nät")
    expect(worker.get_by_text("Inte skickat. Texten är kvar.")).to_be_visible()
    expect(worker.get_by_label("Svara")).to_have_value("svar utan nät")
    say(page, "är du kvar")
    worker.context.set_offline(False)
    worker.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("svar utan nät")).to_be_visible()
    expect(worker.get_by_text("är du kvar")).to_be_visible()
    assert desk_page.lines(worker, "worker") == ["svar utan nät"]


def test_a_worker_who_reloads_sees_every_line_once(page: Page, worker: Page) -> None:
    meet(page, worker)
    for number in range(4):
        say(page, f"rad {number}")
        expect(worker.get_by_text(f"rad {number}")).to_be_visible()
        desk_page.answer(worker, f"svar {number}")
        expect(page.get_by_text(f"svar {number}")).to_be_visible()
        worker.reload()
    assert desk_page.lines(worker, "visitor") == [f"rad {number}" for number in range(4)]
    assert desk_page.lines(worker, "worker") == [f"svar {number}" for number in range(4)]


def test_an_answer_that_got_lost_on_its_way_back_is_not_stored_twice(page: Page, worker: Page) -> None:
    meet(page, worker)
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if lost:
            route.continue_()  # type: ignore[attr-defined]
        else:
            lost.append(route.fetch().text())  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

    page.route("**/api/messages?*", lose_the_first)
    say(page, "sagt en gång")
    expect(worker.get_by_text("sagt en gång")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("Du skriver med en människa.")
    desk_page.answer(worker, "hörde dig")
    expect(page.get_by_text("hörde dig")).to_be_visible()
    assert desk_page.lines(worker, "visitor") == ["sagt en gång"]
    assert visitor_page.texts(page, "you") == ["sagt en gång"]


class Front:
    """The public front in a process of its own; Rasa is not there, nor needed while a human has the case."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.settings = Settings(database_url=f"sqlite:///{folder}/cases.sqlite", key_file=folder / "keys")
        self._log = folder / "web.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        own = {
            "VAGVISAREN_WEB_PORT": str(self.port),
            "VAGVISAREN_RASA_URL": f"http://127.0.0.1:{free_port()}",
            "VAGVISAREN_DATABASE_URL": self.settings.database_url,
            "VAGVISAREN_KEY_FILE": str(self.settings.key_file),
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lab.always_open_web"],
                cwd=ROOT,
                env={**environment(), **own},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        start = time.monotonic()
        while time.monotonic() - start < 60:
            assert self._process.poll() is None, self._log.read_text()
            try:
                if httpx.get(f"{self.address}/health").is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(self._log.read_text())

    def kill(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def log(self) -> str:
        return self._log.read_text()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    front = Front(tmp_path)
    front.start()
    yield front
    front.kill()


def test_a_process_that_is_killed_in_the_middle_loses_nothing(front: Front, new_page: NewPage) -> None:
    visitor, worker = new_page(), new_page()
    desk_page.sign_in(worker, front.address, open_case_store(front.settings), "anna")
    visitor.goto(front.address)
    meet(visitor, worker)
    say(visitor, "rad innan")
    expect(worker.get_by_text("rad innan")).to_be_visible()
    front.kill()
    expect(visitor.locator(STATE)).to_contain_text("Ingen kontakt")
    say(visitor, "medan den är nere")
    expect(worker.get_by_text("Ingen kontakt med servern.")).to_be_visible()
    front.start()
    expect(worker.get_by_text("medan den är nere")).to_be_visible(timeout=15_000)
    desk_page.answer(worker, "svar efteråt")
    expect(visitor.get_by_text("svar efteråt")).to_be_visible(timeout=15_000)
    assert visitor_page.texts(visitor, "you") == ["rad innan", "medan den är nere"]
    assert visitor_page.texts(visitor, "worker") == ["svar efteråt"]
    assert desk_page.lines(worker, "visitor") == ["rad innan", "medan den är nere"]
    assert "rad innan" not in front.log
    assert "127.0.0.1" not in front.log
