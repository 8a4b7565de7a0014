"""The plain pages in a browser: without script, for every eye, hand and screen, and left in a hurry."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from bot.intake import sent_forms
from bot.municipality import Profile
from lab.processes import free_port
from lab.profiles import always_open
from tests.support.accessibility import is_accessible, no_violations, tab_to
from tests.support.browser import chromium
from tests.support.pictures import Pictures
from tests.support.plain_pages import READ, WRITE
from tests.support.serving import serving
from tests.web.conftest import StandInRasa

AWAY = "https://away.example/"
DANGER = [{"text": "Ring 112 nu.\n\nSäg var du är.", "kind": "danger"}]
Reader = Callable[[bool], Page]


@pytest.fixture
def profile() -> Profile:
    return always_open().model_copy(update={"exit_page": AWAY})


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """Opens a phone's browser, with or without script; the exit page is answered by the test."""
    with ExitStack() as opened:

        def open_one(runs_script: bool) -> Page:
            size: ViewportSize = {"width": 390, "height": 664}
            context = browser.new_context(viewport=size, locale="sv-SE", java_script_enabled=runs_script)
            opened.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8_000)
            page.route(
                AWAY, lambda route: route.fulfill(body="<title>Väder</title>", content_type="text/html")
            )
            page.goto(f"{address}{WRITE}" if runs_script else address)
            return page

        yield open_one


def leave_message(page: Page, text: str) -> str:
    page.get_by_label("Ditt meddelande").fill(text)
    page.get_by_role("button", name="Lämna meddelandet").click()
    return page.locator(".code").inner_text()


def open_case(page: Page, code: str) -> None:
    page.get_by_role("link", name="Läs svaret").click()
    page.get_by_label("Skriv din kod").fill(code)
    page.get_by_role("button", name="Öppna samtalet").click()


def test_from_the_chats_place_to_the_answer_without_any_script(reader: Reader) -> None:
    page = reader(False)
    page.get_by_role("link", name="lämna ett meddelande utan den").click()
    code = leave_message(page, "Jag vill ut")
    open_case(page, code)
    expect(page.get_by_text("Jag vill ut")).to_be_visible()
    page.get_by_label("Skriv igen").fill("En sak till")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_role("status")).to_have_text("Meddelandet är skickat.")
    page.get_by_label("Skriv igen").fill("halvskrivet")
    page.get_by_role("button", name="Hämta nya svar").click()
    expect(page.get_by_label("Skriv igen")).to_have_value("halvskrivet")
    page.get_by_text("Radera samtalet").first.click()
    page.get_by_label("Ja, radera allt").check()
    page.get_by_role("button", name="Radera samtalet").click()
    expect(page.get_by_role("heading", name="Samtalet är raderat")).to_be_visible()


def test_every_state_is_accessible_in_light_and_dark(
    reader: Reader, rasa: StandInRasa, pictures: Pictures
) -> None:
    def is_fine(name: str) -> None:
        page.emulate_media(color_scheme="dark")
        no_violations(page)
        page.emulate_media(color_scheme="light")
        is_accessible(page)
        pictures.take(page, f"utan-skript-{name}")

    page = reader(True)
    is_fine("1-innan")
    page.get_by_label("Ditt meddelande").fill("å" * 1_001)
    page.get_by_role("button", name="Lämna meddelandet").click()
    expect(page.get_by_role("alert")).to_contain_text("1 tecken för långt")
    assert page.title().startswith("Fel: ")
    is_fine("2-for-langt")
    rasa.answer = lambda _: DANGER
    code = leave_message(page, "de hotar mig")
    expect(page.get_by_role("alert")).to_contain_text("Säg var du är.")
    is_fine("3-kod-och-fara")
    page.get_by_role("link", name="Läs svaret").click()
    is_fine("4-koden")
    page.get_by_label("Skriv din kod").fill("1234")
    page.get_by_role("button", name="Öppna samtalet").click()
    is_fine("5-fel-kod")
    page.get_by_label("Skriv din kod").fill(code)
    page.get_by_role("button", name="Öppna samtalet").click()
    is_fine("6-samtalet")
    page.get_by_text("Radera samtalet").first.click()
    page.get_by_role("button", name="Radera samtalet").click()
    expect(page.get_by_role("alert")).to_contain_text("Kryssa i rutan")
    is_fine("7-radera")
    page.get_by_label("Ja, radera allt").check()
    page.get_by_role("button", name="Radera samtalet").click()
    is_fine("8-raderat")
    page.goto(f"{page.url.split(WRITE)[0]}{WRITE}/ingenting")
    is_fine("9-finns-inte")


def test_the_first_thing_a_keyboard_reaches_is_the_way_out_and_all_else_follows(reader: Reader) -> None:
    page = reader(True)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Lämna sidan")).to_be_focused()
    tab_to(page, "Ditt meddelande")
    page.keyboard.type("Från tangentbordet")
    tab_to(page, "Lämna meddelandet")
    page.keyboard.press("Enter")
    expect(page.locator(".code")).to_be_visible()


@pytest.mark.parametrize("size", [(390, 664), (320, 256)])
def test_the_way_out_and_112_stay_in_view_however_far_one_reads(
    reader: Reader, size: tuple[int, int]
) -> None:
    page = reader(True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_role("button", name="Lämna meddelandet").scroll_into_view_if_needed()
    for name in ("Lämna sidan", "Akut? Ring 112"):
        link = page.get_by_role("link", name=name)
        expect(link).to_be_in_viewport()
        box = link.bounding_box()
        assert box and box["height"] >= 44


@pytest.mark.parametrize("runs_script", [False, True])
def test_leaving_leads_away_and_back_shows_nothing_that_was_written(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, runs_script: bool
) -> None:
    """Going back, a browser sends the form again, after asking; this one does not even ask."""
    monkeypatch.setattr(sent_forms, "AGAIN_WITHIN", timedelta(0))
    page = reader(runs_script)
    if not runs_script:
        page.get_by_role("link", name="lämna ett meddelande utan den").click()
    leave_message(page, "mitt hemliga ärende")
    asked: list[str | None] = []
    page.on("request", lambda request: asked.append(request.headers.get("referer")))
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url(AWAY)
    assert asked and set(asked) == {None}, "no address is told where one was"
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", name="Redan skickat")).to_be_visible()
    assert page.get_by_text("hemliga").or_(page.locator(".code")).count() == 0


class TestWhereABrowserKeepsPagesForAWhile:
    @pytest.fixture
    def profile(self) -> Iterator[Profile]:
        """Its exit page has a server: where requests are answered by a test, no page is kept."""
        elsewhere = Starlette(routes=[Route("/", lambda _: Response("Väder", media_type="text/html"))])
        port = free_port()
        with serving(elsewhere, port):
            yield always_open().model_copy(update={"exit_page": f"http://localhost:{port}/"})

    def test_back_does_not_show_what_was_typed(
        self, browser: Browser, address: str, profile: Profile
    ) -> None:
        switches = ["--disable-back-forward-cache"]
        with browser.browser_type.launch(
            executable_path=chromium(), args=["--no-sandbox"], ignore_default_args=switches
        ) as own:
            page = own.new_page()
            page.set_default_timeout(8_000)
            page.goto(f"{address}{WRITE}")
            page.get_by_label("Ditt meddelande").fill("mitt hemliga ärende")
            page.get_by_role("link", name="Lämna sidan").click()
            page.wait_for_url(profile.exit_page)
            page.go_back(wait_until="commit")
            expect(page.get_by_label("Ditt meddelande")).to_have_value("")


def test_in_the_chats_place_the_way_out_is_a_link_that_a_skip_link_can_point_at(reader: Reader) -> None:
    page = reader(False)
    link = page.locator("#lamna-sidan")
    expect(link).to_have_text("Lämna sidan")
    link.click()
    page.wait_for_url(AWAY)


def test_the_pages_need_no_script_and_hold_none(reader: Reader) -> None:
    page = reader(True)
    for path in (WRITE, READ):
        page.goto(re.sub(f"{WRITE}.*", path, page.url))
        assert page.locator("script, [style], [onclick]").count() == 0
