"""Twice in a row not understood: then other words, and a human."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.misunderstanding import ActionCountMisunderstanding


@pytest.mark.parametrize(
    ("intents", "value"),
    [
        (["nlu_fallback"], "once"),
        (["nlu_fallback", "nlu_fallback"], "again"),
        (["out_of_scope", "nlu_fallback"], "again"),
        (["nlu_fallback", "faq", "nlu_fallback"], "once"),
    ],
)
def test_only_the_second_misunderstanding_in_a_row_is_another(intents: list[str], value: str) -> None:
    events = [{"event": "user", "parse_data": {"intent": {"name": intent}}} for intent in intents]
    tracker = Tracker("kim", {}, {}, events, False, None, {}, None)
    [event] = ActionCountMisunderstanding().run(CollectingDispatcher(), tracker, {})
    assert (event["name"], event["value"]) == ("misunderstood", value)
