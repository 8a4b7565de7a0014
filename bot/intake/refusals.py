"""Sign-ins that failed: recorded in the audit log, and a session that guesses at codes is ended.

Threat: somebody tries passwords, or has one and tries codes. Method: every failure is recorded with the
account that it was about, and without what was typed. Neither is a name recorded that no account has, because
it may be a password in the wrong field; such entries are limited in number, because anybody can cause them.
Not covered: somebody who guesses slowly at one account, but for an administrator who reads the log.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.intake import audit, sessions, staff, throttle
from bot.intake.audit import Action, Subject
from bot.intake.models import DeskSession
from bot.intake.staff import NoSuchAccountError

NO_ACCOUNT = Subject("ett namn som inte finns", municipality=None)
UNKNOWN_NAMES = "unknown-names"
UNKNOWN_NAMES_PER_WINDOW = 10
WRONG_CODES_PER_SESSION = 5


def wrong_password(session: Session, name: str, now: datetime) -> None:
    """Records a wrong password, or a name that no account has."""
    try:
        account = staff.find(session, name)
    except NoSuchAccountError:
        _unknown_name(session, now)
    else:
        audit.record(session, audit.SOMEBODY, Action.PASSWORD_REFUSED, account, now)


def _unknown_name(session: Session, now: datetime) -> None:
    try:
        throttle.count(session, UNKNOWN_NAMES, UNKNOWN_NAMES_PER_WINDOW, now)
    except throttle.TooManyTriesError:
        return
    audit.record(session, audit.STRANGER, Action.NAME_REFUSED, NO_ACCOUNT, now)


def wrong_code(session: Session, half: DeskSession, now: datetime) -> bool:
    """Records a wrong one-time code; returns whether the session that waits for one goes on."""
    audit.record(session, audit.SOMEBODY, Action.CODE_REFUSED, half.staff, now)
    half.wrong_codes += 1
    if half.wrong_codes < WRONG_CODES_PER_SESSION:
        return True
    sessions.end_one(session, half)
    return False
