"""Finds answers on a law that may have changed, or on something that applies only until a certain day.

Their metadata says so: `laws` are keys of shared/laws.yml, and `valid_to` is the last day on which something
applies. Answers on the same law are one finding, because one correction in the file of laws mends them all.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.municipality.answers import LAWS, Answers, metadata_of
from bot.municipality.laws import Law
from bot.review.findings import Finding, Urgency

AHEAD = timedelta(days=60)
FRESH = timedelta(days=90)
"""How long a law's text counts as today's after somebody read it."""
YEAR = timedelta(days=365)

VALID_TO = "valid_to"


def findings(answers: Answers, known: Mapping[str, Law], today: date) -> Iterator[Finding]:
    """A finding for each law to read again, and for each last day that has passed or is near."""
    for key, names in _by_law(answers).items():
        if reasons := list(_reasons(known[key], today)):
            text = f"Svar som lutar sig mot {known[key].title}: {len(names)}. {' '.join(reasons)}"
            yield Finding(_urgency(known[key], today), text, _read_again(key), names)
    for day, names in _by_last_day(answers).items():
        if day < today:
            text = f"Svar som bygger på något som gällde till och med {day}: {len(names)}."
            yield Finding(Urgency.NOW, text, MEND_VALID_TO, names)
        elif day - today <= AHEAD:
            text = f"Svar som bygger på något som gäller till och med {day}: {len(names)}."
            yield Finding(Urgency.SOON, text, f"i tid, {MEND_VALID_TO}", names)


MEND_VALID_TO = f"ta reda på vad som gäller, rätta svaren, och ta bort eller ändra raden {VALID_TO} i dem."


def _reasons(law: Law, today: date) -> Iterator[str]:
    """Why the law has to be read again, in Swedish."""
    if law.pending:
        yield f"Det här är öppet: {law.pending}"
    if law.seen is None:
        yield "Det står inte från vilken dag texten är som lästes."
    elif today - law.seen > FRESH:
        yield f"Texten som lästes är från {law.seen}, mer än {FRESH.days} dagar sedan."
    if law.mark == "O":
        yield "Inget är bekräftat: svaren får bara säga att vi inte vet, och var man kan fråga."


def _urgency(law: Law, today: date) -> Urgency:
    """Something is open, or the text is over a year old or of no known day: an answer may be wrong today."""
    is_old = law.seen is None or today - law.seen > YEAR
    return Urgency.NOW if law.pending or is_old else Urgency.SOON


def _read_again(key: str) -> str:
    return (
        "läs lagen som den lyder i dag och rätta svaren. "
        f"Sätt sedan seen till i dag, och pending till null, för {key} "
        "i bot/municipality/shared/laws.yml. Det räcker för alla svaren."
    )


def _by_law(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The names of the answers that lean on each law, by its key."""
    found: dict[str, dict[str, None]] = {}
    for name, metadata in metadata_of(answers):
        for key in metadata.get(LAWS) or []:
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in sorted(found.items())}


def _by_last_day(answers: Answers) -> dict[date, tuple[str, ...]]:
    """The names of the answers that have a last day in a variation, by day."""
    found: dict[date, dict[str, None]] = {}
    for name, metadata in metadata_of(answers):
        if VALID_TO in metadata:
            found.setdefault(date.fromisoformat(str(metadata[VALID_TO])), {})[name] = None
    return {day: tuple(names) for day, names in sorted(found.items())}
