"""Checks whether a visitor would get an answer: that the front and Rasa are ready."""

from collections.abc import Iterator

from bot.check.asking import Answer, Silence, ask
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings
from bot.wire import CHANNEL_PATH

ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised here, not listened on
WAITS = 503


def front_address(settings: Settings) -> str:
    """The front's readiness endpoint, without nginx in between."""
    host = "127.0.0.1" if settings.web_host in ANYWHERE else settings.web_host
    return f"http://{host}:{settings.web_port}/ready"


def rasa_address(settings: Settings) -> str:
    """Rasa's readiness endpoint, at the address that the front uses."""
    return f"{settings.rasa_url.rstrip('/')}{CHANNEL_PATH}/"


def results(front: Answer | Silence, rasa: Answer | Silence | None) -> Iterator[Result]:
    """A result for each of the two; `rasa` is None while the assistant is turned off."""
    if not isinstance(front, Answer):
        yield wrong("Webbfronten svarar inte.", "starta den, och läs dess logg.")
    elif front.status == WAITS:
        yield wrong("Webbfronten väntar på Rasa.", "vänta en minut, och starta annars om Rasa.")
    elif not front.is_success:
        yield wrong("Webbfronten är inte redo.", "prova databasen, och läs dess logg.")
    else:
        yield fine("Webbfronten är redo.")
    if rasa is None:
        yield advice("Roboten är avstängd: besökaren läser var en människa finns.", "slå på den när ni vill.")
    elif not isinstance(rasa, Answer):
        yield wrong("Rasa svarar inte.", "starta Rasa, och prova VAGVISAREN_RASA_URL.")
    elif rasa.status == WAITS:
        yield wrong("Rasa läser in sina modeller.", "vänta en minut, och kör igen.")
    elif not rasa.is_success:
        yield wrong("Rasa är inte redo.", "prova VAGVISAREN_RASA_URL, och läs Rasas logg.")
    else:
        yield fine("Rasa svarar.")


def check(settings: Settings) -> Iterator[Result]:
    """Asks both, and judges their answers."""
    rasa = None if settings.turned_off else ask(rasa_address(settings))
    yield from results(ask(front_address(settings)), rasa)
