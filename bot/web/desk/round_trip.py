"""One sign-in at the identity provider, bound to the browser that started it.

Threat: login CSRF, an answer that is replayed or used in another browser, and a flood of answers to sign-ins
that never began. Method: a cookie for ten minutes holds the start time, a secret and a signature. `state`,
`nonce` and PKCE's verifier are derived from it with a key of the servers, so that the server keeps nothing,
any process can take the answer, and a cookie that was changed or made up is refused. The answer's page
removes the cookie, and few answers are taken with the same one. Not covered: somebody who can read the
browser's cookies.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

COOKIE = "__Host-desk-provider"
WITHIN = timedelta(minutes=10)
ANSWERS = 3
"""How many answers to one sign-in are taken: a browser may load the page again."""


class StrayError(Exception):
    """An answer to a sign-in that this browser did not start, or that has expired."""


@dataclass(frozen=True)
class RoundTrip:
    """The values that the provider is sent and must return, all derived from `cookie` with a key."""

    cookie: str
    key: bytes = field(repr=False)

    @classmethod
    def begin(cls, key: bytes, now: datetime) -> "RoundTrip":
        """Starts a sign-in."""
        content = f"{int(now.timestamp())}.{secrets.token_urlsafe(32)}"
        return cls(f"{content}.{_signature(content, key)}", key)

    @classmethod
    def resume(cls, cookie: str | None, state: str | None, key: bytes, now: datetime) -> "RoundTrip":
        """The sign-in that this answer belongs to.

        Raises:
            StrayError: it belongs to none, or to one that has expired.
        """
        trip = cls(cookie or "", key)
        content, _, signature = trip.cookie.rpartition(".")
        if not hmac.compare_digest(_signature(content, key).encode(), signature.encode()):
            raise StrayError
        if not hmac.compare_digest(trip.state.encode(), (state or "").encode()):
            raise StrayError
        began, _, _ = content.partition(".")
        if now.timestamp() - int(began) > WITHIN.total_seconds():
            raise StrayError
        return trip

    @property
    def state(self) -> str:
        """Must come back as a parameter of the answer's address."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Must come back in the signed token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Proves to the provider that the token is fetched by the one who asked for it (PKCE)."""
        return self._derived("verifier")

    def _derived(self, name: str) -> str:
        return _keyed(f"{name} {self.cookie}", self.key)


def _signature(content: str, key: bytes) -> str:
    return _keyed(f"cookie {content}", key)


def _keyed(text: str, key: bytes) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
