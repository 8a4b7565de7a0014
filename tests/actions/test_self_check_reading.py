"""Reading an answer from what somebody wrote."""

from typing import Any

import pytest

from actions.self_check_reading import read_answer
from actions.source import latest_sources


def message(text: str, intent: str | None, ranking: dict[str, float] | None = None) -> dict[str, Any]:
    guesses = [{"name": name, "confidence": p} for name, p in (ranking or {}).items()]
    return {"text": text, "intent": {"name": intent}, "intent_ranking": guesses}


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("eu_1", message("jo", "affirm"), "yes"),
        ("eu_1", message("nä", "deny"), "no"),
        ("eu_1", message("vet ej", "unsure"), "unknown"),
        ("eu_1", message("tillbaka", "go_back"), "back"),
        ("eu_1", message("måste man tjalla", "faq"), None),
        ("under_18", message("jag är 17", "faq"), "yes"),
        ("under_18", message("18", None), "no"),
        ("under_18", message("jag är 34 år", "nlu_fallback"), "no"),
        ("eu_1", message("17", "nlu_fallback"), None),
        ("lives_in_municipality", message("ja i eskilstuna bor jag", "faq"), "yes"),
        ("lives_in_municipality", message("inte i eskilstuna", "faq"), "no"),
        (
            "eu_1",
            message("typ", "nlu_fallback", {"nlu_fallback": 0.2, "affirm": 0.19, "clarify": 0.15}),
            "yes",
        ),
        ("eu_1", message("typ", "insult", {"insult": 0.9, "affirm": 0.05}), None),
        ("eu_1", message("varför?", "why_ask", {"why_ask": 0.9, "deny": 0.02}), None),
        ("eu_1", message("", None), None),
    ],
)
def test_an_answer_is_read_or_left_to_the_rules(question: str, given: dict[str, Any], expected: str) -> None:
    assert read_answer(question, given, "Eskilstuna") == expected


def test_a_threat_with_a_number_in_it_is_no_age() -> None:
    assert read_answer("under_18", message("de är 4 utanför", "danger"), "Eskilstuna") is None


def test_the_latest_sources_are_found_behind_messages_without() -> None:
    events = [
        {"event": "bot", "metadata": {"metadata": {"sources": ["A"]}}},
        {"event": "user", "metadata": {}},
        {"event": "bot", "metadata": {}},
    ]
    assert latest_sources(events) == ["A"]
    assert latest_sources([]) == []
