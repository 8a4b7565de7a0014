"""Whether the model is made of what lies here, and is the one that each Rasa has read."""

from collections.abc import Iterator

from bot.check.installed import in_container
from bot.check.processes import running
from bot.check.results import Result, advice, fine, wrong
from bot.run import train
from bot.run.environments import Environment
from bot.settings import Settings


def results(exists: bool, is_current: bool, is_old_in_a_rasa: bool) -> Iterator[Result]:
    """A line for the file, and one for the servers where one of them has read another."""
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
    """Gathers, and tells; in the front's container there is no model to look at."""
    if in_container() and not Environment.RASA.python.exists():
        yield fine("Modellen finns i Rasas egen avbild, och tränas när den byggs.")
        return
    is_old = any(process.has_old_model for process in running())
    yield from results(train.MODEL.exists(), train.is_current(), is_old)
