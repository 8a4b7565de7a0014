"""publiccode.yml says what the standard asks for, and nothing of it that is not so."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft7Validator

from bot.check.versions import POSTGRES, REDIS
from bot.settings import ROOT

WORDS = {15: ("femton", "fifteen")}


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def standard() -> Draft7Validator:
    schema = yaml.safe_load(Path(__file__).with_name("publiccode_schema.yml").read_text(encoding="utf-8"))
    return Draft7Validator(schema)


def test_ours_keeps_the_standard(publiccode: dict[str, Any], standard: Draft7Validator) -> None:
    assert [error.message for error in standard.iter_errors(publiccode)] == []


@pytest.mark.parametrize(
    "path",
    [
        ("name",),
        ("url",),
        ("platforms",),
        ("developmentStatus",),
        ("softwareType",),
        ("description", "sv", "shortDescription"),
        ("description", "sv", "longDescription"),
        ("description", "sv", "features"),
        ("legal", "license"),
        ("maintenance", "type"),
        ("maintenance", "contacts"),
        ("localisation", "localisationReady"),
        ("localisation", "availableLanguages"),
    ],
)
def test_what_the_standard_asks_for_may_not_be_missing(
    publiccode: dict[str, Any], standard: Draft7Validator, path: tuple[str, ...]
) -> None:
    lacking = deepcopy(publiccode)
    *sections, key = path
    section = lacking
    for each in sections:
        section = section[each]
    del section[key]
    assert not standard.is_valid(lacking)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("legal", "repoOwner", "A deprecated key"),
        ("maintenance", "contractors", [{"name": "Only under a contract", "until": "2027-01-01"}]),
        ("maintenance", "type", "sometimes"),
        ("intendedAudience", "countries", ["se"]),
    ],
)
def test_what_the_standard_does_not_have_is_refused(
    publiccode: dict[str, Any], standard: Draft7Validator, section: str, key: str, value: object
) -> None:
    changed = deepcopy(publiccode)
    changed[section][key] = value
    assert not standard.is_valid(changed)


def test_what_it_says_of_the_program_is_so(publiccode: dict[str, Any]) -> None:
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    least = {each["name"]: each.get("versionMin") for each in publiccode["dependsOn"]["open"]}
    assert (least["PostgreSQL"], least["Redis"]) == (str(POSTGRES), str(REDIS))
    lines = yaml.safe_load((ROOT / "data/responses/foreign.yml").read_text(encoding="utf-8"))["responses"]
    swedish, english = WORDS[len(lines.keys() - {"utter_foreign/other"})]
    assert any(swedish in line for line in publiccode["description"]["sv"]["features"])
    assert any(english in line for line in publiccode["description"]["en"]["features"])
