"""Reading an answer from what somebody wrote."""

from datetime import date
from typing import Any

import pytest

from actions.self_check_reading import read_answer
from actions.source import latest_sources
from bot.programme.self_check_reading.places import Places


def message(text: str, intent: str | None, ranking: dict[str, float] | None = None) -> dict[str, Any]:
    guesses = [{"name": name, "confidence": p} for name, p in (ranking or {}).items()]
    return {"text": text, "intent": {"name": intent}, "intent_ranking": guesses}


PLACES = Places.of("Eskilstuna", "Torshälla", "Ärla", "Nyfors")
TODAY = date(2026, 11, 27)


def said(question: str, given: dict[str, Any]) -> str | None:
    reading = read_answer(question, given, PLACES, TODAY)
    return reading.to_text() if reading else None


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("eu_1", message("jo", "affirm"), "yes bare"),
        ("eu_1", message("nä", "deny"), "no bare"),
        ("eu_1", message("vet ej", "unsure"), "unknown"),
        ("eu_1", message("tillbaka", "go_back"), "back"),
        ("eu_1", message("måste man tjalla", "faq"), None),
        ("under_18", message("jag är 17", "faq"), "yes"),
        ("under_18", message("18", None), "no"),
        ("under_18", message("jag är 34 år", "nlu_fallback"), "no"),
        ("eu_2", message("17", "nlu_fallback"), None),
        ("lives_in_municipality", message("ja i eskilstuna bor jag", "faq"), "yes"),
        ("lives_in_municipality", message("inte i eskilstuna", "faq"), "no"),
        ("lives_in_municipality", message("Ärla", "deny"), "yes"),
        ("lives_in_municipality", message("A\u0308rla", "deny"), "yes"),
        ("danger", message("Ärla", "deny", {"deny": 0.5}), "no_answer"),
        ("danger", message("Ärla", "nlu_fallback", {"deny": 0.3}), None),
        ("eu_1", message("/affirm", "affirm"), "yes bare"),
        ("eu_1", message("/deny", "deny"), "no bare"),
        ("eu_1", message("/go_back", "go_back"), "back"),
        ("eu_1", message("/why_ask", "why_ask"), None),
        ("eu_1", message("det stämmer nog bra på oss", "affirm"), "yes hedged bare"),
        (
            "eu_1",
            message("bah", "nlu_fallback", {"nlu_fallback": 0.2, "affirm": 0.19, "clarify": 0.15}),
            "yes hedged bare",
        ),
        ("danger", message("bah", "nlu_fallback", {"nlu_fallback": 0.2, "deny": 0.19}), None),
        ("eu_1", message("bah", "insult", {"insult": 0.9, "affirm": 0.05}), None),
        ("eu_1", message("varför?", "why_ask", {"why_ask": 0.9, "deny": 0.02}), None),
        ("eu_1", message("", None), None),
        ("danger", message("vilka får veta då", "deny"), "no_answer"),
        ("danger", message("vilka får veta då", "faq"), None),
        ("eu_1", message("måste ja svara", "go_back"), "must_i"),
        ("eu_1", message("jag mår dåligt", "feeling"), None),
        ("eu_1", message("jag vill prata med en människa", "human"), None),
        ("eu_1", message("nej jag vill avbryta", "cancel"), None),
    ],
)
def test_an_answer_is_read_or_left_to_the_rules(question: str, given: dict[str, Any], expected: str) -> None:
    assert said(question, given) == expected


def test_a_threat_with_a_number_in_it_is_no_age() -> None:
    assert said("under_18", message("de är 4 utanför", "danger")) is None


def test_what_a_long_message_is_about_counts_more_than_its_no() -> None:
    wordy = message("nej men berätta hellre allting som soc kan göra", "faq")
    wordy["intent"]["confidence"] = 0.8
    assert said("eu_1", wordy) is None


def test_the_latest_sources_are_found_behind_messages_without() -> None:
    events = [
        {"event": "bot", "metadata": {"metadata": {"sources": ["A"]}}},
        {"event": "user", "metadata": {}},
        {"event": "bot", "metadata": {}},
    ]
    assert latest_sources(events) == ["A"]
    assert latest_sources([]) == []
