"""Danger and disclosures are heard whatever else a message is about, from the threshold on."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.danger_detector import DangerDetector
from bot.assistant.nlu.detector import Detector
from bot.assistant.nlu.disclosure_detector import DisclosureDetector
from bot.assistant.nlu.labels import label_of, selected_topic, set_label
from bot.assistant.nlu.signals import Signal, set_signals

TEXT = "hur funkar det"


def heard(detector: Detector, label: str, signal: Signal | None, text: str = TEXT) -> Message:
    """A message that was understood as `label`, after the detector has listened."""
    message = Message.build(text)
    set_label(message, label, 0.9)
    if signal is not None:
        set_signals(message, {signal.label.partition("/")[0]: signal})
    detector.process([message])
    return message


@pytest.mark.parametrize(("probability", "label"), [(0.29, "danger/threat"), (0.3, "danger/threat")])
def test_danger_from_the_threshold_on_is_the_message_however_sure_another_label_was(
    probability: float, label: str
) -> None:
    message = heard(DangerDetector(0.29), "faq/phone", Signal("danger/threat", probability))
    assert label_of(message) == label
    assert message.get("intent") == {"name": "danger", "confidence": probability}


@pytest.mark.parametrize("signal", [Signal("danger/threat", 0.28), None])
def test_less_is_no_alarm(signal: Signal | None) -> None:
    assert label_of(heard(DangerDetector(0.29), "faq/phone", signal)) == "faq/phone"


def test_a_disclosure_stands_beside_the_question_it_came_with() -> None:
    message = heard(DisclosureDetector(0.25), "faq/phone", Signal("disclosure/crime", 0.25))
    assert label_of(message) == "faq/phone"
    assert selected_topic(message.data, "disclosure") == "disclosure/crime"


def test_a_disclosure_beside_danger_leaves_it_danger() -> None:
    message = heard(DisclosureDetector(0.25), "danger/threat", Signal("disclosure/crime", 0.9))
    assert label_of(message) == "danger/threat"


@pytest.mark.parametrize("label", ["nlu_fallback", "out_of_scope"])
def test_where_nothing_else_was_understood_the_disclosure_is_the_message(label: str) -> None:
    message = heard(DisclosureDetector(0.25), label, Signal("disclosure/crime", 0.25))
    assert label_of(message) == "disclosure/crime"


def test_a_name_or_a_number_is_a_disclosure_however_weak_the_signal() -> None:
    message = heard(DisclosureDetector(0.25), "faq/phone", Signal("disclosure/crime", 0.0), "jag heter Amir")
    assert selected_topic(message.data, "disclosure") == "disclosure/personal"


def test_too_weak_a_signal_is_no_disclosure() -> None:
    message = heard(DisclosureDetector(0.25), "faq/phone", Signal("disclosure/crime", 0.24))
    assert selected_topic(message.data, "disclosure") is None


def test_danger_that_is_only_possible_is_told_and_takes_no_label() -> None:
    message = Message.build(TEXT)
    set_label(message, "danger/threat", 0.3)
    ranking = [("danger/threat", 0.3), ("danger/child", 0.1), ("faq/family", 0.2)]
    message.set("intent_ranking", [{"name": name, "confidence": share} for name, share in ranking])
    set_signals(message, {"danger": Signal("danger/threat", 0.4)})
    DangerDetector(0.5).process([message])
    assert label_of(message) == "faq/family"
    told = message.as_dict(only_output_properties=True)["danger"]
    assert told == {"label": "danger/threat", "probability": 0.4}
