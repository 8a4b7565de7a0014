"""A municipality's profile: read, checked, and said in Swedish."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.municipality import ProfileError, load_profile

GOOD = """\
name: Provköpings kommun
origins: ["https://www.example.se"]
exit_page: https://www.example.org/
waiting_limit: 10
retention: {closed: 30, unanswered: 60, contact: 14}
reception:
  name: Mottagningen
  phone: "08-463 00 00"
  opens: "09:00"
  closes: "15:00"
  time_zone: Europe/Stockholm
"""
MONDAY_NOON = datetime(2026, 11, 23, 11, tzinfo=timezone.utc)
SATURDAY = datetime(2026, 11, 21, 11, tzinfo=timezone.utc)


def test_eskilstuna_has_no_phone_number_because_no_source_gives_one() -> None:
    profile = load_profile("eskilstuna")
    assert profile.reception.phone is None
    assert profile.phrases(MONDAY_NOON)["reception_phone"] == (
        "Leta efter numret till Vägvalet på Eskilstuna kommuns webbplats."
    )


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
    assert profile.is_staffed(datetime(2026, 7, 1, 6, 30, tzinfo=timezone.utc)), "8.30 in summer"
    assert not profile.is_staffed(datetime(2026, 12, 1, 6, 30, tzinfo=timezone.utc)), "7.30 in winter"


def test_a_fault_line_says_112_and_the_reception() -> None:
    line = load_profile("eskilstuna").out_of_order()
    assert "112" in line
    assert "Vägvalet" in line


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('"https://www.example.se"', '"http://www.example.se"', "origin"),
        ('"https://www.example.se"', '"https://www.example.se/chat"', "origin"),
        ("https://www.example.org/", "javascript:alert(1)", "https address"),
        ("08-463 00 00", "123", "phone"),
        ("09:00", "nio", "opens"),
        ("Europe/Stockholm", "Europa/Stockholm", "time_zone"),
        ("name: Provköpings kommun", "namn: Provköpings kommun", "name"),
        ("reception:", "reception: [", "prov"),
    ],
)
def test_a_mistake_in_a_profile_names_file_and_field(tmp_path: Path, old: str, new: str, hint: str) -> None:
    (tmp_path / "prov.yml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ProfileError, match="prov") as error:
        load_profile("prov", tmp_path)
    assert hint in str(error.value)


def test_an_unknown_municipality_names_those_there_are() -> None:
    with pytest.raises(ProfileError, match="eskilstuna"):
        load_profile("ingenstans")
