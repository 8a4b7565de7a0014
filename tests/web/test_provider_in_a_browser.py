"""Signing in with the municipality's account: a real provider, a real browser, from click to queue."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.intake.case_store import CaseStore
from bot.municipality import Profiles, load_profile
from bot.settings import Settings
from bot.web.app import create_app
from lab.processes import free_port
from lab.settings import settings_of
from tests.support.accessibility import no_violations
from tests.support.desk import COOKIE
from tests.support.desk_page import sign_in as sign_in_locally
from tests.support.identity_provider import SETTINGS, IdentityProvider, log_in
from tests.support.serving import serving
from tests.web.conftest import NewPage, StandInRasa

BUTTON = "Logga in med kommunens konto"
PORT = free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    folder = tmp_path_factory.mktemp("provider")
    with IdentityProvider(f"{ADDRESS}/desk/provider/back", folder) as provider:
        yield provider


@pytest.fixture
def desk_address(provider: IdentityProvider, web_settings: Settings, rasa: StandInRasa) -> Iterator[str]:
    """A front of two municipalities that has this provider."""
    own = {name: getattr(web_settings, name) for name in ("database_url", "key_file")}
    settings = settings_of({**own, **SETTINGS, "oidc_issuer": provider.issuer, "public_url": ADDRESS})
    both = Profiles(load_profile("eskilstuna"), load_profile("botkyrka"))
    with serving(create_app(settings, both, httpx.MockTransport(rasa.handle)), PORT) as address:
        yield address


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/desk")
    page.get_by_role("link", name=BUTTON).click()
    log_in(page, name)


@pytest.mark.parametrize(("name", "municipality"), [("anna", "Eskilstuna kommun"), ("bo", "Botkyrka kommun")])
def test_a_worker_comes_to_the_queue_of_their_own_municipality(
    new_page: NewPage, desk_address: str, name: str, municipality: str
) -> None:
    page = new_page()
    sign_in(page, desk_address, name)
    expect(page).to_have_url(f"{desk_address}/desk/")
    expect(page.get_by_role("region", name="Väntar")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text(municipality)
    expect(page.get_by_role("banner")).to_contain_text(f"{name.capitalize()}, handläggare")


def test_only_our_own_session_is_left_in_the_browser(new_page: NewPage, desk_address: str) -> None:
    page = new_page()
    sign_in(page, desk_address, "anna")
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    [cookie] = page.context.cookies(desk_address)
    assert cookie["name"] == COOKIE
    assert (cookie["sameSite"], cookie["httpOnly"], cookie["secure"]) == ("Strict", True, True)
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()
    assert page.context.cookies(desk_address) == []


def test_an_administrator_comes_to_the_log_which_tells_how_people_signed_in(
    new_page: NewPage, desk_address: str
) -> None:
    worker, nobody, administrator = new_page(), new_page(), new_page()
    sign_in(worker, desk_address, "anna")
    expect(worker.get_by_role("button", name="Logga ut")).to_be_visible()
    sign_in(nobody, desk_address, "nils")
    expect(nobody.get_by_role("alert")).to_be_visible()
    sign_in(administrator, desk_address, "eva")
    expect(administrator).to_have_url(f"{desk_address}/desk/audit")
    log = administrator.get_by_role("table")
    expect(log).to_contain_text("loggade in med kommunens konto Anna")
    expect(log).to_contain_text("loggade in med kommunens konto Eva")
    expect(log).to_contain_text("någon utan konto")
    expect(log).not_to_contain_text("Nils")


@pytest.mark.parametrize(
    ("name", "text"), [("nils", "ingen roll"), ("vera", "får ingen vara båda"), ("olga", "någon kommun")]
)
def test_who_has_no_rights_here_reads_whom_to_ask_and_is_not_in(
    new_page: NewPage, desk_address: str, name: str, text: str
) -> None:
    page = new_page()
    sign_in(page, desk_address, name)
    expect(page.get_by_role("heading", name="Du är inte inloggad")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(text)
    expect(page.get_by_role("alert")).to_contain_text("kommunens it-stöd")
    no_violations(page)
    page.get_by_role("link", name="Till inloggningen").click()
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()
    page.goto(f"{desk_address}/desk/")
    expect(page).to_have_url(f"{desk_address}/desk/sign-in")


def test_accounts_of_ours_work_beside_it(new_page: NewPage, desk_address: str, case_store: CaseStore) -> None:
    page = new_page()
    sign_in_locally(page, desk_address, case_store, "anna")
    expect(page.get_by_role("region", name="Väntar")).to_be_visible()
    page.get_by_role("button", name="Logga ut").click()
    no_violations(page)
