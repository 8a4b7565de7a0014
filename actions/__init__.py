"""Rasa actions, one file per topic. They read the tracker, call the rules in `bot`, and send replies."""

from actions.human import ActionFindHuman
from actions.self_check import (
    ActionAskSelfCheckAnswer,
    ActionCancelSelfCheck,
    ActionExplainQuestion,
    ActionSelfCheckResult,
    ValidateSelfCheckForm,
)
from actions.source import ActionTellSource

__all__ = [
    "ActionAskSelfCheckAnswer",
    "ActionCancelSelfCheck",
    "ActionExplainQuestion",
    "ActionFindHuman",
    "ActionSelfCheckResult",
    "ActionTellSource",
    "ValidateSelfCheckForm",
]
