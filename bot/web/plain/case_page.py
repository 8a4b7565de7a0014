"""The page of a case: what was written, by whom and when, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.intake import cases, visits
from bot.intake.messages import Line
from bot.intake.models import OPEN_STATES, CaseState, Sender
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.events import situation_of
from bot.web.plain.faults import GONE, Fault, fault_of
from bot.web.plain.form_token import FormToken
from bot.web.plain.leave_message import Draft, message_form
from bot.web.plain.pages import in_form, render
from bot.web.state import WebRequest
from bot.web.transactions import in_transaction
from bot.wire import Reply

WHO = {Sender.VISITOR: "Du", Sender.WORKER: "Handläggaren (människa)", Sender.SYSTEM: "Besked"}
STATES = {
    CaseState.LEFT: "Ingen människa läser just nu. En handläggare kan senare läsa det du skriver.",
    CaseState.HANDED_BACK: "Handläggaren har lämnat tillbaka samtalet.",
    CaseState.ENDED: "Handläggaren har avslutat samtalet.",
}


@dataclass(frozen=True)
class Told:
    """What a page tells beside the case: a fault, what was done, and warnings of danger."""

    fault: Fault | None = None
    done: str = ""
    warnings: Sequence[Reply] = ()


async def case_page(
    request: WebRequest, profile: Profile, token: FormToken, draft: str = "", told: Told = Told()
) -> Response:
    """The case of the token's conversation; the draft stays also while the database cannot show the case."""
    content = {"token": in_form(request, token), "draft": draft, "who": WHO, "told": told, "case": None}
    fault = told.fault
    try:
        found = await in_transaction(request.state["app"], partial(_read, profile, token.conversation))
    except SQLAlchemyError as error:
        fault = fault or fault_of(error)
    else:
        if found is None:
            return message_form(request, profile, Draft(draft), GONE)
        situation, lines = found
        content["case"] = {
            "lines": [(line, _words(line)) for line in lines],
            "state": state_text(situation),
            "is_open": situation.state in OPEN_STATES,
            "is_answered": any(line.sender is Sender.WORKER for line in lines),
        }
    return render(request, "case.html", {**content, "fault": fault}, fault.status if fault else 200)


def _read(
    profile: Profile, token: str, session: Session, vault: Vault
) -> tuple[Situation, list[Line]] | None:
    found = visits.look(session, vault, token, 0, now())
    if found is None:
        return None
    case, lines = found
    return situation_of(profile, session, case), lines


def _words(line: Line) -> str:
    """The line, without what only the chat's page can keep: here no assistant answers."""
    return line.text.removesuffix(cases.NOW_THE_BOT).rstrip() if line.sender is Sender.SYSTEM else line.text


def state_text(situation: Situation) -> str:
    """How the case stands, in Swedish."""
    if situation.state is CaseState.WAITING:
        return f"Du står i kön. Din plats är {situation.place}."
    if situation.state is CaseState.TAKEN:
        is_in = "En handläggare har ditt samtal just nu. Det är en människa."
        away = "Handläggaren är inte här just nu. Det du skriver kan läsas senare."
        return is_in if situation.worker_is_in else away
    return STATES[situation.state]
