"""A simulated worker who is signed in at the desk of a running installation, over HTTP."""

import secrets
import time
from dataclasses import dataclass

import httpx

from bot.intake.case_store import CaseStore
from lab.desk import csrf_of, current_code, give_code, give_password, make_account, secret_on
from lab.production import Production

WAITS = 15.0

NOTHING_CHANGED = "Något blev fel. Inget är ändrat."
NGINX_OWN_PAGE = "Det gick inte att nå tjänsten just nu. Är det akut, ring 112."
"""nginx's answer when the front cannot be reached; visitors' pages show their own line instead."""

NOBODY = None
"""No response at all: the browser or the desk's page then shows its own message."""


@dataclass(frozen=True)
class Seen:
    """A response to the worker; `text` is None if there was none."""

    at: float
    status: int
    text: str | None

    @property
    def is_good(self) -> bool:
        """Whether the request succeeded."""
        return self.status in (200, 303)

    def shows(self, line: str | None) -> bool:
        """Whether the response contains `line`, or there is none and `line` is NOBODY."""
        return self.text is None if line is NOBODY else line in (self.text or "")


class Worker:
    """Signs in once, and stays signed in whatever fails."""

    def __init__(self, production: Production, case_store: CaseStore) -> None:
        self._browser = production.client(WAITS)
        self._browser.headers["Origin"] = production.address
        self._browser.follow_redirects = True
        self.seen: list[Seen] = []
        account = make_account(case_store, f"anna {secrets.token_hex(4)}")
        give_code(self._browser, current_code(secret_on(give_password(self._browser, account).text)))
        self._csrf = csrf_of(self._browser)

    def close(self) -> None:
        """Closes the browser."""
        self._browser.close()

    def take(self, case: int) -> None:
        """Takes a case; asserts that it succeeds."""
        assert self._submit(f"/desk/cases/{case}/take"), self.seen[-1]

    def write(self, case: int, text: str, own_id: str) -> bool:
        """Sends a message to the visitor; returns whether the desk confirmed it."""
        return self._submit(f"/desk/cases/{case}/messages", text=text, id=own_id)

    def look(self, case: int) -> bool:
        """Polls the queue and a case, as their pages do; returns whether both succeeded."""
        return self._get("/desk/polls/queue") and self._get(f"/desk/polls/cases/{case}")

    def _get(self, path: str) -> bool:
        return self._noted(self._browser.build_request("GET", path))

    def _submit(self, path: str, **fields: str) -> bool:
        return self._noted(self._browser.build_request("POST", path, data={"csrf": self._csrf, **fields}))

    def _noted(self, request: httpx.Request) -> bool:
        try:
            answer = self._browser.send(request, follow_redirects=False)
            self.seen.append(Seen(time.monotonic(), answer.status_code, answer.text))
        except httpx.HTTPError:
            self.seen.append(Seen(time.monotonic(), 0, None))
        return self.seen[-1].is_good
