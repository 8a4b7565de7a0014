"""Text that looks the same is the same, however it was typed."""

import unicodedata

import pytest

from bot.privacy.characters import normalized
from bot.privacy.redaction import redacted


@pytest.mark.parametrize("text", ["jag vill dö", "Håkan Sjöström hotar mig", "på Björkgatan 12", "é ü ñ"])
def test_composed_and_decomposed_text_is_the_same(text: str) -> None:
    assert unicodedata.normalize("NFD", text) != text
    assert normalized(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff", "\u200c", "\u200d"])
def test_invisible_signs_are_left_out(sign: str) -> None:
    assert normalized(f"d{sign}ö") == "dö"


def test_joiners_of_arabic_script_stay_because_they_change_how_a_word_reads() -> None:
    assert normalized("می\u200cخواهم") == "می\u200cخواهم"


def test_a_name_is_redacted_however_it_was_typed() -> None:
    text = unicodedata.normalize("NFD", "Håkan Sjöström hotar mig")
    assert redacted(text) == redacted("Håkan Sjöström hotar mig") == "[person] hotar mig"


def test_no_text_becomes_longer_and_is_then_refused() -> None:
    rare = "\u0344"
    assert len(unicodedata.normalize("NFC", rare)) == 2
    assert normalized(f"e{rare * 500}") == f"e{rare * 500}"


def test_what_is_only_invisible_is_still_something() -> None:
    assert normalized("\u200d") == "\u200d"
