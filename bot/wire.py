"""The typed reply that goes from Rasa's channel to the visitor's page, and the channel's path.

Both environments import it: the channel writes replies as JSON, the front parses and validates them.
"""

from pydantic import BaseModel, ConfigDict

CHANNEL = "vagvisaren"
"""The channel's name; a response in the domain may be limited to a channel by it."""

CHANNEL_PATH = f"/webhooks/{CHANNEL}"

SWEDISH = "sv"
ENGLISH = "en"
DANGER = "danger"
NOT_UNDERSTOOD = "not_understood"
SELF_CHECK_STARTED = "started"


class Wire(BaseModel):
    """Immutable. Unknown fields are ignored, because during an upgrade one side is newer."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Button(Wire):
    """A button: the title that the visitor sees, and the text that pressing it sends."""

    title: str
    payload: str


class Bubble(Wire):
    """One bubble, as the visitor's page shows it.

    `sources` are the documents that an answer rests on; only an answer's last bubble has them and `buttons`.
    `kind` marks what the page displays differently: `danger`, `human`, `outcome`, `not_understood`.
    `lang` is the text's language as a BCP 47 code.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ()
    kind: str | None = None
    lang: str = SWEDISH


class Reply(Bubble):
    """A bubble with what the front needs for its statistics and does not pass on to the page.

    `response` is the answer's name in the domain. `self_check` says that one was started, `outcome` how it
    ended. `again` marks the repeated reply to a message that was sent twice.
    """

    response: str | None = None
    self_check: str | None = None
    outcome: str | None = None
    again: bool = False
