"""How Rasa asks its action server, where Rasa offers no setting.

Rasa would wait five minutes for an answer (docs/decisions/0004). And it checks each answer against a schema,
which it first checks against the schema of schemas: 30 ms each time, for a schema that never changes.
"""

from functools import cache
from typing import Any

import rasa.core.actions.action
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction

from bot.settings import Settings


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Whether an action server's answer has the right form.

    Raises:
        jsonschema.ValidationError: it has not; the policy then says the calm line.
    """
    _validator().validate(result)
    return True


def prepare() -> None:
    """Must be called before the first message."""
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = Settings().action_timeout
    RemoteAction._validate_action_result = _validate_action_result
