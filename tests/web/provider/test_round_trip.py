"""The way to the provider and back, bound to one browser and to ten minutes."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.web.desk.round_trip import WITHIN, RoundTrip, StrayError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
KEY = b"of our servers"
TRIP = RoundTrip.begin(KEY, NOW)


def test_the_browser_that_left_may_come_back_within_ten_minutes() -> None:
    assert RoundTrip.resume(TRIP.cookie, TRIP.state, KEY, NOW + WITHIN) == TRIP


def test_no_two_are_alike_and_what_is_told_tells_nothing_of_the_rest() -> None:
    told = {
        value
        for trip in (TRIP, RoundTrip.begin(KEY, NOW))
        for value in (trip.state, trip.nonce, trip.verifier, trip.cookie.partition(".")[2])
    }
    assert len(told) == 8
    assert min(map(len, told)) >= 43  # 32 random bytes, and the length PKCE asks for


@pytest.mark.parametrize(
    ("cookie", "state", "minutes"),
    [
        (None, TRIP.state, 0),
        ("", TRIP.state, 0),
        ("", RoundTrip("", KEY).state, 0),
        (TRIP.cookie, None, 0),
        (TRIP.cookie, "", 0),
        (TRIP.cookie, "å", 0),
        (TRIP.cookie, RoundTrip.begin(KEY, NOW).state, 0),
        (RoundTrip.begin(KEY, NOW).cookie, TRIP.state, 0),
        (TRIP.cookie, TRIP.state, 10.1),
        (f"9{TRIP.cookie}", TRIP.state, 10.1),
    ],
    ids=["no cookie", "empty", "both empty", "no state", "empty state", "not ASCII", "other's state",
         "other's cookie", "too late", "later by the browser's word"],
)  # fmt: skip
def test_what_does_not_fit_or_comes_late_is_stray(
    cookie: str | None, state: str | None, minutes: float
) -> None:
    with pytest.raises(StrayError):
        RoundTrip.resume(cookie, state, KEY, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("cookie", ["no time.x", ".x", "x", "1e9.x"])
def test_a_cookie_of_somebodys_own_making_is_stray_too(cookie: str) -> None:
    with pytest.raises(StrayError):
        RoundTrip.resume(cookie, RoundTrip(cookie, KEY).state, KEY, NOW)


def test_a_cookie_that_our_servers_did_not_sign_is_stray() -> None:
    forged = RoundTrip.begin(b"another key", NOW)
    with pytest.raises(StrayError):
        RoundTrip.resume(forged.cookie, forged.state, KEY, NOW)
