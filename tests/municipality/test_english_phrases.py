"""The phrases that answers fill in, in English."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.municipality import Profile, load_profile
from bot.municipality.english_phrases import english_phrases

ESKILSTUNA, BOTKYRKA = load_profile("eskilstuna"), load_profile("botkyrka")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize("profile", [ESKILSTUNA, BOTKYRKA])
def test_every_phrase_has_an_english_one(profile: Profile) -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=STOCKHOLM)
    swedish, english = profile.phrases(now), english_phrases(profile, now)
    assert english.keys() == swedish.keys()
    assert [name for name in swedish if bool(swedish[name]) != bool(english[name])] == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 25, 12), "It is open right now, until 16:00."),
        (datetime(2026, 11, 25, 7), "It is closed right now. It opens today at 8:00."),
        (datetime(2026, 11, 25, 20), "It is closed right now. It opens tomorrow at 8:00."),
        (datetime(2026, 11, 27, 20), "It is closed right now. It opens on Monday at 8:00."),
    ],
)
def test_it_says_whether_somebody_answers_now(now: datetime, said: str) -> None:
    assert english_phrases(ESKILSTUNA, now.replace(tzinfo=STOCKHOLM))["reception_now"] == said


def test_without_hours_or_a_number_it_says_so() -> None:
    phrases = english_phrases(BOTKYRKA, datetime(2026, 11, 25, 12, tzinfo=STOCKHOLM))
    assert phrases["reception_now"] == "I don't know when it is open."
    assert phrases["reception_phone"].startswith("Look for the number to social services (socialtjänsten)")
    assert "112" in phrases["out_of_order"]
