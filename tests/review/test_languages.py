"""`make review` lists the languages that nobody who speaks them has read, those that are shown first."""

from datetime import date

from bot.municipality import load_profile
from bot.municipality.languages import pages
from bot.review.findings import Urgency
from bot.review.languages import findings


def test_what_visitors_are_shown_is_more_urgent_than_what_is_off() -> None:
    profile = load_profile("eskilstuna").model_copy(update={"languages": {"ar": None}})
    shown, off = findings(profile, pages())
    assert (shown.urgency, shown.answers) == (Urgency.SOON, ("foreign/ar",))
    assert off.urgency is Urgency.SOME_TIME
    assert "foreign/so" in off.answers and "foreign/ar" not in off.answers
    assert "read_by_native_speaker" in shown.to_do


def test_what_was_read_is_no_finding() -> None:
    read = {
        code: page.model_copy(update={"read_by_native_speaker": date(2026, 12, 1)})
        for code, page in pages().items()
    }
    assert list(findings(load_profile("eskilstuna"), read)) == []
