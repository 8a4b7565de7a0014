"""Who and where somebody is gets hidden, and everything else stays as it was."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy.found import Found, Kind
from bot.privacy.redaction import Parts, find, redacted, tells_who, without_overlaps


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Jag heter Amir Exempelsson.", "Jag heter [person]."),
        ("min brorsa yusuf är med", "min brorsa [person] är med"),
        ("han som kallas Blixten hotar mig", "han som kallas [person] hotar mig"),
        ("mitt namn är lovisa", "mitt namn är [person]"),
        ("ahmeds kusin sa det", "[person] kusin sa det"),
        ("viktor b står på listan", "[person] står på listan"),
        ("Viktor B är farlig", "[person] är farlig"),
        ("Viktor B. är farlig", "[person] är farlig"),
        ("jag såg ahmed d igår", "jag såg [person] igår"),
        ("Ali H och Omar D", "[person] och [person]"),
        ("Sofia Å", "[person]"),
        ("efes s hotar mig", "[person] hotar mig"),  # known by the list of names alone
        ("Shpend B hotar mig", "[person] hotar mig"),
        ("hans namn är efes t", "hans namn är [person]"),
        ("vi bor i årby", "vi bor i [plats]"),
        ("ring 070-174 06 35 eller mejla kim@example.org", "ring [telefonnummer] eller mejla [e-postadress]"),
        ("900101-2384, Påhittsgatan 4", "[personnummer], [adress]"),
    ],
)
def test_what_tells_who_or_where_is_replaced(text: str, hidden: str) -> None:
    assert redacted(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "",
        "min bror är med i ett gäng",
        "Jag bor i Eskilstuna och min mamma i Botkyrka",
        "de flyttade till Södermanlands län, och sen till Finland",
        "socialtjänsten och polisen samarbetar",
        "kan Vägvalet hjälpa mig?",
        "måste man gola",
        "jag heter inte nåt",
        "vad heter programmet",
        "bror jag orkar inte mer",
    ],
)
def test_roles_municipalities_countries_and_public_bodies_stay(text: str) -> None:
    assert redacted(text) == text


def test_a_redacted_text_is_not_changed_by_redacting_it_again() -> None:
    once = redacted("Amir Exempelsson, 070-174 06 35, Påhittsgatan 4, tsm46c")
    assert redacted(once) == once


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("[person] ringer 070-174 06 35", "[person] ringer [telefonnummer]"),
        ("[person]070-174 06 35[plats]", "[person][telefonnummer][plats]"),
    ],
)
def test_what_stands_beside_something_redacted_is_redacted_as_well(text: str, hidden: str) -> None:
    assert redacted(text) == hidden


@pytest.mark.parametrize(
    ("text", "known", "tells"),
    [
        ("Xqz går blarp", "names", True),  # as many Swedish words as others
        ("Xqz går blarp qwrp", "names", False),
        ("Xqz går hem", "guesses", True),
        ("Xqz går hem blarp", "guesses", True),  # more Swedish words than others
        ("Xqz går hem blarp qwrp", "guesses", False),
        ("Xqz går", "guesses", False),  # one word says nothing of the language
        ("123går hem", "guesses", True),  # the name ends where the next word begins
    ],
)
def test_a_name_counts_among_swedish_words_and_one_that_is_guessed_among_more_of_them(
    text: str, known: str, tells: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = Parts(**{"patterns": [], "names": [], "guesses": [], known: [Found(0, 3, Kind.PERSON)]})
    monkeypatch.setattr(Parts, "of", lambda _: parts)
    assert tells_who(text) is tells


@pytest.mark.parametrize("text", ["jag heter Amir", "070-174 06 35", "Påhittsgatan 4", "900101-2384"])
def test_a_name_a_number_or_an_address_tells_who(text: str) -> None:
    assert tells_who(text)


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "çeteden çıkmak istiyorum, yardım edin", "xyzzy"])
def test_words_that_are_not_swedish_are_not_taken_for_names(text: str) -> None:
    assert not tells_who(text)


def test_a_name_nobody_has_heard_is_noticed_in_a_swedish_sentence() -> None:
    assert tells_who("det var Qvarzilina som sa till mig att ta väskan")


@pytest.mark.parametrize("text", ["", "vi bor i årby", "hur gör jag", "kriterium 1, 3, 5 och 11"])
def test_a_place_alone_does_not(text: str) -> None:
    assert not tells_who(text)


def test_parts_that_touch_the_same_letters_become_one_of_the_most_certain_kind() -> None:
    parts = [
        Found(0, 9, Kind.NUMBER),
        Found(4, 6, Kind.PHONE),
        Found(8, 12, Kind.PERSON),
        Found(12, 14, Kind.CARD),
    ]
    assert without_overlaps(parts) == [Found(0, 12, Kind.PHONE), Found(12, 14, Kind.CARD)]


@settings(deadline=None)  # speed is measured in a benchmark
@given(st.text(max_size=300))
def test_any_text_can_be_redacted_and_what_is_found_lies_in_it(text: str) -> None:
    found = find(text)
    assert redacted(text) is not None
    assert all(0 <= part.start < part.end <= len(text) for part in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
