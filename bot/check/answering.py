"""Whether a visitor would get an answer: the front is ready, and the Rasa behind it."""

from collections.abc import Iterator

from bot.check.asking import Answer, Silence, ask
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings

ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised here, not listened on
WAITS = 503
CHANNEL_PATH = "/webhooks/vagvisaren"


def front_address(settings: Settings) -> str:
    """The front's page on how it is doing, past nginx."""
    host = "127.0.0.1" if settings.web_host in ANYWHERE else settings.web_host
    return f"http://{host}:{settings.web_port}/ready"


def rasa_address(settings: Settings) -> str:
    """Rasa's page on how it is doing, as the front reaches it."""
    return f"{settings.rasa_url.rstrip('/')}{CHANNEL_PATH}/"


def results(front: Answer | Silence, rasa: Answer | Silence | None) -> Iterator[Result]:
    """A line for each of the two; Rasa is not asked while the assistant is turned off."""
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
    """Gathers, and tells."""
    rasa = None if settings.turned_off else ask(rasa_address(settings))
    yield from results(ask(front_address(settings)), rasa)
