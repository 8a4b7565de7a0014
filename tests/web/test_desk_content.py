"""Innehåll: staff see all that their own municipality's visitors are told, and what of it may be untrue."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.intake import not_understood
from bot.intake.models import Role
from bot.municipality import Profiles
from bot.municipality.answers import answers_for
from bot.settings import Settings
from lab.profiles import always_open
from tests.support.desk import Desk

KEPT = "får man ta med <b>hunden</b>"


@pytest.fixture
def profiles() -> Profiles:
    """Two, of which the first keeps what was not understood."""
    learning = always_open("eskilstuna").model_copy(update={"keeps_not_understood": True})
    return Profiles(learning, always_open("botkyrka"))


def keep(desk: Desk, municipality: str) -> None:
    with desk.case_store.transaction() as session:
        not_understood.keep(session, desk.case_store.vault, municipality, KEPT, date(2026, 11, 20))


def content(desk: Desk, name: str, role: Role = Role.WORKER, municipality: str = "eskilstuna") -> str:
    answer = desk.signed_in(name, role, municipality).get("/desk/content")
    assert answer.status_code == 200
    return html.unescape(answer.text)


@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_desk_sees_every_answer(desk: Desk, role: Role) -> None:
    page = content(desk, "Anna", role)
    assert page.count('<article class="answer"') == len(answers_for("eskilstuna"))
    for shown in (
        "Vad kan soc föra vidare?", "Därför kan jag inte lova att inget når polisen.",
        "Polisens anmälningsplikt", "polislagen (1984:387), 9 §", "När mottagningen är stängd",
        "Delat med alla kommuner", "Kommunens eget", "[det som personen har svarat]",
    ):  # fmt: skip
        assert shown in page, shown


def test_an_answer_is_shown_with_its_title_its_simpler_text_and_what_follow_ups_get(desk: Desk) -> None:
    _, _, answer = content(desk, "Anna").partition('aria-labelledby="faq-support_cost"')
    answer, _, _ = answer.partition("</article>")
    assert "Titel på knappar: Kostar det något?" in answer
    assert "<dt>Enklare</dt><dd>Att fråga här kostar inget." in answer
    assert "<span>Under 18? Om det är annorlunda under 18 vet jag inte." in answer


def test_every_link_within_the_page_leads_to_something(desk: Desk) -> None:
    page = content(desk, "Anna")
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_what_may_be_untrue_is_told_first_and_leads_to_the_answers(desk: Desk) -> None:
    page = content(desk, "Anna")
    first, _, _ = page.partition("Alla svar")
    assert "ändring i offentlighets- och sekretesslagen (2025:934)" in first
    assert 'href="#faq-law_changes_2025"' in first


def test_nobody_sees_the_other_municipalitys_answers_or_what_its_visitors_wrote(desk: Desk) -> None:
    keep(desk, "eskilstuna")
    keep(desk, "botkyrka")
    own, other = content(desk, "Anna"), content(desk, "Bo", municipality="botkyrka")
    assert "social insatsgrupp" in own
    assert "hunden" in own
    for of_eskilstuna in ("Vägvalet", "insatsgrupp", "Överenskommelsen 2023", "answers/eskilstuna"):
        assert of_eskilstuna not in other, of_eskilstuna
    for of_botkyrka in ("våldspreventivt center", "answers/botkyrka"):
        assert of_botkyrka in other, of_botkyrka
    assert "answers/botkyrka" not in own


def test_what_was_not_understood_is_shown_by_day_as_text_where_it_is_kept(desk: Desk) -> None:
    keep(desk, "eskilstuna")
    page = desk.signed_in("Anna").get("/desk/content").text
    assert "2026-11-20" in page
    assert html.escape(KEPT) in page
    assert KEPT not in page


def test_an_administrator_reads_no_visitors_words(desk: Desk) -> None:
    keep(desk, "eskilstuna")
    assert "hunden" not in content(desk, "Ada", Role.ADMINISTRATOR)


def test_where_it_is_not_kept_only_the_number_that_is_left_is_told(desk: Desk) -> None:
    keep(desk, "botkyrka")
    page = content(desk, "Bo", municipality="botkyrka")
    assert "Sparade meddelanden: 1." in page
    assert "hunden" not in page


class TestWithTheSourcesFiles:
    """Where the documents' files are at hand."""

    @pytest.fixture
    def web_settings(self, web_settings: Settings, tmp_path: Path) -> Settings:
        return web_settings.model_copy(update={"sources": tmp_path})

    def test_a_file_that_has_changed_is_told(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "eskilstuna-2023-overenskommelsen.txt").write_text("Ny text.")
        page = content(desk, "Anna")
        assert "eskilstuna-2023-overenskommelsen.txt är inte längre den som" in page
        assert "VAGVISAREN_SOURCES" not in page


def test_a_worker_comes_from_a_finding_to_its_answer_and_to_the_list_by_keyboard(worker: Page) -> None:
    worker.get_by_role("link", name="Innehåll", exact=True).click()
    to_do = worker.get_by_role("region", name="Att göra")
    to_do.get_by_role("link", name="Vad ändrades 2025?").first.focus()
    worker.keyboard.press("Enter")
    expect(worker.get_by_role("heading", name="Vad ändrades 2025?")).to_be_in_viewport()
    worker.get_by_role("link", name="Till listan över alla svar").first.focus()
    worker.keyboard.press("Enter")
    expect(worker.get_by_role("heading", name="Alla svar")).to_be_in_viewport()


def test_on_paper_there_are_no_buttons_and_every_answer(worker: Page) -> None:
    worker.goto(worker.url.rpartition("/")[0] + "/content")
    worker.emulate_media(media="print")
    expect(worker.get_by_role("button", name="Logga ut")).to_be_hidden()
    expect(worker.get_by_role("heading", name="Vad är BOPS?")).to_be_visible()
