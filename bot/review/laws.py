"""Finds answers that are based on a proposal, or on something that applies only until a certain day.

Their metadata says so: `proposed` is the day from which a proposal would apply, and `valid_to` the last day
on which something applies. Editors remove them when the answer says what was decided.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.municipality.answers import Answers, metadata_of
from bot.review.findings import Finding, Urgency

AHEAD = timedelta(days=60)

PROPOSED = "proposed"
VALID_TO = "valid_to"


def findings(answers: Answers, today: date) -> Iterator[Finding]:
    """A finding for each such day that has passed or is near."""
    for day, names in _by_day(answers, PROPOSED).items():
        text = f"Svar som bygger på ett förslag om vad som ska gälla från {day}: {len(names)}."
        if day <= today:
            text += " Ingen har skrivit in om det blev så."
            yield Finding(Urgency.NOW, text, _mend(PROPOSED), names)
        elif day - today <= AHEAD:
            yield Finding(Urgency.SOON, text, f"följ vad som beslutas. Då: {_mend(PROPOSED)}", names)
    for day, names in _by_day(answers, VALID_TO).items():
        if day < today:
            text = f"Svar som bygger på något som gällde till och med {day}: {len(names)}."
            yield Finding(Urgency.NOW, text, _mend(VALID_TO), names)
        elif day - today <= AHEAD:
            text = f"Svar som bygger på något som gäller till och med {day}: {len(names)}."
            yield Finding(Urgency.SOON, text, f"i tid, {_mend(VALID_TO)}", names)


def _mend(key: str) -> str:
    return f"ta reda på vad som gäller, rätta svaren, och ta bort eller ändra raden {key} i dem."


def _by_day(answers: Answers, key: str) -> dict[date, tuple[str, ...]]:
    """The names of the answers that have `key` in a variation, by day."""
    found: dict[date, dict[str, None]] = {}
    for name, metadata in metadata_of(answers):
        if key in metadata:
            found.setdefault(date.fromisoformat(str(metadata[key])), {})[name] = None
    return {day: tuple(names) for day, names in sorted(found.items())}
