"""One way to the identity provider and back, bound to the browser that went.

Threat: somebody is signed in as another by a link, an answer is used twice, or in another browser. Method: a
cookie for ten minutes holds when the way began and a secret; `state`, `nonce` and PKCE's verifier are made of
both, so that nothing is kept here, any worker may take the answer, and a changed time fits no `state`. The
answer's page removes the cookie. Not covered: who can read the browser's cookies.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

COOKIE = "__Host-desk-provider"
WITHIN = timedelta(minutes=10)


class StrayError(Exception):
    """An answer that this browser did not ask for, or no longer."""


@dataclass(frozen=True)
class RoundTrip:
    """What the provider is told and has to answer; from `cookie` alone."""

    cookie: str

    @classmethod
    def begin(cls, now: datetime) -> "RoundTrip":
        """A new one."""
        return cls(f"{int(now.timestamp())}.{secrets.token_urlsafe(32)}")

    @classmethod
    def resume(cls, cookie: str | None, state: str | None, now: datetime) -> "RoundTrip":
        """The one that this answer belongs to.

        Raises:
            StrayError: it belongs to none, or began too long ago.
        """
        trip = cls(cookie or "")
        if not cookie or not hmac.compare_digest(trip.state.encode(), (state or "").encode()):
            raise StrayError
        began, _, _ = cookie.partition(".")
        if not began.isdecimal() or now.timestamp() - int(began) > WITHIN.total_seconds():
            raise StrayError
        return trip

    @property
    def state(self) -> str:
        """Comes back with the answer's address."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Comes back within the signed token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Shows the provider that who fetches the token is who asked for it."""
        return self._derived("verifier")

    def _derived(self, name: str) -> str:
        return hmac.new(self.cookie.encode(), name.encode(), hashlib.sha256).hexdigest()
