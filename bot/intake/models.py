"""The tables. What people wrote is in encrypted columns, `sealed_...`, and is read through the vault."""

import enum
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import registry, relationship
from sqlalchemy.types import TypeDecorator

tables = registry()
Table: Any = tables.generate_base()


class UtcDateTime(TypeDecorator):  # type: ignore[misc]
    """A time zone aware moment, in UTC; SQLite itself stores no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuses moments without a time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(timezone.utc) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Adds the time zone again."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class CaseState(str, enum.Enum):
    """Who has the case."""

    WAITING = "waiting"  # in the queue; the visitor waits for a worker
    LEFT = "left"  # the visitor left a message
    TAKEN = "taken"  # a worker has it
    HANDED_BACK = "handed_back"  # the assistant answers again
    ENDED = "ended"


OPEN_STATES = frozenset({CaseState.WAITING, CaseState.LEFT, CaseState.TAKEN})
"""The states in which a visitor's message is meant for a human."""


class DangerKind(str, enum.Enum):
    """What kind of danger the assistant heard; the names are those of its labels, `danger/...`."""

    THREAT = "threat"
    VIOLENCE = "violence_to_other"
    SUICIDE = "suicide"
    CHILD = "child"

    @classmethod
    def of_label(cls, label: str) -> "DangerKind | None":
        """The kind that one of the assistant's labels names; None if it names none."""
        return next((kind for kind in cls if label == f"danger/{kind.value}"), None)


class Sender(str, enum.Enum):
    """Who a message is from."""

    VISITOR = "visitor"
    WORKER = "worker"
    SYSTEM = "system"


class Role(str, enum.Enum):
    """A staff member's role: workers read cases, administrators the audit log, and nobody may do both."""

    WORKER = "worker"
    ADMINISTRATOR = "administrator"


def _values(kind: type[enum.Enum]) -> Enum:
    """An enum stored as text, so that a new value needs no migration."""
    return Enum(
        kind, native_enum=False, length=20, values_callable=lambda each: [item.value for item in each]
    )


def _municipality() -> Column[Any]:
    """A column for a profile's key, which is required."""
    return Column(String(40), nullable=False)


class StaffMember(Table):  # type: ignore[misc]
    """An account at the desk."""

    __tablename__ = "staff"
    __table_args__ = (Index("staff_by_external_id", "external_id", unique=True),)

    id = Column(Integer, primary_key=True)
    name = Column(String(64), nullable=False, unique=True)
    municipality = _municipality()
    role = Column(_values(Role), nullable=False)
    password_hash = Column(String(200), nullable=False)
    sealed_totp_secret = Column(LargeBinary, nullable=False)
    has_proved_totp = Column(Boolean, nullable=False, default=False)
    last_totp_step = Column(Integer, nullable=False, default=0)
    external_id = Column(String(64))  # if set, sign-in is at the identity provider only


class DeskSession(Table):  # type: ignore[misc]
    """A browser's session: signed in, or with the password given and not yet the one-time code."""

    __tablename__ = "desk_sessions"

    id = Column(Integer, primary_key=True)
    token_hash = Column(String(64), nullable=False, unique=True)
    csrf_token = Column(String(64), nullable=False)
    staff_id = Column(ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True)
    is_signed_in = Column(Boolean, nullable=False, default=False)
    wrong_codes = Column(Integer, nullable=False, default=0)
    active_at = Column(UtcDateTime, nullable=False)  # a person last did something
    seen_at = Column(UtcDateTime, nullable=False)  # a page was last open
    began_at = Column(UtcDateTime)  # null if begun by the version before, and not used since

    staff = relationship(StaffMember, lazy="joined", innerjoin=True)


class Case(Table):  # type: ignore[misc]
    """One visitor's case. Nothing in it identifies the visitor, except what the visitor wrote."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_by_state", "state"), {"sqlite_autoincrement": True})

    id = Column(Integer, primary_key=True)
    municipality = _municipality()
    label = Column(String(64), nullable=False, unique=True)
    state = Column(_values(CaseState), nullable=False)
    is_danger = Column(Boolean, nullable=False, default=False)
    sealed_danger_kind = Column(LargeBinary)  # null if unknown; it tells of what the visitor wrote
    visitor_hash = Column(String(64), unique=True)
    code_hash = Column(String(64), unique=True)
    code_tag = Column(String(6), index=True)
    sealed_shared = Column(LargeBinary)
    sealed_contact = Column(LargeBinary)
    sealed_note = Column(LargeBinary)
    taken_by_id = Column(ForeignKey("staff.id", ondelete="SET NULL"), index=True)
    waiting_since = Column(UtcDateTime, nullable=False)
    changed_at = Column(UtcDateTime, nullable=False)
    visitor_seen_at = Column(UtcDateTime)

    taken_by = relationship(StaffMember)

    @property
    def name(self) -> str:
        """Its name in the audit log: labels are reused, numbers are not."""
        return f"{self.label} ({self.id})"


class NotUnderstood(Table):  # type: ignore[misc]
    """A message that the assistant did not understand. Neither its sender nor its time of day is stored."""

    __tablename__ = "not_understood"

    id = Column(String(32), primary_key=True)  # random: an ascending number would reveal the order
    municipality = _municipality()
    day = Column(Date, nullable=False, index=True)
    sealed_text = Column(LargeBinary, nullable=False)


class Kind(str, enum.Enum):
    """What is counted; counts.py lists the details of each kind."""

    TOPIC = "topic"
    SELF_CHECK_STARTED = "self_check_started"
    SELF_CHECK_ENDED = "self_check_ended"
    HUMAN_ASKED = "human_asked"  # to write with now
    MESSAGE_LEFT = "message_left"
    TAKEN = "taken"
    WAITED = "waited"
    RETURNED = "returned"
    DANGER = "danger"
    NOT_UNDERSTOOD = "not_understood"
    HOUR = "hour"


class Count(Table):  # type: ignore[misc]
    """A usage figure of a day or a month. No row belongs to one person or conversation."""

    __tablename__ = "counts"
    __table_args__ = ({"sqlite_with_rowid": False},)  # row ids would reveal what happened first

    day = Column(Date, primary_key=True)
    municipality = Column(String(40), primary_key=True)
    kind = Column(_values(Kind), primary_key=True)
    detail = Column(String(60), primary_key=True)
    number = Column(Integer, nullable=False)


class ErasedConversation(Table):  # type: ignore[misc]
    """An erased conversation, to which nothing may be added."""

    __tablename__ = "erased_conversations"

    visitor_hash = Column(String(64), primary_key=True)
    at = Column(UtcDateTime, nullable=False)


class Message(Table):  # type: ignore[misc]
    """A line of a case. Ids ascend in the order in which the lines became visible."""

    __tablename__ = "messages"
    __table_args__ = (Index("messages_in_order", "case_id", "id"), {"sqlite_autoincrement": True})

    id = Column(Integer, primary_key=True)
    case_id = Column(ForeignKey("cases.id", ondelete="CASCADE"), nullable=False)
    sender = Column(_values(Sender), nullable=False)
    sealed_text = Column(LargeBinary, nullable=False)
    delivery = Column(String(64), nullable=False, unique=True)  # the same for every retry of a message
    sent_at = Column(UtcDateTime, nullable=False)


class DraftKind(str, enum.Enum):
    """What a worker is writing."""

    REPLY = "reply"
    NOTE = "note"


class CaseReader(Table):  # type: ignore[misc]
    """A worker who has the page of a case open, or had it lately."""

    __tablename__ = "case_readers"

    case_id = Column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    staff_id = Column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    seen_at = Column(UtcDateTime, nullable=False)


class Draft(Table):  # type: ignore[misc]
    """What a worker has written in a case and not yet sent: one of each kind."""

    __tablename__ = "drafts"
    __table_args__ = (Index("drafts_by_case", "case_id", "staff_id", "kind", unique=True),)

    id = Column(Integer, primary_key=True)
    case_id = Column(ForeignKey("cases.id", ondelete="CASCADE"), nullable=False)
    staff_id = Column(ForeignKey("staff.id", ondelete="CASCADE"), nullable=False)
    kind = Column(_values(DraftKind), nullable=False)
    sealed_text = Column(LargeBinary, nullable=False)


class Reading(Table):  # type: ignore[misc]
    """That a session at the desk has read a case, and what called for it, besides that the case waited."""

    __tablename__ = "readings"

    session_id = Column(ForeignKey("desk_sessions.id", ondelete="CASCADE"), primary_key=True)
    case_id = Column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True)
    has_held = Column(Boolean, nullable=False)  # the case, during the session
    has_reason = Column(Boolean, nullable=False)  # stated, and in the audit log


class Attempt(Table):  # type: ignore[misc]
    """An attempt at a password, a one-time code or a return code."""

    __tablename__ = "attempts"
    __table_args__ = (Index("attempts_by_subject", "subject", "until"),)

    id = Column(Integer, primary_key=True)
    subject = Column(String(80), nullable=False)
    until = Column(UtcDateTime, nullable=False)  # when it stops counting


class AuditEntry(Table):  # type: ignore[misc]
    """An entry of the audit log. The database itself refuses to change or delete it."""

    __tablename__ = "audit"

    id = Column(Integer, primary_key=True)
    at = Column(UtcDateTime, nullable=False)
    actor = Column(String(64), nullable=False)
    action = Column(String(40), nullable=False)
    subject = Column(String(64), nullable=False)
    detail = Column(String(200))  # such as the stated reason
    municipality = Column(String(40))  # null for the whole installation
