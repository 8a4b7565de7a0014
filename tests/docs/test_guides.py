"""What the guides name exists, and what they show is what happens."""

import re
import shlex
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel
from starlette.routing import Mount

from bot.intake import audit, queue, return_codes
from bot.intake.__main__ import main as intake
from bot.municipality import Profile, Profiles, load_profile
from bot.municipality.answers import ASPECTS, SIMPLER, TITLE
from bot.municipality.contrast import contrast
from bot.municipality.english import Translation, translations_for
from bot.municipality.laws import Law, laws
from bot.municipality.parts import READABLE, Colours, Reception, RetentionDays
from bot.municipality.sources import document_of, documents
from bot.settings import ROOT, Settings
from bot.web.app import create_app
from bot.web.desk import audit_log, case
from lab.knowledge import examples
from tests.data.test_simpler import faults, follow_ups
from tests.support.guides import GUIDES, HANDBOOK, WEB_EDITORS, blocks, in_bold, in_code, prose, quoted
from tests.support.readability import lix
from tests.support.screen import is_on_screen

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
STATIC = ROOT / "bot/web/static"
NEW_TOPIC = "faq/pets"
"""What a reader adds."""

ATTRIBUTES = set(re.findall(r'getAttribute\("([\w-]+)"\)', (STATIC / "settings.js").read_text()))
PARTS: tuple[type[BaseModel], ...] = (Profile, Reception, RetentionDays, Colours, Law)
KEYS = {key for part in PARTS for key in part.model_fields}
WORDS = (
    ATTRIBUTES
    | KEYS
    | {"payload", "sources", "valid_from", "reviewed", "{municipality}", "{place}", "{reception}"}
    | {TITLE, SIMPLER, ASPECTS, "metadata", *Translation.model_fields}
    | follow_ups()
    | {'"', "null", "FAILED", "AnswersError", "results", "tjansten", "[telefonnummer]"}
    | {"script", "iframe", "integrity", "CORS", "Content Security Policy", "Content-Security-Policy"}
    | {
        "'unsafe-inline'",
        ".yml",
        "ok",
        "text-",
        "-en",
        "scheme",
        "light",
        'scheme="light"',
        "--municipality",
        "intro1",
        "shareHint",
    }
)
"""What may stand between backticks beside what the tests below look up."""

PATH = r"\.?\w[\w.-]*(?:/[\w.-]+)+|[\w-]+\.(?:md|yml)"

FOR_OPERATORS = tuple(
    ROOT / "docs" / f"{name}.md"
    for name in ("drift", "integritet", "kapacitet", "konsekvensbedomning", "tillganglighetsredogorelse")
)
ROOMS = "bot|bench|data|deploy|docs|requirements|scripts|tests"
MADE_BY_OPERATORS = {"deploy/.env", "deploy/tls/live/", "bot/municipality/answers/norra-berg"}
NO_SETTINGS = {"municipality", "oidc_"}
"""One of an earlier version, and how several begin."""

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
each_of_operators = pytest.mark.parametrize("guide", FOR_OPERATORS, ids=lambda path: path.name)
each_of_all = pytest.mark.parametrize("guide", (*GUIDES, *FOR_OPERATORS), ids=lambda path: path.name)


def routes() -> set[str]:
    app = create_app(Settings(), Profiles(load_profile("eskilstuna")))
    return {route.path for route in app.routes if isinstance(route, Mount) or hasattr(route, "path")}


def commands() -> list[str]:
    """Every line that the handbook says to type."""
    return [line.strip() for block in blocks(HANDBOOK, "") for line in block.splitlines() if line.strip()]


def is_line_of_the_chat(name: str) -> bool:
    key = re.sub("-([a-z])", lambda found: found[1].upper(), name.removesuffix("-en"))
    return f"  {key}:" in (STATIC / "texts_sv.js").read_text(encoding="utf-8")


KINDS: dict[str, Callable[[str], bool]] = {
    r"make ([\w-]+).*": lambda target: target in TARGETS,
    r"VAGVISAREN_(\w+)(?:=true)?": lambda name: name.lower() in Settings.model_fields,
    r"(?:Uppfattat: |utter_)?(faq/\w+)": lambda topic: (topic in examples()) != (topic == NEW_TOPIC),
    r"laws: \[(\w+)\]": lambda key: key in laws(),
    r"(--avhoppar-[\w-]+)": lambda name: f"var({name}," in (STATIC / "tokens.js").read_text(),
    r"https://(?:[a-z]+\.)?example\.se(/[\w.]+)?": lambda path: not path or path in routes(),
    r"(/\w+)": lambda path: path in routes(),
    r"text-([\w-]+)": is_line_of_the_chat,
    f"({PATH})": lambda path: (ROOT / path).exists() or (ROOT / "docs" / path).exists(),
}
"""What stands between backticks, and how it is looked up."""


def is_known(word: str) -> bool:
    """Whether what stands between backticks is a thing that there is."""
    for kind, exists in KINDS.items():
        if found := re.fullmatch(kind, word):
            return exists(found[1])
    return word in WORDS


@each_guide
def test_everything_named_as_code_exists(guide: Path) -> None:
    assert [word for word in in_code(guide) if not is_known(word)] == []


@each_guide
def test_what_is_said_to_stand_on_the_screen_does(guide: Path) -> None:
    assert [words for words in in_bold(guide) if not is_on_screen(words)] == []


@each_guide
def test_what_visitors_are_said_to_read_is_what_they_read(guide: Path) -> None:
    assert [words for words in quoted(guide) if not is_on_screen(words)] == []


@each_of_operators
def test_files_tests_and_programs_that_operators_are_told_of_exist(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    paths = set(re.findall(rf"(?<![\w/.-])(?:/opt/vagvisaren/)?((?:{ROOMS})/[\w./@-]*)", text))
    modules = set(re.findall(r"\b(?:bot|bench)(?:\.[a-z_]+)+", text))
    assert paths | modules
    assert {path for path in paths if not (ROOT / path.rstrip(".")).exists()} <= MADE_BY_OPERATORS
    for module in modules:
        path = ROOT / module.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), module
    for path, names in re.findall(r"(tests/[\w/]+\.py)::([\w:]+)", text):
        defined = set(re.findall(r"(?:def|class) (\w+)", (ROOT / path).read_text(encoding="utf-8")))
        assert set(names.split("::")) <= defined, f"{path}::{names}"


@each_of_operators
def test_targets_and_settings_that_operators_are_told_of_exist(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    typed = re.findall(r"(?:`|^ *|tjansten |-H )make (?:-C \S+ )?([a-z][a-z -]*)", text, re.MULTILINE)
    assert {target for targets in typed for target in targets.split()} <= TARGETS
    named = {name.lower() for name in re.findall(r"VAGVISAREN_(\w+)", text)}
    assert named - NO_SETTINGS <= set(Settings.model_fields)


@each_of_all
def test_every_link_leads_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", guide.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        path = guide.parent / name if name else guide
        assert path.is_file(), target
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in slugs, target


@each_guide
def test_every_picture_is_small_and_says_in_words_what_is_seen(guide: Path) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", guide.read_text(encoding="utf-8"))
    assert pictures
    for words, name in pictures:
        content = (guide.parent / name).read_bytes()
        assert len(words) > 30, name
        assert len(content) <= 200_000, name
        width, _ = struct.unpack(">II", content[16:24])
        assert content.startswith(b"\x89PNG") and width <= 1100, name


@each_guide
def test_it_is_plain_and_names_no_machine(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    sentences = re.sub(r"[*`#|>]|\]\([^)]*\)", " ", prose(guide))
    print(f"LIX {lix(sentences):.0f}")
    assert lix(sentences) <= 40
    assert set(re.findall(r"https?://[\w.-]+", text)) <= {
        "https://chat.example.se",
        "https://www.example.se",
        "https://example.se",
    }


def test_every_command_of_the_handbook_is_one_that_there_is() -> None:
    for command in commands():
        first, *more = shlex.split(command)
        assert first in ("make", "grep", ".venv-front/bin/python"), command
        assert first != "make" or more[0] in TARGETS, command
        assert all(
            (ROOT / word).exists() for word in more if re.fullmatch(PATH, word) and "faq/" not in word
        ), command


def test_the_commands_for_accounts_do_what_the_handbook_says_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", f"sqlite:///{tmp_path}/cases.sqlite")
    monkeypatch.setenv("VAGVISAREN_KEY_FILE", str(tmp_path / "keys"))
    typed = [command for command in commands() if command.startswith("make staff")]
    assert len(typed) == 8
    for command in typed:
        several = "eskilstuna botkyrka" if "--municipality" in command else "eskilstuna"
        monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", several)
        arguments = shlex.split(command.removeprefix("make staff").strip().removeprefix("ARGS="))
        assert intake(["staff", *shlex.split(" ".join(arguments))]) == 0, command
    capsys.readouterr()
    assert intake(["staff"]) == 0
    left = capsys.readouterr().out
    assert "eva" in left
    assert "anna" not in left


def test_numbers_in_the_guides_are_those_of_the_program() -> None:
    handbook, editors = (prose(guide) for guide in GUIDES)
    days = load_profile("eskilstuna").retention.model_dump().values()
    kept = {f"{number} dagar" for number in (*days, audit.KEPT.days)}
    kept.add(f"{Settings.model_fields['conversation_minutes'].default} minuter")
    for number in kept:
        assert number in handbook, number
        assert number in editors, number
    for said in (
        f"på {queue.IDLE.seconds // 60} minuter",
        f"{return_codes.DIGITS} siffror",
        f"{case.MAX_MESSAGE // 1000} 000 tecken",
        f"{audit_log.SHOWN} senaste",
    ):
        assert said in handbook, said


def test_the_answer_that_is_shown_keeps_the_rules_that_are_told() -> None:
    example, _ = blocks(HANDBOOK, "yaml")
    [(name, [answer])] = yaml.safe_load(example).items()
    assert name.removeprefix("utter_") in examples()
    assert all(button["payload"] in examples() for button in answer["buttons"])
    assert all(document_of(source, documents()) for source in answer["metadata"]["sources"])
    assert all(len(bubble) <= 350 for bubble in answer["text"].split("\n\n"))
    assert 2 <= len(answer["metadata"][TITLE].split()) <= 6
    assert faults("eskilstuna", answer["metadata"][SIMPLER]) == []
    assert answer["metadata"][ASPECTS].keys() <= follow_ups()


def test_the_english_answer_that_is_shown_can_be_used(tmp_path: Path) -> None:
    _, example = blocks(HANDBOOK, "yaml")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/a.yml").write_text(example, encoding="utf-8")
    [(name, translation)] = translations_for("stockholm", tmp_path).items()
    assert name.removeprefix("utter_") in examples()
    assert translation.text and translation.title and translation.simpler


def test_every_attribute_and_colour_of_the_chat_is_told() -> None:
    named = set(in_code(WEB_EDITORS))
    assert named >= ATTRIBUTES
    properties = set(re.findall(r"var\((--avhoppar-[\w-]+)", (STATIC / "tokens.js").read_text()))
    assert properties <= named
    [css] = blocks(WEB_EDITORS, "css")
    assert set(re.findall(r"--avhoppar-[\w-]+", css)) == properties


def test_the_colours_that_are_shown_can_be_read() -> None:
    [css] = blocks(WEB_EDITORS, "css")
    colour = dict(re.findall(r"--avhoppar-([\w-]+): (#\w{6})", css))
    pairs = [("color", "on-color"), ("color", "background"), ("text", "background"), ("text", "soft")]
    assert all(contrast(colour[one], colour[other]) >= READABLE for one, other in pairs)


def test_the_profiles_lines_are_taken_by_a_profile() -> None:
    profile = load_profile("eskilstuna").model_dump()
    for lines in blocks(WEB_EDITORS, "yaml"):
        Profile(**{**profile, **yaml.safe_load(lines)})
