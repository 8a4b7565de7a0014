"""What the application holds while it runs, and what is known about each request."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

from anyio import Semaphore
from starlette.requests import Request

from bot.conversations.store import Conversations
from bot.intake.case_store import CaseStore
from bot.municipality import Profile, Profiles
from bot.web.case_changes import CaseChanges
from bot.web.explanation import Explanation
from bot.web.pace import Pace
from bot.web.rasa_client import RasaClient
from bot.web.slow_hashing import SlowHashing
from bot.web.usage import UsageCounter


@dataclass(frozen=True)
class AppState:
    """What all requests share. Built when the application starts, and the same until it stops.

    `database_connections` limits how many requests use the database at once. `open_conversations` gives the
    assistant's own store, which is needed only while the assistant is turned off.
    """

    rasa: RasaClient
    pace: Pace
    profiles: Profiles
    case_store: CaseStore
    database_connections: Semaphore
    case_changes: CaseChanges
    usage: UsageCounter
    explanation: Explanation
    sources: Path | None
    is_turned_off: bool
    open_conversations: Callable[[], Conversations]
    slow_hashing: SlowHashing


class RequestState(TypedDict):
    """What is known about one request; each has a copy of its own, which starts as the application's.

    `profile` is the municipality's that the request is for: set as soon as that is known, so that an error
    can tell where a human is. None until then, unless only one municipality is served. `language` is the
    page's, which an error is told in.
    """

    app: AppState
    profile: Profile | None
    language: str


WebRequest: TypeAlias = Request[RequestState]
