"""The audit log, for administrators."""

from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.intake import audit
from bot.intake.audit import Action
from bot.intake.vault import Vault
from bot.web.desk.guard import ADMINISTRATORS, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction

SHOWN = 500

WORDS = {
    Action.SIGNED_IN: "loggade in",
    Action.SIGNED_IN_EXTERNALLY: "loggade in med kommunens konto",
    Action.SIGN_IN_REFUSED: "nekades inloggning med kommunens konto:",
    Action.PASSWORD_REFUSED: "skrev fel lösenord till kontot",
    Action.CODE_REFUSED: "skrev rätt lösenord men fel kod till kontot",
    Action.NAME_REFUSED: "försökte logga in med",
    Action.SIGNED_OUT: "loggade ut",
    Action.CASE_OPENED: "startade ärendet",
    Action.CASE_READ: "läste ärendet",
    Action.CASE_READ_FOR_REASON: "läste med ett skäl ärendet",
    Action.CASE_TAKEN: "tog ärendet",
    Action.CASE_PUT_BACK: "lade tillbaka ärendet",
    Action.CASE_HANDED_BACK: "lämnade ärendet till roboten",
    Action.CASE_ENDED: "avslutade ärendet",
    Action.CASE_REFERRED: "hänvisade vidare och avslutade ärendet",
    Action.CASE_ERASED: "raderade ärendet",
    Action.CONTACT_ERASED: "raderade kontaktvägen i ärendet",
    Action.RETURNED: "öppnade ärendet med återkomstkoden",
    Action.NOTE_CHANGED: "ändrade anteckningen i ärendet",
    Action.STAFF_ADDED: "lade till kontot",
    Action.STAFF_REMOVED: "tog bort kontot",
    Action.RIGHTS_CHANGED: "ändrade rollen eller kommunen för kontot",
    Action.PASSWORD_CHANGED: "gav nytt lösenord till kontot",
    Action.TOTP_RESET: "återställde kodappen för kontot",
    Action.KEYS_ROTATED: "bytte krypteringsnyckel, antal texter:",
}


async def audit_log(request: DeskRequest, user: DeskUser) -> Response:
    """The newest entries about the user's municipality and about the whole installation."""

    def read(session: Session, _: Vault) -> list[tuple[object, str]]:
        entries = audit.latest(session, user.municipality, SHOWN)
        return [(entry, WORDS[Action(entry.action)]) for entry in entries]

    return render(request, "audit.html", {"entries": await in_transaction(request.state["app"], read)})


routes = [page("/audit", audit_log, ADMINISTRATORS)]
