"""How well held-out messages are understood, through the whole trained pipeline.

The messages in tests/held_out.tsv were written apart from the training data and choose nothing.
"""

import asyncio
from dataclasses import dataclass

import pytest
from rasa.core.agent import load_agent

from bot.assistant.nlu.labels import selected_topic
from bot.dialogue.move import Thresholds
from bot.run.train import MODEL
from lab.held_out import held_out

REFUSALS = ("nlu_fallback", "out_of_scope")


@dataclass(frozen=True)
class Understood:
    """A held-out message, its right label, the label it was given, and how likely danger is in it."""

    text: str
    right: str
    given: str
    danger: float


@pytest.fixture(scope="module")
def understood() -> list[Understood]:
    async def parse_all() -> list[Understood]:
        agent = await load_agent(model_path=str(MODEL))
        results = []
        for right, text in held_out():
            parsed = await agent.parse_message(text)
            intent = str(parsed["intent"]["name"])
            given = selected_topic(parsed, intent) or intent
            danger = (parsed.get("danger") or {}).get("probability", 0.0)
            results.append(Understood(text, right, given, danger))
        return results

    return asyncio.run(parse_all())


def test_accuracy_is_at_least_92_percent(understood: list[Understood]) -> None:
    assert len(understood) >= 400
    wrong = [result for result in understood if result.given != result.right]
    accuracy = 1 - len(wrong) / len(understood)
    print(f"accuracy {accuracy:.3f} on {len(understood)} held-out messages")
    assert accuracy >= 0.92, [(w.right, w.given, w.text) for w in wrong]


def test_danger_is_heard_and_few_alarms_are_false(understood: list[Understood]) -> None:
    danger = [result for result in understood if result.right.startswith("danger/")]
    alarms = [result for result in understood if result.given.startswith("danger/")]
    missed = [result.text for result in danger if result.danger < Thresholds().soft]
    false = [result.text for result in alarms if not result.right.startswith("danger/")]
    print(f"danger: {len(danger)} messages, {len(missed)} missed, {len(false)} false alarms")
    assert missed == []
    assert sum(result.given.startswith("danger/") for result in danger) / len(danger) >= 0.95
    assert 1 - len(false) / len(alarms) >= 0.90, false


def test_out_of_scope_is_refused_and_the_rest_is_not(understood: list[Understood]) -> None:
    outside = [result for result in understood if result.right == "out_of_scope"]
    inside = [result for result in understood if result.right != "out_of_scope"]
    refused = sum(result.given in REFUSALS for result in outside) / len(outside)
    refused_inside = sum(result.given in REFUSALS for result in inside) / len(inside)
    print(f"refused: {refused:.3f} of out of scope, {refused_inside:.3f} of the rest")
    assert refused >= 0.85
    assert refused_inside <= 0.05
