"""Who gets in at the desk: every route there is, asked for by everybody who should not, in every way."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from bot.intake.models import Role
from bot.municipality import load_profiles
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.security_headers import HEADERS
from lab.desk import csrf_of, csrf_on, give_password, make_account, submit
from tests.support.desk import COOKIE, Desk, opened

CASE = "/desk/cases/1"
SIGN_INS = {
    ("GET", "/desk/sign-in"),
    ("POST", "/desk/sign-in"),
    ("GET", "/desk/code"),
    ("POST", "/desk/code"),
    ("GET", "/desk/provider"),
    ("GET", "/desk/provider/back"),
}
POLLS_OF_WORKERS = {("GET", "/desk/polls/queue"), ("GET", "/desk/polls/cases/1")}
POLLS = POLLS_OF_WORKERS | {("GET", "/desk/polls/session")}
FORMS = ("reason", "take", "messages", "note", "draft", "put-back", "hand-back", "end", "refer", "erase")
OF_WORKERS = {("GET", CASE), *POLLS_OF_WORKERS, *{("POST", f"{CASE}/{form}") for form in FORMS}}
OF_ADMINISTRATORS = {("GET", "/desk/audit")}
REPORT = {("GET", "/desk/report"), ("GET", "/desk/report.csv")}
OF_BOTH = {
    ("GET", "/desk/"),
    ("GET", "/desk/content"),
    ("GET", "/desk/try"),
    ("POST", "/desk/try"),
    ("GET", "/desk/polls/session"),
    ("POST", "/desk/session"),
    ("POST", "/desk/sign-out"),
    *REPORT,
}
EVERYTHING = SIGN_INS | OF_WORKERS | OF_ADMINISTRATORS | OF_BOTH


def walk(mount: Mount) -> Iterator[tuple[str, str]]:
    """Every method and path below; whatever is neither a route nor a mount must be thought about."""
    for route in mount.routes:
        if isinstance(route, Mount):
            yield from ((method, mount.path + path) for method, path in walk(route))
            continue
        assert isinstance(route, Route), route
        path = mount.path + re.sub(r"{\w+(:\w+)?}", "1", route.path)
        yield from ((method, path) for method in (route.methods or set()) - {"HEAD"})


def real_routes() -> list[tuple[str, str]]:
    """What the application itself has under /desk."""
    routes = create_app(Settings(), load_profiles("eskilstuna")).routes
    [desk] = [route for route in routes if str(getattr(route, "path", "")).startswith("/desk")]
    assert isinstance(desk, Mount)
    return sorted(walk(desk), key=lambda each: (each[1] == "/desk/sign-out", each[0], each[1]))


ROUTES = real_routes()
POSTS = [path for method, path in ROUTES if method == "POST"]


@pytest.fixture
def case(desk: Desk, client: TestClient) -> str:
    """The label of case 1."""
    found = opened(desk, client, "message", message="Hemligheten")
    assert found.path == CASE
    return found.label


def everything_kept(desk: Desk) -> str:
    """All that a request could have changed, but for who looked and when."""
    rows = [desk.sql(f"SELECT * FROM {table}") for table in ("cases", "messages", "staff")]
    sessions = desk.sql("SELECT token_hash, csrf_token, is_signed_in FROM desk_sessions")
    return str([*rows, sessions])


def test_the_walk_misses_no_route() -> None:
    assert len(ROUTES) == len(set(ROUTES)) > 15
    assert set(ROUTES) == EVERYTHING


def test_a_guest_gets_to_the_sign_in_and_nowhere_else(desk: Desk, case: str) -> None:
    guest, pretender = desk.browser(), desk.browser()
    pretender.cookies.set(COOKIE, "x" * 43)
    for browser in (guest, pretender):
        for method, path in ROUTES:
            answer = browser.request(method, path, follow_redirects=False)
            assert case not in answer.text
            if (method, path) in POLLS:
                assert answer.status_code == 403, path
            elif path != "/desk/sign-in":
                assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in"), path


@pytest.mark.parametrize("host", ["a/desk/sign-in?", "a/desk/sign-in#", "a/?"])
def test_no_host_that_looks_like_a_path_lets_a_guest_in(desk: Desk, case: str, host: str) -> None:
    """The guard goes by the path that is served, not by an address put together with the Host header."""
    browser = desk.browser()
    for method, path in sorted(EVERYTHING - SIGN_INS):
        answer = browser.request(method, path, headers={"Host": host}, follow_redirects=False)
        assert answer.status_code in (303, 401, 403), (method, path)
        assert case not in answer.text


def test_a_guest_learns_nothing_from_addresses_that_are_not_there(desk: Desk, case: str) -> None:
    guest = desk.browser()
    for path in ("/desk/nowhere", "/desk/cases/1/", "/desk/cases/x", "/desk/cases/99", "/desk/sign-in/x"):
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            answer = guest.request(method, path, follow_redirects=False)
            assert answer.headers.get("location") == "/desk/sign-in", (method, path)


@pytest.mark.parametrize("role", Role)
def test_no_role_gets_what_is_for_the_other(desk: Desk, case: str, role: Role) -> None:
    browser = desk.signed_in("Anna", role)
    others = OF_WORKERS if role is Role.ADMINISTRATOR else OF_ADMINISTRATORS
    csrf, before = csrf_of(browser), everything_kept(desk)
    for method, path in ROUTES:
        if (method, path) in others:
            answer = browser.request(method, path, data={"csrf": csrf} if method == "POST" else None)
            assert answer.status_code == 403, path
            assert case not in answer.text
    assert everything_kept(desk) == before


def test_each_role_gets_what_is_for_it(desk: Desk, case: str) -> None:
    for role, own in {Role.WORKER: OF_WORKERS, Role.ADMINISTRATOR: OF_ADMINISTRATORS}.items():
        browser = desk.signed_in(role.value, role)
        for method, path in ROUTES:
            if (method, path) in own | OF_BOTH:
                asked = submit(browser, path) if method == "POST" else browser.get(path)
                assert asked.status_code not in (401, 403, 404, 405, 500), path


def test_a_script_is_answered_with_a_status_and_never_with_a_page_that_looks_like_success(
    desk: Desk, case: str
) -> None:
    anna = desk.signed_in("Anna")
    submit(anna, f"{CASE}/take")
    fields = {"csrf": csrf_of(anna), "text": "Hej!", "id": "1"}
    for headers in (anna.headers, (guest := desk.browser()).headers):
        headers["Accept"] = "application/json"
    stored = anna.post(f"{CASE}/messages", data=fields)
    assert (stored.status_code, stored.text) == (204, "")
    assert guest.post(f"{CASE}/messages", data=fields, follow_redirects=False).status_code == 403
    assert guest.get(CASE, follow_redirects=False).status_code == 403


WRONG_HEADERS = {
    "no origin": {"Origin": None},
    "foreign origin": {"Origin": "https://evil.example"},
    "origin that begins alike": {"Origin": "https://testserver.evil.example"},
    "our name in front of another": {"Origin": "https://testserver@evil.example"},
    "hidden origin": {"Origin": "null"},
    "the municipality's page": {"Origin": "https://www.example.se"},
    "origin that is no address": {"Origin": "http://["},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "typed in": {"Sec-Fetch-Site": "none"},
}


@pytest.mark.parametrize("headers", WRONG_HEADERS.values(), ids=WRONG_HEADERS)
def test_no_form_is_taken_from_another_site(desk: Desk, case: str, headers: dict[str, str | None]) -> None:
    browser = desk.signed_in("Anna")
    assert submit(browser, f"{CASE}/take").status_code == 303
    fields = {"csrf": csrf_of(browser), "text": "hej", "id": "1", "note": "hej", "referral": "bris"}
    before = everything_kept(desk)
    wrong = {"Origin": "https://testserver", **headers}
    del browser.headers["Origin"]
    browser.headers.update({name: value for name, value in wrong.items() if value})
    found = {path: browser.post(path, data=fields, follow_redirects=False).status_code for path in POSTS}
    assert set(found.values()) == {403}, found
    assert everything_kept(desk) == before


def test_a_form_of_our_own_is_taken_though_the_browser_hides_its_origin(desk: Desk, case: str) -> None:
    """That is what browsers do when a page sends no referrer, as ours do not."""
    browser = desk.signed_in("Anna")
    browser.headers.update({"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert submit(browser, f"{CASE}/take").status_code == 303


def test_no_form_is_taken_without_the_sessions_own_token(desk: Desk, case: str) -> None:
    browser, other = desk.signed_in("Anna"), desk.signed_in("Bo")
    assert submit(browser, f"{CASE}/take").status_code == 303
    fields = {"text": "hej", "id": "1", "note": "hej", "referral": "bris", "code": "123456"}
    right, before = csrf_of(browser), everything_kept(desk)
    wrong = [None, "", "x", csrf_of(other), right[:-1], right.swapcase(), f"{right} "]
    for path in POSTS:
        if path == "/desk/sign-in":
            continue  # there is no session yet
        for csrf in wrong:
            given = fields if csrf is None else {**fields, "csrf": csrf}
            assert browser.post(path, data=given, follow_redirects=False).status_code == 403, (path, csrf)
    assert everything_kept(desk) == before


def test_the_code_is_taken_with_the_right_token_only(desk: Desk) -> None:
    browser = desk.browser()
    csrf = csrf_on(give_password(browser, make_account(desk.case_store, "Anna")).text)
    for given in ({}, {"csrf": f"{csrf}x"}):
        assert "Det gick inte" in browser.post("/desk/code", data={"code": "123456", **given}).text
    assert desk.sql("SELECT count(*) FROM attempts") == [(0,)], "nothing is counted of it"
    assert "Koden stämmer inte" in browser.post("/desk/code", data={"code": "123456", "csrf": csrf}).text


class InlineCode(HTMLParser):
    """Collects what the content security policy would refuse."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and not given.get("src", "").startswith("/static/")):
            self.found.append(tag)
        self.found += [name for name in given if name == "style" or name.startswith("on")]
        self.found += [
            value for value in given.values() if value.lower().startswith(("javascript:", "data:"))
        ]


def test_every_answer_has_the_headers_and_no_inline_code(desk: Desk, case: str) -> None:
    half = desk.browser()
    give_password(half, make_account(desk.case_store, "Bo"))
    worker, administrator = desk.signed_in("Anna"), desk.signed_in("Chefen", Role.ADMINISTRATOR)
    submit(worker, f"{CASE}/take")
    for browser in (desk.browser(), half, administrator, worker):
        for method, path in [*ROUTES, ("GET", "/desk/nowhere"), ("GET", "/desk/cases/99"), ("PUT", "/desk/")]:
            for answer in (
                browser.request(method, path, follow_redirects=False),
                browser.request(method, path, headers={"Origin": "https://evil.example"}),
            ):
                assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, (method, path)
                assert InlineCode(answer.text).found == [], (method, path)
    submit(worker, f"{CASE}/put-back")
    conflict = submit(worker, f"{CASE}/put-back")
    assert conflict.status_code == 409
    assert InlineCode(conflict.text).found == []


@pytest.mark.parametrize("charset", ["undefined", "punycode", "unicode_escape", "utf-8"])
def test_a_form_that_names_how_it_is_written_is_refused_calmly(desk: Desk, charset: str) -> None:
    headers = {"Content-Type": f"multipart/form-data; boundary=x; charset={charset}"}
    body = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n'
    answer = desk.browser().post("/desk/sign-in", content=body.encode(), headers=headers)
    assert answer.status_code == 400
    assert "Inget är ändrat" in answer.text
