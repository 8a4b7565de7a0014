"""A profile that is not complete is told before the first visitor needs what is missing."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from bot.check import profile as profile_check
from bot.check.profile import check, results
from bot.check.results import Verdict
from bot.municipality import Profile, ProfileError, load_profile
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
FINE, ADVICE, WRONG = Verdict.FINE, Verdict.ADVICE, Verdict.WRONG
ALL_DAYS = frozenset(date(2026, 11, 1) + timedelta(days=day) for day in range(500))


def profile(origins: tuple[str, ...] = ("https://www.example.se",), **reception: Any) -> Profile:
    base = load_profile("eskilstuna")
    complete = base.reception.model_copy(update={"phone": "08-123 456 78", **reception})
    return base.model_copy(update={"origins": origins, "reception": complete})


def verdicts(of: Profile) -> list[Verdict]:
    return [each.verdict for each in results(of, NOW)]


def test_a_complete_profile_is_in_order() -> None:
    assert verdicts(profile()) == [FINE, FINE]


def test_nobody_goes_live_without_a_phone() -> None:
    assert verdicts(profile(phone=None)) == [WRONG, FINE]


def test_a_municipality_of_which_little_is_known_is_told_what_to_fill_in() -> None:
    said = [each.text for each in results(load_profile("botkyrka"), NOW) if each.verdict is WRONG]
    for field in ("reception.phone", "reception.opens", "reception.when_closed", "residents", "under_18"):
        assert any(field in text and "botkyrka.yml" in text for text in said), field


def test_without_other_pages_it_is_said_that_only_our_own_shows_the_chat() -> None:
    assert verdicts(profile(origins=())) == [FINE, ADVICE]


@pytest.mark.parametrize(
    "hours",
    [
        {"opens": time(16), "closes": time(8)},
        {"opens": time(8), "closes": time(8)},
        {"closed_days": ALL_DAYS},
    ],
)
def test_a_reception_that_never_opens_is_told(hours: dict[str, Any]) -> None:
    assert verdicts(profile(**hours)) == [WRONG, FINE]


def test_a_profile_that_cannot_be_read_is_told() -> None:
    [line] = check(Settings(municipalities="ingenstans"))
    assert line.verdict is WRONG
    assert line.text.startswith("En kommuns profil kan inte läsas: Det finns ingen profil 'ingenstans'.")
    assert "VAGVISAREN_MUNICIPALITIES" in line.text


def test_all_that_is_wrong_in_a_profile_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise ProfileError("a.yml, rad 1: name saknas\na.yml, rad 2: key saknas")

    monkeypatch.setattr(profile_check, "load_profiles", refuse)
    [line] = check(Settings())
    assert "läsas: a.yml, rad 1: name saknas; a.yml, rad 2: key saknas. Gör så här: rätta" in line.text
