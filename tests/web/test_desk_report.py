"""The yearly report at the desk and in files: one municipality's, on two pages, and alike."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.intake import counts
from bot.intake.counts import WAITS, row
from bot.intake.models import Kind, Role
from bot.municipality import Profiles, load_profile
from bot.municipality.topics import topics
from bot.programme.self_check import Outcome
from bot.report import report
from bot.report.figures import finished_months
from bot.report.report import Report
from bot.settings import ROOT, Settings
from tests.support.accessibility import fits_in_width, no_violations
from tests.support.desk import Desk
from tests.web.conftest import StandInRasa

YEAR = date.today().year - 1
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def desk(web_settings: Settings, rasa: StandInRasa) -> Iterator[Desk]:
    """Two municipalities, of which each has its own figures."""
    served = Profiles(load_profile("eskilstuna"), load_profile("botkyrka"))
    with Desk(web_settings, served, rasa.handle) as desk:
        fill(desk, "eskilstuna", 100)
        fill(desk, "botkyrka", 7_000)
        yield desk


def fill(desk: Desk, municipality: str, number: int) -> None:
    """A year in which much happened."""
    details = {
        Kind.TOPIC: sorted(topics(), key=lambda topic: -len(topics()[topic]))[:20],
        Kind.SELF_CHECK_ENDED: [each.value for each in Outcome],
        Kind.WAITED: list(WAITS),
        Kind.HOUR: [f"{hour:02}" for hour in range(24)],
    }
    with desk.case_store.transaction() as session:
        for month in range(1, 13):
            for kind in Kind:
                for place, detail in enumerate(details.get(kind, [""])):
                    what = row(municipality, date(YEAR, month, 17), kind, detail)
                    counts.add(session, {what: times(kind, number) + month * (place + 1)})


def times(kind: Kind, number: int) -> int:
    """Every message is of some hour; each self-check that ends has begun."""
    return number * {Kind.HOUR: 10, Kind.SELF_CHECK_STARTED: 6, Kind.TAKEN: 5}.get(kind, 1)


def of(desk: Desk, key: str = "eskilstuna", year: int = YEAR) -> Report:
    with desk.case_store.transaction() as session:
        return report.of(session, load_profile(key), year, date.today())


def test_eskilstunas_agreement_asks_for_no_other_municipalitys_report(desk: Desk) -> None:
    pages = {
        key: desk.signed_in(key, municipality=key).get("/desk/report?year=2025").text
        for key in ("eskilstuna", "botkyrka")
    }
    assert "Överenskommelsen 2023, avsnitt 4" in pages["eskilstuna"]
    assert "Överenskommelsen" not in pages["botkyrka"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("key", ["eskilstuna", "botkyrka"])
def test_staff_see_their_own_municipality_and_no_other(desk: Desk, role: Role, key: str) -> None:
    browser = desk.signed_in("Anna", role, key)
    other = {"eskilstuna": "botkyrka", "botkyrka": "eskilstuna"}[key]
    for path in ("/desk/report", "/desk/report.csv"):
        answer = browser.get(f"{path}?year={YEAR}&municipality={other}")
        assert answer.status_code == 200
        own, others = of(desk, key).figures.year, of(desk, other).figures.year
        assert own is not None
        assert others is not None
        shown = answer.text.replace("\N{NO-BREAK SPACE}", "")
        assert str(own.messages) in shown
        assert str(others.messages) not in shown
        assert load_profile(other).name not in shown


@pytest.mark.parametrize("year", ["", "1999", "9999", "20x6", "２０２５", "2025 "])
def test_a_year_that_is_none_is_refused(desk: Desk, year: str) -> None:
    browser = desk.signed_in("Anna")
    assert browser.get("/desk/report", params={"year": year}).status_code == 400


def test_the_page_needs_no_style_or_script_that_the_policy_forbids(desk: Desk) -> None:
    page = desk.signed_in("Anna").get(f"/desk/report?year={YEAR}").text
    assert "style=" not in page
    assert "<style" not in page


def test_a_picture_says_the_same_as_the_table_beside_it(desk: Desk) -> None:
    page = of(desk).page()
    sections = re.findall(r"<section class=\"figure.*?</section>", page, re.DOTALL)
    assert len(sections) == 8
    for section in sections:
        told = re.search(r"<desc[^>]*>(.*?)</desc>", section)
        assert told
        body = section[section.index("<tbody>") : section.index("</tbody>")]
        for name in re.findall(r'<th scope="row">(.*?)</th>', body):
            assert f"{name}: " in told[1]
        for number in re.findall(r"<td>(.*?)</td>", body):
            assert number in told[1]


@pytest.mark.parametrize("number", [0, 100])
def test_it_prints_on_two_pages(desk: Desk, browser: Browser, number: int) -> None:
    """Also when there is nothing in it, and in the longest words."""
    shown = of(desk, year=YEAR if number else YEAR - 1)
    page = browser.new_page()
    page.set_content(shown.page())
    assert len(PAGES.findall(page.pdf(prefer_css_page_size=True))) == 2
    page.close()


@pytest.mark.parametrize("width", [1000, 320])
def test_everybody_can_read_it(desk: Desk, browser: Browser, width: int) -> None:
    page: Page = browser.new_page(viewport={"width": width, "height": 700}, locale="sv-SE")
    page.set_content(of(desk).page())
    no_violations(page)
    fits_in_width(page)
    page.close()


def test_the_running_year_is_told_by_its_finished_months_alone(desk: Desk) -> None:
    shown = of(desk, year=YEAR + 1)
    assert shown.figures.year is None
    assert len(shown.figures.messages) == finished_months(YEAR + 1, date.today())
    assert "Det flest frågade om" not in shown.page()


def run(folder: Path, settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "VAGVISAREN_DATABASE_URL": settings.database_url,
        "VAGVISAREN_KEY_FILE": str(settings.key_file),
        "VAGVISAREN_MUNICIPALITIES": "eskilstuna botkyrka",
        "PYTHONPATH": str(ROOT),
    }
    begin = "import sys, pathlib; from bot.report import __main__ as command; "
    begin += f"command.FOLDER = pathlib.Path({str(folder)!r}); sys.exit(command.main(*sys.argv[1:]))"
    command = [sys.executable, "-c", begin, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_writes_both_files_and_says_where(
    desk: Desk, web_settings: Settings, tmp_path: Path
) -> None:
    done = run(tmp_path, web_settings, str(YEAR), "eskilstuna")
    assert done.returncode == 0, done.stderr
    page, values = tmp_path / f"rapport-eskilstuna-{YEAR}.html", tmp_path / f"rapport-eskilstuna-{YEAR}.csv"
    assert str(page) in done.stdout
    assert str(values) in done.stdout
    assert page.read_text() == of(desk).page()
    at_desk = desk.signed_in("Anna").get(f"/desk/report.csv?year={YEAR}")
    assert values.read_bytes() == at_desk.content
    for outside in ("http:", "https:", "src=", "url(", "@import"):
        assert outside not in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("", "eskilstuna"), "Skriv ett år"),
        (("1999", "eskilstuna"), "Skriv ett år"),
        (("i fjol", "eskilstuna"), "Skriv ett år"),
        ((str(YEAR), ""), "Skriv vilken kommun"),
        ((str(YEAR), "oslo"), "oslo finns inte här"),
    ],
)
def test_what_cannot_be_is_one_calm_line(
    web_settings: Settings, tmp_path: Path, arguments: tuple[str, str], said: str
) -> None:
    done = run(tmp_path, web_settings, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert list(tmp_path.glob("rapport*")) == []
