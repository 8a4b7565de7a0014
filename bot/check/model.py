"""Checks that the model was trained from the current inputs, and that each Rasa has loaded it."""

from collections.abc import Iterator

from bot.check.installed import in_container
from bot.check.processes import running
from bot.check.results import Result, advice, fine, wrong
from bot.run import train
from bot.run.environments import Environment
from bot.settings import Settings


def results(exists: bool, is_current: bool, is_old_in_a_rasa: bool) -> Iterator[Result]:
    """A result for the file, and one for the servers if one of them has loaded an older model."""
    if not exists:
        yield wrong("Det finns ingen tränad modell.", "kör make train.")
    elif not is_current:
        yield wrong("Modellen är inte tränad på de här svaren.", "kör make train, och starta om Rasa.")
    else:
        yield fine("Modellen är tränad på de här svaren.")
    if is_old_in_a_rasa:
        yield advice(
            "En Rasa startades innan modellen byttes, och svarar med den förra.",
            "starta om varje Rasa, en i taget (docs/drift.md, Uppgradera).",
        )


def check(_: Settings) -> Iterator[Result]:
    """Checks the model and the running Rasa servers; the front's container has no model."""
    if in_container() and not Environment.RASA.python.exists():
        yield fine("Modellen finns i Rasas egen avbild, och tränas när den byggs.")
        return
    is_old = any(process.has_old_model for process in running())
    yield from results(train.MODEL.exists(), train.is_current(), is_old)
