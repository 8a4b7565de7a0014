"""The assistant's texts and training data, read as plain YAML."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from bot.municipality.answers import own_answers, shared_answers
from bot.settings import ROOT

SHARED = "shared"
"""The key for the shared answers, which a municipality without its own answers uses."""

MUNICIPALITIES = ("eskilstuna", "botkyrka", SHARED)
"""The municipalities with their own answers, and SHARED for all others."""

Responses = dict[str, list[dict[str, Any]]]


@cache
def responses(municipality: str = SHARED) -> Responses:
    """Every response's variations by name: the shared ones, replaced by the municipality's own."""
    return shared_answers() if municipality == SHARED else {**responses(), **own_answers(municipality)}


Answer = tuple[str, str, dict[str, Any]]
"""A municipality, a response's name, and one variation of it."""


def called(answer: Answer) -> str:
    """An answer's name in error messages."""
    municipality, name, _ = answer
    return f"{municipality} {name}"


def variations(*municipalities: str) -> Iterator[Answer]:
    """Every variation that visitors of these municipalities, or all, get."""
    for municipality in municipalities or MUNICIPALITIES:
        for name, choices in responses(municipality).items():
            for choice in choices:
                yield municipality, name, choice


def leads_to_topic(aspect: str) -> bool:
    """Whether what an answer says of an aspect is another topic, as `faq/phone`, and no text."""
    return not re.search(r"[^\w/]", aspect)


def texts(variation: dict[str, Any]) -> dict[str, str]:
    """All that visitors may read of a variation: its text, a simpler one, and what it says of each aspect."""
    metadata = variation.get("metadata") or {}
    found = {"text": variation["text"]}
    if "simpler" in metadata:
        found["simpler"] = metadata["simpler"]
    aspects = metadata.get("aspects") or {}
    return found | {f"aspects: {key}": said for key, said in aspects.items() if not leads_to_topic(said)}


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
