"""The current time, and how a moment is written on a page."""

from datetime import datetime, timezone

from bot.municipality import Profile


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)


def clock_of(profile: Profile, moment: datetime) -> str:
    """A moment in the municipality's time zone; only the time of day if it is today."""
    local, today = profile.local_time(moment), profile.local_time(now())
    return local.strftime("%H:%M" if local.date() == today.date() else "%Y-%m-%d %H:%M")
