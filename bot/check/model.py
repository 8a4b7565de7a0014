"""Whether the model is made of what lies here."""

from collections.abc import Iterator

from bot import train
from bot.check.results import Result, fine, wrong
from bot.settings import Settings


def results(exists: bool, is_current: bool) -> Iterator[Result]:
    """One line."""
    if not exists:
        yield wrong("Det finns ingen tränad modell.", "kör make train.")
    elif not is_current:
        yield wrong("Modellen är inte tränad på de här svaren.", "kör make train, och starta om Rasa.")
    else:
        yield fine("Modellen är tränad på de här svaren.")


def check(_: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    yield from results(train.MODEL.exists(), train.is_current())
