"""What goes from Rasa's channel to the visitor's page: one typed reply; and the channel's path.

Both environments import it: the channel writes it as JSON, the front reads and checks it.
"""

from pydantic import BaseModel, ConfigDict

CHANNEL = "vagvisaren"
"""The channel's name, as responses may ask for it."""

CHANNEL_PATH = f"/webhooks/{CHANNEL}"

SWEDISH = "sv"
DANGER = "danger"
NOT_UNDERSTOOD = "not_understood"
SELF_CHECK_STARTED = "started"


class Wire(BaseModel):
    """Never changed once made. A field that is not known is dropped: during an upgrade one side is newer."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Button(Wire):
    """What a visitor may press: the title that stands on it, and the text that is sent."""

    title: str
    payload: str


class Bubble(Wire):
    """One bubble, as the visitor's page shows it.

    `sources` are the documents that an answer rests on; they and `buttons` stand on an answer's last bubble.
    `kind` is what the page treats in a way of its own: `danger`, `human`, `outcome`, `not_understood`.
    `lang` is the text's language as a BCP 47 code.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ()
    kind: str | None = None
    lang: str = SWEDISH


class Reply(Bubble):
    """A bubble with what the front counts by, and no page is given.

    `response` is the answer's name in the domain. `self_check` tells that one was started, `outcome` how it
    ended. `again` marks what was said before, to the same message.
    """

    response: str | None = None
    self_check: str | None = None
    outcome: str | None = None
    again: bool = False
