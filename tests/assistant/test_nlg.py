"""Which municipality's words a conversation is answered in."""

import asyncio
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant import nlg
from bot.assistant.nlg import MunicipalityResponses, OneMunicipality
from bot.municipality import Profiles, load_profile
from bot.municipality.answers import AnswersError

SHARED = {
    "utter_faq/programme": [{"text": "Det står inte i mina källor om {place}."}],
    "utter_thanks": [{"text": "Ring {reception}, {municipality}."}],
    "utter_foreign/en": [{"text": "Call 112.", "metadata": {"sources": ["polisen.se"]}}],
}


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> MunicipalityResponses:
    """As Rasa makes it: before there is a model, and then with the model's responses."""
    line = {"en": "Call 112, or us: {reception_contact}."}
    both = Profiles(
        load_profile("eskilstuna"), load_profile("botkyrka").model_copy(update={"languages": line})
    )
    monkeypatch.setattr(nlg, "load_profiles", lambda _: both)
    made = MunicipalityResponses(None, Domain.empty())
    made.responses = SHARED
    return made


def said(generator: MunicipalityResponses, sender: str, answer: str) -> dict[str, Any]:
    tracker = DialogueStateTracker(sender, [])
    generated = asyncio.run(generator.generate(answer, tracker, "vagvisaren"))
    assert generated
    return generated


def test_an_own_answer_takes_the_place_of_the_shared_one(
    generator: MunicipalityResponses,
) -> None:
    own, other = (said(generator, f"{key}.x", "utter_faq/programme") for key in ("botkyrka", "eskilstuna"))
    assert "Botkyrka" in own["text"]
    assert "Eskilstuna" in other["text"]
    assert "står inte i mina källor" not in own["text"] + other["text"]


def test_a_shared_answer_is_said_with_the_municipalitys_names(generator: MunicipalityResponses) -> None:
    assert (
        said(generator, "botkyrka.x", "utter_thanks")["text"]
        == "Ring socialtjänsten i Botkyrka, Botkyrka kommun."
    )
    assert said(generator, "eskilstuna.x", "utter_thanks")["text"] == "Ring Vägvalet, Eskilstuna kommun."


def test_a_conversation_that_names_none_is_the_first_ones(
    generator: MunicipalityResponses,
) -> None:
    assert "Eskilstuna" in said(generator, "x", "utter_thanks")["text"]


def test_a_line_in_another_language_can_be_the_municipalitys_own(generator: MunicipalityResponses) -> None:
    own = said(generator, "botkyrka.x", "utter_foreign/en")
    assert own["text"] == "Call 112, or us: socialtjänsten i Botkyrka, Botkyrka kommun."
    assert own["metadata"] == {"sources": ["polisen.se"]}
    assert said(generator, "eskilstuna.x", "utter_foreign/en")["text"] == "Call 112."


def test_a_line_in_a_language_that_is_never_recognised_is_refused() -> None:
    profile = load_profile("botkyrka").model_copy(update={"languages": {"xx": "112 {reception_contact}"}})
    with pytest.raises(AnswersError, match="utter_foreign/xx"):
        OneMunicipality(SHARED, profile)


def test_what_nobody_answers_is_nothing(generator: MunicipalityResponses) -> None:
    tracker = DialogueStateTracker("eskilstuna.x", [])
    assert asyncio.run(generator.generate("utter_nothing", tracker, "vagvisaren")) is None
