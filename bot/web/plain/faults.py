"""What went wrong with a form, in Swedish. The page around it says how to reach a human."""

import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot import limits
from bot.intake.erased import ConversationErasedError
from bot.intake.throttle import TooManyTriesError
from bot.web.pace import TooFastError
from bot.web.problem_texts import problem_text

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """The status of the answer, and what the visitor reads above the form."""

    status: int
    text: str


TOO_OLD = Fault(403, "Sidan har varit öppen för länge. Tryck en gång till.")
CODE_AGAIN = Fault(
    403,
    "Sidan har varit öppen för länge, och inget är skickat. Öppna samtalet med koden igen. "
    "Du kan också lämna det du skrev som ett nytt meddelande.",
)
GONE = Fault(
    410,
    "Samtalet går inte att läsa här längre. Det kan vara raderat. Det kan också vara öppnat någon annanstans "
    "med din kod. Var det inte du? Då kan någon annan ha läst det.",
)
NOT_SENT = Fault(
    410,
    "Meddelandet är inte skickat. Samtalet är avslutat, raderat eller öppnat någon annanstans med din kod. "
    "Du kan lämna det du skrev som ett nytt meddelande.",
)
ERASED = Fault(410, "Det samtalet är raderat. Tryck en gång till för att lämna ett nytt meddelande.")
TOO_FAST = Fault(429, "Det kom många meddelanden på en gång. Vänta en halv minut och tryck igen.")
TOO_MANY_CODES = Fault(429, "Det går inte att pröva fler koder just nu. Vänta en minut och försök igen.")
OUT_OF_ORDER = Fault(
    503, "Just nu fungerar inte allt hos oss. Inget är ditt fel. Vänta en stund och tryck igen."
)
TURNED_OFF = Fault(503, "Meddelandet är inte skickat. Det går inte att lämna meddelanden just nu.")
WRONG = Fault(404, problem_text("wrong_code"))
NOT_ERASED = Fault(503, "Samtalet kunde inte raderas helt just nu. Tryck en gång till.")
NOT_SURE = Fault(400, "Kryssa i rutan först, om du vill radera.")
NOTHING_WRITTEN = Fault(400, "Skriv något i rutan först.")

OF_ERRORS: dict[type[Exception], Fault] = {
    ConversationErasedError: ERASED,
    TooFastError: TOO_FAST,
    TooManyTriesError: TOO_MANY_CODES,
    SQLAlchemyError: OUT_OF_ORDER,
}
ERRORS = tuple(OF_ERRORS)
"""The errors that a form tells of itself, so that what was typed stays."""


def fault_of(error: Exception) -> Fault:
    """What a visitor is told of one of `ERRORS`."""
    if isinstance(error, SQLAlchemyError):
        logger.error("The database failed a form.", exc_info=error)
    return next(fault for kind, fault in OF_ERRORS.items() if isinstance(error, kind))


def fault_in(message: str, contact: str = "") -> Fault | None:
    """What is wrong with what was typed."""
    if not message:
        return NOTHING_WRITTEN
    for text, longest, name in (
        (message, limits.MESSAGE_CHARACTERS, "Meddelandet"),
        (contact, limits.CONTACT_CHARACTERS, "Det du skrev om hur du kan nås"),
    ):
        if len(text) > longest:
            return Fault(413, f"{name} är {len(text) - longest} tecken för långt. Korta det, och tryck igen.")
    return None
