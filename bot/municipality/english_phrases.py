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


def english_phrases(profile: Profile, now: datetime) -> dict[str, str]:
    """The phrases for a municipality at this moment; what its profile lacks is built of names."""
    english, phone = profile.english, profile.reception.phone
    name = english.name or f"{profile.place} municipality"
    reception = english.reception or profile.reception.name
    phone_sentence = (
        f"The number to {reception} is {phone}."
        if phone
        else f"Look for the number to {reception} on {name}'s website."
    )
    where = f"In an emergency, call 112. You can also call {reception}. {phone_sentence}"
    return {
        "municipality": name,
        "municipality_genitive": f"{name}'s",
        "place": profile.place,
        "place_genitive": f"{profile.place}'s",
        "programme": english.programme or f"the exit programme in {profile.place}",
        "residents": english.residents or "",
        "reception": reception,
        "reception_phone": phone_sentence,
        "reception_contact": f"{reception} {phone}" if phone else f"{reception}, {name}",
        "reception_now": _now_sentence(profile, now),
        "out_of_order": (
            f"Right now not everything works here. {where}"
            "\n\nIt is not your fault. Wait a moment and write the same thing again."
        ),
    }


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
