"""Who is at the desk: the account and the rights of the session that a request belongs to."""

from dataclasses import dataclass
from datetime import datetime

from bot.intake import sessions
from bot.intake.models import DeskSession, Role
from bot.municipality import Profile


@dataclass(frozen=True)
class DeskUser:
    """Whose session a request to the desk belongs to, and what that session may do.

    `is_signed_in` is False while only the password has been given, and not yet the one-time code.
    The session ends at `ends_at`; with `can_renew`, only if nobody uses it before then.
    """

    session_id: int
    staff_id: int
    name: str
    profile: Profile
    role: Role
    csrf_token: str
    is_signed_in: bool
    has_password: bool
    ends_at: datetime
    can_renew: bool

    @classmethod
    def of(cls, session: DeskSession, profile: Profile) -> "DeskUser":
        """The session's user; `profile` is that of the account's municipality."""
        account = session.staff
        return cls(
            session_id=session.id,
            staff_id=account.id,
            name=account.name,
            profile=profile,
            role=account.role,
            csrf_token=session.csrf_token,
            is_signed_in=session.is_signed_in,
            has_password=account.external_id is None,
            ends_at=min(sessions.idle_end(session), sessions.last_end(session)),
            can_renew=sessions.idle_end(session) < sessions.last_end(session),
        )

    @property
    def municipality(self) -> str:
        """The key of the account's municipality, the only one whose cases the user may see."""
        return self.profile.key
