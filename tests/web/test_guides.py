"""The guide for web editors, done word by word: its lines stand on a page of a municipality's website."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.municipality import Profile, Profiles
from bot.settings import Settings
from bot.web.app import create_app
from lab.certificate import write_certificate
from lab.processes import free_port
from lab.profiles import AlwaysOpen, always_open
from tests.support.accessibility import no_violations
from tests.support.browser import headless_chromium
from tests.support.guides import WEB_EDITORS, blocks
from tests.support.page import bubbles, say
from tests.support.pictures import Pictures
from tests.support.serving import serving
from tests.web.conftest import StandInRasa

CHAT, SITE, STRANGER = "chat.example.se", "www.example.se", "annan.example.se"
EXIT_HOST = always_open().exit_page.split("/")[2]
[HTML] = blocks(WEB_EDITORS, "html")
[CSS] = blocks(WEB_EDITORS, "css")
[POLICY] = (each.strip() for each in blocks(WEB_EDITORS, "") if "script-src" in each)
[ORIGINS] = (each for each in blocks(WEB_EDITORS, "yaml") if "origins" in each)

STRICT = f"default-src 'none'; style-src 'self'; {POLICY}"
WITHOUT_THE_CHAT = STRICT.replace(f"https://{CHAT}", "")
VISITOR: dict[str, Any] = {
    "ignore_https_errors": True,
    "viewport": {"width": 820, "height": 900},
    "locale": "sv-SE",
    "timezone_id": "Europe/Stockholm",
}
TEXT_INSIDE = "Du kan ringa Vägvalet på"

PAGE = f"""<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Stöd</title><link rel="stylesheet" href="/sida.css"></head>
<body><main>
<h1>Vill du lämna kriminalitet?</h1>
<p>Här kan du fråga utan att säga vem du är. <strong>Är det akut, ring 112.</strong></p>
{HTML}</main></body>
</html>"""
STYLES = f"body {{ font: 18px/1.5 serif; margin: 1.5rem auto; max-width: 40rem }}\n{CSS}"


async def page_of_the_site(request: Request) -> Response:
    """The page with the guide's lines; its address says which security policy it has."""
    policy = WITHOUT_THE_CHAT if request.url.path == "/utan" else STRICT
    return Response(PAGE, media_type="text/html", headers={"Content-Security-Policy": policy})


async def styles_of_the_site(_: Request) -> Response:
    return Response(STYLES, media_type="text/css")


@pytest.fixture
def profile() -> Profile:
    """Eskilstuna, with the guide's lines in it."""
    return AlwaysOpen(**{**always_open().model_dump(), **yaml.safe_load(ORIGINS)})


@pytest.fixture
def page(
    browser: Browser, rasa: StandInRasa, web_settings: Settings, profiles: Profiles, tmp_path: Path
) -> Iterator[Page]:
    """A visitor, for whom the chat and the website have the names that the guide gives them."""
    write_certificate(tmp_path)
    site = Starlette(routes=[Route("/sida.css", styles_of_the_site), Route("/{path:path}", page_of_the_site)])
    front = create_app(web_settings, profiles, httpx.MockTransport(rasa.handle))
    with ExitStack() as opened:
        chat_port, site_port = free_port(), free_port()
        opened.enter_context(serving(front, chat_port, tmp_path))
        opened.enter_context(serving(site, site_port, tmp_path))
        names = {CHAT: chat_port, SITE: site_port, STRANGER: site_port, EXIT_HOST: site_port}
        rules = ", ".join(f"MAP {name} 127.0.0.1:{port}" for name, port in names.items())
        own = browser.browser_type.launch(
            executable_path=headless_chromium(), args=["--no-sandbox", f"--host-resolver-rules={rules}"]
        )
        opened.callback(own.close)
        page = own.new_page(**VISITOR)
        page.set_default_timeout(8_000)
        yield page


def test_the_lines_to_paste_show_a_chat_that_answers(page: Page, pictures: Pictures) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(re.split("[/?]", request.url)[2]))
    page.goto(f"https://{SITE}/")
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_have_text("Del två.")
    expect(page.get_by_text(TEXT_INSIDE)).to_be_hidden()
    assert hosts == {CHAT, SITE}
    no_violations(page)
    page.reload()
    expect(bubbles(page, "bot")).to_be_visible()
    pictures.take(page, "14-pa-kommunens-sida")


def test_the_colours_of_the_sites_stylesheet_are_the_chats(page: Page) -> None:
    page.goto(f"https://{SITE}/")
    top = page.get_by_role("button", name="Skicka")
    assert top.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(91, 35, 51)"


@pytest.mark.parametrize("address", [f"https://{STRANGER}/", f"https://{SITE}/utan"])
def test_a_page_that_is_not_allowed_or_allows_no_chat_shows_the_text_inside(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    expect(page.get_by_text(TEXT_INSIDE)).to_be_visible()
    page.wait_for_function("performance.getEntriesByType('resource').length >= 1")
    page.wait_for_timeout(300)
    assert page.evaluate("customElements.get('avhoppar-chat') === undefined")
    expected = "CORS" if STRANGER in address else "Content Security Policy"
    assert any(expected in line for line in said), "the guide names this word of the console"


def test_leaving_the_sites_page_leads_where_the_profile_says(page: Page, profile: Profile) -> None:
    page.goto(f"https://{SITE}/")
    page.get_by_role("button", name="Lämna sidan").click()
    page.wait_for_url(profile.exit_page)
