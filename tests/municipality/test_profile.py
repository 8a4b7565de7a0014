"""A municipality's profile: read, checked, and said in Swedish."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.municipality import ProfileError, load_profile
from bot.municipality.contrast import contrast

GOOD = """\
name: Provköpings kommun
genitive: Provköpings kommuns
place: Provköping
programme: avhopparverksamheten i Provköping
origins: ["https://www.example.se"]
exit_page: https://www.example.org/
waiting_limit: 10
retention: {closed: 30, unanswered: 60, contact: 14}
residents: den som bor i Provköping
under_18: null
has_self_check: false
sources:
  "Provköpings plan": {title: en plan}
colours:
  ground: "#17415a"
languages:
  en: Call 112, or {reception_contact}.
reception:
  name: Mottagningen
  phone: "08-463 00 00"
  opens: "09:00"
  closes: "15:00"
  time_zone: Europe/Stockholm
"""
MONDAY_NOON = datetime(2026, 11, 23, 11, tzinfo=timezone.utc)
SATURDAY = datetime(2026, 11, 21, 11, tzinfo=timezone.utc)


def line_of(text: str, within: str) -> int:
    """The line, from 1, on which a text stands."""
    return next(number for number, line in enumerate(within.splitlines(), start=1) if text in line)


def test_eskilstuna_has_no_phone_number_because_no_source_gives_one() -> None:
    profile = load_profile("eskilstuna")
    assert profile.reception.phone is None
    assert profile.phrases(MONDAY_NOON)["reception_phone"] == (
        "Leta efter numret till Vägvalet på Eskilstuna kommuns webbplats."
    )


def test_what_no_source_says_of_botkyrka_is_not_said() -> None:
    profile = load_profile("botkyrka")
    assert (profile.reception.phone, profile.reception.hours) == (None, None)
    assert profile.phrases(MONDAY_NOON)["reception_now"] == "Jag vet inte när det är öppet."
    assert not profile.is_staffed(MONDAY_NOON)
    assert not profile.has_self_check


def test_a_set_phone_number_is_said(tmp_path: Path) -> None:
    (tmp_path / "prov.yml").write_text(GOOD, encoding="utf-8")
    phrases = load_profile("prov", tmp_path).phrases(MONDAY_NOON)
    assert phrases["reception_phone"] == "Numret till Mottagningen är 08-463 00 00."
    assert phrases["reception_contact"] == "Mottagningen 08-463 00 00"


def test_open_and_closed_are_said_by_the_local_clock() -> None:
    profile = load_profile("eskilstuna")
    assert profile.phrases(MONDAY_NOON)["reception_now"] == "Just nu är det öppet, till klockan 16."
    assert profile.phrases(SATURDAY)["reception_now"] == (
        "Just nu är det stängt. Det öppnar på måndag klockan 8."
    )
    assert profile.where_a_human_is_now(SATURDAY).endswith("klockan 8. När det är stängt finns telefonsvar.")
    assert "telefonsvar" not in profile.where_a_human_is_now(MONDAY_NOON)
    assert profile.is_staffed(datetime(2026, 7, 1, 6, 30, tzinfo=timezone.utc)), "8.30 in summer"
    assert not profile.is_staffed(datetime(2026, 12, 1, 6, 30, tzinfo=timezone.utc)), "7.30 in winter"


def test_a_fault_line_says_112_and_the_reception() -> None:
    line = load_profile("eskilstuna").out_of_order()
    assert "112" in line
    assert "Vägvalet" in line


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ('"https://www.example.se"', '"http://www.example.se"', "origins.0", "https://www.example.se"),
        ('"https://www.example.se"', '"https://www.example.se/chat"', "origins.0", "https://www.example.se"),
        ("https://www.example.org/", "javascript:alert(1)", "exit_page", "https://"),
        ("08-463 00 00", "123", "reception.phone", "svenskt telefonnummer"),
        ('"09:00"', "nio", "reception.opens", "klockslag"),
        ("Europe/Stockholm", "Europa/Stockholm", "reception.time_zone", "Europe/Stockholm"),
        ("waiting_limit: 10", "waiting_limit: 0", "waiting_limit", "över noll"),
        ("contact: 14", "contact: snart", "retention.contact", "heltal"),
        ("has_self_check: false", "has_self_check: kanske", "has_self_check", "true eller false"),
        ("  closes:", "  stänger:", "reception.stänger", "ingen känd uppgift"),
        ("Call 112, or {reception_contact}.", "Call us.", "languages.en", "112"),
        ('"#17415a"', '"blå"', "colours.ground", "#17415a"),
        ('"#17415a"', '"#aabbcc"', "colours", "kontrasten"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_is_expected(
    tmp_path: Path, old: str, new: str, field: str, expected: str
) -> None:
    changed = GOOD.replace(old, new)
    (tmp_path / "prov.yml").write_text(changed, encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile("prov", tmp_path)
    line = line_of("colours:" if field == "colours" else new, changed)
    [told] = [each for each in str(error.value).splitlines() if f"{field} " in each]
    assert told.startswith(f"prov.yml, rad {line}: ")
    assert expected in told


def test_what_is_left_out_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "prov.yml").write_text(GOOD.replace("name: Prov", "namn: Prov", 1), encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile("prov", tmp_path)
    assert str(error.value).splitlines() == [
        "prov.yml, rad 1: name saknas",
        "prov.yml, rad 1: namn är ingen känd uppgift; är den felstavad?",
    ]


@pytest.mark.parametrize(
    ("content", "line"), [("name: [", "rad 2"), ("a\n- b: : c", "rad 2"), ("bara text", "rad 1")]
)
def test_what_is_no_profile_at_all_is_told_with_its_line(tmp_path: Path, content: str, line: str) -> None:
    (tmp_path / "prov.yml").write_text(content + "\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=f"prov.yml, {line}"):
        load_profile("prov", tmp_path)


def test_an_unknown_municipality_names_those_there_are() -> None:
    with pytest.raises(ProfileError, match="botkyrka, eskilstuna"):
        load_profile("ingenstans")


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
