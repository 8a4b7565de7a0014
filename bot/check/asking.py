"""Requests one of our pages, and keeps what a check needs of the response."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum

import httpx

PATIENCE_SECONDS = 10


class Silence(Enum):
    """Why there is no answer."""

    NOBODY = "nobody"
    NOT_TRUSTED = "not trusted"  # the certificate is one that browsers reject


@dataclass(frozen=True)
class Answer:
    """A response: status and headers, the times of request and response, and the certificate's expiry."""

    status: int
    headers: Mapping[str, str]
    sent: datetime
    received: datetime
    certificate_ends: datetime | None = None

    @property
    def is_success(self) -> bool:
        """Whether it is the page itself, not an error or a redirect."""
        return httpx.codes.is_success(self.status)


def ask(address: str) -> Answer | Silence:
    """The response of a page; redirects are not followed."""
    sent = _now()
    try:
        with httpx.Client(timeout=PATIENCE_SECONDS) as client, client.stream("GET", address) as response:
            ends = _certificate_ends(response)
            return Answer(response.status_code, response.headers, sent, _now(), ends)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        refused = "CERTIFICATE_VERIFY_FAILED" in str(error)
        return Silence.NOT_TRUSTED if refused else Silence.NOBODY


def _certificate_ends(response: httpx.Response) -> datetime | None:
    tls = response.extensions["network_stream"].get_extra_info("ssl_object")
    if tls is None:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(tls.getpeercert()["notAfter"]), timezone.utc)


def _now() -> datetime:
    return datetime.now(timezone.utc)
