"""Other languages are told from Swedish, slang from other languages."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.labels import label_of, selected_topic, set_label
from bot.assistant.nlu.language_detector import ANSWERED, LanguageDetector
from bot.assistant.nlu.own_languages import LANGUAGE
from bot.municipality.answers import shared_answers


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector(LanguageDetector.get_default_config())


def labelled(detector: LanguageDetector, text: str, label: str = "out_of_scope", p: float = 0.2) -> str:
    message = Message.build(text)
    set_label(message, label, p)
    detector.process([message])
    return label_of(message)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أريد المساعدة من فضلك", "ar"),
        ("waxaan rabaa inaan ka baxo", "so"),
        ("chcę odejść z gangu", "pl"),
        ("می خواهم از گروه خارج شوم", "fa"),
        ("želim izaći iz bande, pomozite", "bcs"),
        ("yardıma ihtiyacım var", "tr"),
        ("haluan pois jengistä", "fi"),
        ("quiero salir de la banda", "es"),
        ("я хочу уйти из банды", "ru"),
        ("мені потрібна допомога", "uk"),
        ("dua të largohem nga banda", "sq"),
        ("ich brauche bitte Hilfe", "de"),
        ("vreau să ies din bandă", "ro"),
    ],
)
def test_a_language_is_recognised(detector: LanguageDetector, text: str, language: str) -> None:
    assert labelled(detector, text) == f"foreign/{language}"


@pytest.mark.parametrize(
    "text",
    ["jag vill ut wallah", "shoo bror hur funkar det", "yani bre len", "va e detta", "inte fan vet jag", "ok",
     "nej tak jeg vil ikke", "faq/phone", ""],
)  # fmt: skip
def test_slang_and_neighbours_stay_swedish(detector: LanguageDetector, text: str) -> None:
    assert labelled(detector, text) == "out_of_scope"


def test_english_keeps_its_label_because_it_is_answered(detector: LanguageDetector) -> None:
    assert labelled(detector, "can somebody help me please", "human") == "human"


@pytest.mark.parametrize(
    ("text", "is_left"), [("is it anonymous", True), ("waxaan rabaa inaan ka baxo kooxda", False)]
)
def test_what_is_like_our_languages_is_another_only_if_that_is_certain(
    detector: LanguageDetector, text: str, is_left: bool
) -> None:
    message = Message.build(text)
    set_label(message, "faq/anonymity", 0.3)
    message.set(LANGUAGE, "en")
    detector.process([message])
    assert (label_of(message) == "faq/anonymity") == is_left
    assert (message.get(LANGUAGE) == "en") == is_left


def test_what_was_surely_understood_is_left_alone(detector: LanguageDetector) -> None:
    assert labelled(detector, "yardıma ihtiyacım var", "human", 0.95) == "human"


def test_danger_in_another_language_keeps_its_label_and_gets_the_line_too(detector: LanguageDetector) -> None:
    message = Message.build("bu gece beni öldürecekler")
    set_label(message, "danger/threat", 0.6)
    detector.process([message])
    assert label_of(message) == "danger/threat"
    assert selected_topic(message.data, "foreign") == "foreign/tr"


def test_every_language_that_is_recognised_has_a_line_and_no_line_is_for_another() -> None:
    lines = {name for name in shared_answers() if name.startswith("utter_foreign/")}
    assert lines == {f"utter_foreign/{key}" for key in ANSWERED.values()} | {"utter_foreign/other"}
