"""A profile's phrases in English, by the same names in the answers' texts as the Swedish ones."""

from datetime import date, datetime, time

from bot.municipality.profile import Profile
from bot.programme.opening_hours import next_opening

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def clock(moment: time) -> str:
    """A time as in English running text, of 24 hours: "16:00"."""
    return f"{moment.hour}:{moment.minute:02}"


def day_phrase(day: date, today: date) -> str:
    """A day relative to `today`: "today", "tomorrow" or "on Tuesday"; with the date from a week on."""
    distance = (day - today).days
    if distance < 2:
        return ("today", "tomorrow")[distance]
    name = f"on {WEEKDAYS[day.weekday()]}"
    return name if distance < 7 else f"{name} {day.day} {MONTHS[day.month - 1]}"


POLICE = (
    "In an emergency, call 112. "
    "You can also call the police on 114 14 and ask for the exit coordination (avhopparsamordningen)."
)
"""Where a human is, whatever the municipality; the Swedish one is in profile.py."""


def reception_in_english(profile: Profile) -> str:
    """The reception's name."""
    return profile.english.reception or profile.reception.name


def where_a_human_is(profile: Profile) -> str:
    """The end of every message about a failure."""
    reception = reception_in_english(profile)
    return f"In an emergency, call 112. You can also call {reception}. {_phone_sentence(profile)}"


def where_a_human_is_now(profile: Profile, now: datetime) -> str:
    """The same, and whether the reception is staffed at this moment."""
    return f"{where_a_human_is(profile)} {_now_sentence(profile, now)}"


def out_of_order(profile: Profile) -> str:
    """What a visitor reads when something fails: where a human is, and to try again."""
    return out_of_order_text(where_a_human_is(profile))


def out_of_order_text(where: str) -> str:
    """The same, wherever a human is."""
    return (
        f"Right now not everything works here. {where}"
        "\n\nIt is not your fault. Wait a moment and write the same thing again."
    )


def english_phrases(profile: Profile, now: datetime) -> dict[str, str]:
    """The phrases for a municipality at this moment; what its profile lacks is built of names."""
    english, phone = profile.english, profile.reception.phone
    name, reception = _name(profile), reception_in_english(profile)
    return {
        "municipality": name,
        "municipality_genitive": f"{name}'s",
        "place": profile.place,
        "place_genitive": f"{profile.place}'s",
        "programme": english.programme or f"the exit programme in {profile.place}",
        "residents": english.residents or "",
        "reception": reception,
        "reception_phone": _phone_sentence(profile),
        "reception_contact": f"{reception} {phone}" if phone else f"{reception}, {name}",
        "reception_now": _now_sentence(profile, now),
        "out_of_order": out_of_order(profile),
    }


def _name(profile: Profile) -> str:
    return profile.english.name or f"{profile.place} municipality"


def _phone_sentence(profile: Profile) -> str:
    reception, phone = reception_in_english(profile), profile.reception.phone
    if phone:
        return f"The number to {reception} is {phone}."
    return f"Look for the number to {reception} on {_name(profile)}'s website."


def _now_sentence(profile: Profile, now: datetime) -> str:
    hours = profile.reception.hours
    if hours is None:
        return "I don't know when it is open."
    if profile.is_staffed(now):
        return f"It is open right now, until {clock(hours.closes)}."
    local = profile.local_time(now)
    opening = next_opening(local, hours)
    day = day_phrase(opening.date(), local.date())
    return f"It is closed right now. It opens {day} at {clock(opening.time())}."
