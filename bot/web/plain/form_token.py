"""The token in a plain form: which conversation the form belongs to, and that we gave it out.

Threat: another site makes a visitor's browser send a form of ours, for instance with a return code of its
own, so that the visitor writes where a stranger reads. Method: a form is taken only with a token that this
installation has sealed within the last two hours, and never if the browser says that another site sent it.
There is no cookie. Not covered: a browser that does not say which site sent a form (Safari before 16.4), if
that site has first asked us for a token.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.intake.vault import UnreadableError, Vault

VALID_FOR = timedelta(hours=2)
"""Long enough to write slowly; a page that was left open is soon of no use to whoever finds it."""

PURPOSE = "form"
LONGEST = 500


@dataclass(frozen=True)
class FormToken:
    """A conversation, and what is new with each page: what is sent twice from one page is stored once."""

    conversation: str
    page: str

    @classmethod
    def of(cls, conversation: str) -> "FormToken":
        """The token of a new page."""
        return cls(conversation, secrets.token_hex(8))

    def message_id(self, text: str) -> str:
        """The id of a message from this page: another text is another message."""
        return f"{self.page}{hashlib.sha256(text.encode()).hexdigest()[:24]}"

    def sealed(self, vault: Vault, now: datetime) -> str:
        """The token as it stands in the form."""
        return vault.seal(f"{PURPOSE} {int(now.timestamp())} {self.page} {self.conversation}").decode()


def opened(vault: Vault, text: str, now: datetime) -> FormToken | None:
    """The token that a form was sent with; None if it is missing, not ours or too old."""
    try:
        parts = vault.open(text.encode()).split(" ") if len(text) <= LONGEST else []
    except UnreadableError:
        return None
    if len(parts) != 4 or parts[0] != PURPOSE:
        return None
    _, made, page, conversation = parts
    is_old = now.timestamp() - int(made) > VALID_FOR.total_seconds()
    return None if is_old else FormToken(conversation, page)
