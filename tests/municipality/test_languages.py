"""Six texts in each further language, shown only where the profile names it."""

from datetime import date
from pathlib import Path
from unicodedata import bidirectional

import pytest

from bot.municipality import load_profile
from bot.municipality.answers import FOREIGN, AnswersError, bubbles, shared_answers
from bot.municipality.languages import FOLDER, Page, language_lines, pages

IN_FULL = ("en", "other")
"""Answered in full, and no language."""

RIGHT_TO_LEFT = ("ar", "fa")
each_language = pytest.mark.parametrize("code", sorted(pages()))


def test_every_language_that_is_recognised_has_them() -> None:
    recognised = {name.removeprefix(FOREIGN) for name in shared_answers() if name.startswith(FOREIGN)}
    assert set(pages()) == recognised - set(IN_FULL)


@each_language
def test_each_language_says_the_six_things_with_its_numbers(code: str) -> None:
    page = pages()[code]
    assert "112" in page.emergency
    assert "Bris" in page.under_18 and "116 111" in page.under_18 and "18" in page.under_18
    assert "{reception_contact}" in page.human
    assert "socialtjänsten" in page.passed_on, "what they hear others say"
    six = {page.what, page.no_name, page.passed_on, page.human, page.emergency, page.under_18}
    assert all(six) and len(six) == 6


@each_language
def test_nobody_is_said_to_have_read_it(code: str) -> None:
    """To be changed with the file, by whoever let a native speaker read it."""
    assert pages()[code].read_by_native_speaker is None


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_a_bubble_from_right_to_left_begins_with_its_own_letters(code: str) -> None:
    """The page finds the direction by the first letter."""
    for bubble in bubbles(pages()[code].text):
        assert bidirectional(bubble[0]) == "AL"


@each_language
def test_a_bubble_is_as_short_as_in_an_answer(code: str) -> None:
    [answer] = language_lines({code: None}, shared_answers())[f"{FOREIGN}{code}"]
    for bubble in bubbles(answer["text"].replace("{reception_contact}", "Vägvalet, Eskilstuna kommun")):
        assert len(bubble) <= 350, bubble


def test_it_is_shown_only_where_the_profile_names_the_language() -> None:
    shared = shared_answers()
    assert load_profile("eskilstuna").languages == {}
    assert language_lines({}, shared) == {}
    [ours] = language_lines({"ar": None}, shared)[f"{FOREIGN}ar"]
    line = shared[f"{FOREIGN}ar"][0]["text"].strip()
    assert ours["text"] == f"{line}\n\n{pages()['ar'].text}"
    [own] = language_lines({"ar": "112 {reception_contact}"}, shared)[f"{FOREIGN}ar"]
    assert own["text"].startswith("112 {reception_contact}\n\n")
    [english] = language_lines({"en": "112 {reception_contact}"}, shared)[f"{FOREIGN}en"]
    assert english["text"] == "112 {reception_contact}"


def test_a_language_nobody_recognises_is_refused() -> None:
    with pytest.raises(AnswersError, match="utter_foreign/xx"):
        language_lines({"xx": None}, shared_answers())


def test_what_a_file_lacks_is_told_with_its_name(tmp_path: Path) -> None:
    text = (FOLDER / "fi.yml").read_text(encoding="utf-8")
    (tmp_path / "fi.yml").write_text(text.replace("human:", "humans:"), encoding="utf-8")
    with pytest.raises(AnswersError, match=r"languages/fi.yml, rad \d+: human saknas"):
        pages(tmp_path)


def test_the_order_is_what_this_is_then_secrecy_then_where_to_turn() -> None:
    page = Page(
        what="1",
        no_name="2",
        passed_on="3",
        human="6",
        emergency="4",
        under_18="5",
        written=date(2026, 11, 28),
    )
    assert bubbles(page.text) == ["1 2", "3", "4 5 6"]
