"""Finds what leads to each answer: training data, rules, and names used in components and actions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.municipality.answers import FOREIGN, Answers
from bot.review.findings import Finding, Urgency
from bot.settings import ROOT

COMPONENTS = (
    "bot/assistant/policy.py",
    "bot/assistant/composing.py",
    "bot/assistant/nlu/*.py",
    "bot/dialogue/*.py",
    "actions/*.py",
)
SPOKEN_BY_COMPONENTS = FOREIGN.removeprefix("utter_")
"""Labels that the language detector sets, which need no examples."""


@dataclass(frozen=True)
class Ways:
    """The first example of each label, the intents and actions of all rules, and names in components."""

    examples: dict[str, str]
    intents: frozenset[str]
    actions: frozenset[str]
    named: frozenset[str]


def read_ways(root: Path = ROOT) -> Ways:
    """Reads data/nlu, data/rules and the components."""
    entries = [entry for content in _contents(root / "data/nlu") for entry in content["nlu"]]
    steps = [
        step
        for content in _contents(root / "data/rules")
        for rule in content["rules"]
        for step in rule["steps"]
    ]
    sources = [path.read_text(encoding="utf-8") for glob in COMPONENTS for path in sorted(root.glob(glob))]
    return Ways(
        examples={each["intent"]: _first(each["examples"]) for each in reversed(entries)},
        intents=frozenset(step["intent"] for step in steps if "intent" in step),
        actions=frozenset(step["action"] for step in steps if "action" in step),
        named=frozenset(name for source in sources for name in re.findall(r'"([\w/]+)"', source)),
    )


def findings(answers: Answers, ways: Ways) -> Iterator[Finding]:
    """Topics without an answer, answers that nothing leads to, and examples that no rule uses."""
    names = {name.removeprefix("utter_") for name in answers}
    asked = (label for label in ways.examples if "/" in label)
    if found := sorted(label for label in asked if label not in names):
        text = f"Ämnen som besökare frågar om, utan svar: {', '.join(found)}."
        yield Finding(Urgency.NOW, text, "skriv svaret i data/responses, under utter_ och ämnets namn.")
    if found := sorted(name for name in names if not _is_led_to(name, ways)):
        text = f"Svar som inga exempel och inga regler leder till: {len(found)}."
        to_do = "skriv minst tjugo sätt att fråga i data/nlu, eller ta bort svaret."
        yield Finding(Urgency.SOME_TIME, text, to_do, tuple(found))
    if found := sorted(label for label in ways.examples if not _is_used(label, ways)):
        text = f"Exempel i data/nlu som ingen regel använder: {', '.join(found)}."
        yield Finding(Urgency.SOME_TIME, text, "skriv en regel i data/rules, eller ta bort exemplen.")


def _is_led_to(name: str, ways: Ways) -> bool:
    if "/" in name:
        return name in ways.examples or name.startswith(SPOKEN_BY_COMPONENTS)
    is_known = name in ways.examples and name in ways.named
    return is_known or f"utter_{name}" in ways.actions | ways.named


def _is_used(label: str, ways: Ways) -> bool:
    return label.partition("/")[0] in ways.intents | {each.partition("/")[0] for each in ways.named}


def _contents(folder: Path) -> Iterator[Any]:
    for path in sorted(folder.glob("*.yml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def _first(examples: str) -> str:
    return examples.splitlines()[0].removeprefix("- ")
