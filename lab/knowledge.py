"""The assistant's texts and training data, read as plain YAML."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from bot.municipality.answers import own_answers, shared_answers
from bot.settings import ROOT

SHARED = "shared"
"""The answers of a municipality without any of its own."""

MUNICIPALITIES = ("eskilstuna", "botkyrka", SHARED)
"""Those with answers of their own, and any other."""

Responses = dict[str, list[dict[str, Any]]]


@cache
def responses(municipality: str = SHARED) -> Responses:
    """Every response by its name, with its variations: the shared ones, or the municipality's own instead."""
    return shared_answers() if municipality == SHARED else {**responses(), **own_answers(municipality)}


Answer = tuple[str, str, dict[str, Any]]
"""The municipality that is asked, the response's name, and one variation of it."""


def called(answer: Answer) -> str:
    """What an answer is called where something is wrong with it."""
    municipality, name, _ = answer
    return f"{municipality} {name}"


def variations(*municipalities: str) -> Iterator[Answer]:
    """Every variation that visitors get, after the municipality that they ask and the response's name."""
    for municipality in municipalities or MUNICIPALITIES:
        for name, choices in responses(municipality).items():
            for choice in choices:
                yield municipality, name, choice


@cache
def examples() -> dict[str, list[str]]:
    """Training examples by their label."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data/nlu").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = entry["examples"].splitlines()
            found.setdefault(entry["intent"], []).extend(line.removeprefix("- ") for line in lines)
    return found


def rules() -> Iterator[dict[str, Any]]:
    """Every rule."""
    for path in sorted((ROOT / "data/rules").glob("*.yml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
