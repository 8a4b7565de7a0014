"""Rasa actions, one file a topic; each only turns a tracker into a call and a result into replies."""

from actions.human import ActionFindHuman
from actions.misunderstanding import ActionCountMisunderstanding
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
    "ActionCountMisunderstanding",
    "ActionExplainQuestion",
    "ActionFindHuman",
    "ActionSelfCheckResult",
    "ActionTellSource",
    "ValidateSelfCheckForm",
]
