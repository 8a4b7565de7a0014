"""The public front with a Rasa of the test's own making behind it."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from bot.intake.case_store import CaseStore, open_case_store
from bot.municipality import Profile, Profiles
from bot.settings import Settings
from bot.web import padding
from bot.web.app import create_app
from lab.processes import free_port
from lab.profiles import always_open
from tests.support.browser import headless_chromium
from tests.support.desk import Desk
from tests.support.desk_page import sign_in
from tests.support.hashing import make_hashing_cheap
from tests.support.pictures import Pictures
from tests.support.serving import serving

EXIT_PAGE = "/health"
"""Where "Lämna sidan" leads in these tests: a page of ours, as there is no network."""

ANSWER: list[dict[str, Any]] = [
    {"text": "Ett svar i två delar."},
    {
        "text": "Del två.",
        "buttons": [{"title": "Mer om det", "payload": "faq/programme"}],
        "sources": ["Överenskommelsen 2023, avsnitt 1.1"],
    },
]


TRIAL: dict[str, Any] = {
    "topic": "faq/no_informing",
    "confidence": 0.753,
    "also": ["disclosure/personal"],
    "runners_up": [
        {"topic": "faq/no_informing", "confidence": 0.753},
        {"topic": "faq/police_duty", "confidence": 0.12},
    ],
    "heard": {"danger": {"label": "danger/threat", "probability": 0.014}},
    "move": "svar",
    "state": {"topic": "faq/no_informing"},
    "replies": [
        {
            "text": "Nej. Du måste inte tjalla.",
            "buttons": [{"title": "Egna brott då?", "payload": "faq/own_crimes"}],
            "sources": ["Överenskommelsen 2023, avsnitt 3"],
        }
    ],
}


@dataclass
class StandInRasa:
    """Answers as Rasa's channel does, and remembers what it was asked."""

    answer: Callable[[str], list[dict[str, Any]]] = lambda _: ANSWER
    error: Exception | None = None
    status: int = 200
    danger: str = ""
    """The label of the danger that was heard in every conversation."""
    heard: list[dict[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if self.error:
            raise self.error
        if request.method == "GET":
            return httpx.Response(self.status, json={"status": "ok"})
        content = json.loads(request.content)
        if request.url.path.endswith("/forget"):
            if self.status == 200:
                self.forgotten.append(content["sender"])
            return httpx.Response(self.status, json={})
        if request.url.path.endswith("/try"):
            self.tried.append(content["message"])
            return httpx.Response(self.status, json=TRIAL)
        if request.url.path.endswith("/danger"):
            return httpx.Response(self.status, json={"danger": self.danger})
        self.heard.append(content)
        return httpx.Response(self.status, json=self.answer(content["message"]))


@pytest.fixture
def rasa() -> StandInRasa:
    return StandInRasa()


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Production's hashes take 0.1 s each; tests/intake holds them to it."""
    make_hashing_cheap(monkeypatch)


@pytest.fixture(autouse=True)
def fine_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Production's steps would make every message of every test take 0.2 s; a test holds them to it."""
    monkeypatch.setattr(padding, "STEP", 0.001)


@pytest.fixture
def web_settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """A database, in which are the tables and nothing else, and keys of the test's own."""
    shutil.copyfile(sqlite_template, tmp_path / "cases.sqlite")
    return Settings(database_url=f"sqlite:///{tmp_path}/cases.sqlite", key_file=tmp_path / "keys")


@pytest.fixture
def profile() -> Profile:
    """Eskilstuna, always open, and with one page that may show the chat."""
    return always_open()


@pytest.fixture
def profiles(profile: Profile) -> Profiles:
    """The municipalities that the front serves: one, unless a test says otherwise."""
    return Profiles(profile)


@pytest.fixture
def client(rasa: StandInRasa, web_settings: Settings, profiles: Profiles) -> Iterator[TestClient]:
    app = create_app(web_settings, profiles, httpx.MockTransport(rasa.handle))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def conversation(client: TestClient) -> str:
    started: str = client.post("/api/conversations").json()["conversation"]
    return started


@pytest.fixture
def pictures(pytestconfig: pytest.Config) -> Pictures:
    """Pictures of the pages, where a folder for them is named."""
    folder = pytestconfig.getoption("--pictures")
    return Pictures(Path(folder) if folder else None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=headless_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(rasa: StandInRasa, web_settings: Settings, profiles: Profiles) -> Iterator[str]:
    """The front on a port of its own."""
    app = create_app(web_settings, profiles, httpx.MockTransport(rasa.handle))
    with serving(app, free_port()) as address:
        yield address


@pytest.fixture
def desk(web_settings: Settings, profiles: Profiles, rasa: StandInRasa) -> Iterator[Desk]:
    """The front as it is behind TLS, with everybody's browsers."""
    with Desk(web_settings, profiles, rasa.handle) as desk:
        yield desk


NewPage = Callable[[], Page]


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Opens browsers of different people: nothing is shared between their pages."""
    if "address" in request.fixturenames:
        request.getfixturevalue("address")  # so that pages are closed first: a server waits a second for them
    with ExitStack() as opened:

        def open_one() -> Page:
            context = browser.new_context(viewport={"width": 1000, "height": 900}, locale="sv-SE")
            opened.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8_000)
            return page

        yield open_one


@pytest.fixture
def new_visitor(new_page: NewPage, address: str) -> NewPage:
    """Opens the demonstration page; leaving it goes to a page of ours, as there is no network here."""

    def open_one() -> Page:
        page = new_page()
        page.goto(address)
        page.evaluate(f"document.querySelector('avhoppar-chat').setAttribute('exit-page', '{EXIT_PAGE}')")
        return page

    return open_one


@pytest.fixture
def page(new_visitor: NewPage) -> Page:
    """A visitor."""
    return new_visitor()


@pytest.fixture
def case_store(web_settings: Settings) -> CaseStore:
    """What the front has in its database."""
    return open_case_store(web_settings)


@pytest.fixture
def worker(new_page: NewPage, address: str, case_store: CaseStore) -> Page:
    """An intake worker who has signed in."""
    page = new_page()
    sign_in(page, address, case_store, "anna")
    return page
