"""Rasa's rules, with what must be said before them.

Three things come before any rule, in this order, and none of them needs the action server:
an action that failed (the visitor gets a calm line instead of silence), danger (also in the middle of
a form), and a disclosure (the visitor is told that no details are needed, and then answered).

Danger and faults end the turn. A disclosure does not: it is taken out of the tracker before Rasa's own policy
looks at it, so the rules answer as if nothing had been said, and no rule has to be written twice.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import (
    ACTION_DEACTIVATE_LOOP_NAME,
    ACTION_LISTEN_NAME,
    DEFAULT_ACTION_NAMES,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.nlu.labels import selected_topic
from bot.assistant.rasa_patches import bound_action_calls
from bot.assistant.replies import DANGER_RESPONSE as DANGER
from bot.assistant.replies import FOREIGN_RESPONSE as FOREIGN

OUT_OF_ORDER = "utter_out_of_order"
DISCLOSURE = "utter_disclosure"


bound_action_calls()


def _turn(tracker: DialogueStateTracker) -> list[Event]:
    """The events of the current turn, from the visitor's message on."""
    events = list(tracker.applied_events())
    start = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    return events[start:]


def _is_action(event: Event, name: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == name


def _failed(turn: list[Event]) -> bool:
    """Whether the last action left nothing behind: Rasa drops an action's events when it breaks.

    Everything we run says something or sets a slot; only Rasa's own actions may be silent.
    """
    last = turn[-1] if turn else None
    return isinstance(last, ActionExecuted) and last.action_name not in DEFAULT_ACTION_NAMES


def _is_live(tracker: DialogueStateTracker) -> bool:
    """Whether somebody is there: story tests begin no session and run no actions, which leaves no events."""
    return any(isinstance(event, SessionStarted) for event in tracker.events)


def interruption(tracker: DialogueStateTracker) -> str | None:
    """The action that must come now, before any rule, or None."""
    turn = _turn(tracker)
    message = tracker.latest_message
    done = [event.action_name for event in turn if isinstance(event, ActionExecuted)]
    if OUT_OF_ORDER in done:
        return str(ACTION_LISTEN_NAME)
    if _failed(turn) and _is_live(tracker):
        return OUT_OF_ORDER
    if message is None or not isinstance(turn[0], UserUttered):
        return None
    intent = message.intent.get("name")
    if intent == "danger":
        return _danger_step(tracker, done)
    told = selected_topic(message.parse_data, "disclosure")
    if told and intent != "disclosure" and DISCLOSURE not in done:
        return DISCLOSURE
    return None


def _danger_step(tracker: DialogueStateTracker, done: list[str]) -> str:
    """Danger: the line in the visitor's language, 112, an end to any form, and then silence."""
    steps = [DANGER]
    if selected_topic(tracker.latest_message.parse_data, "foreign"):
        steps.insert(0, FOREIGN)
    if tracker.active_loop_name or ACTION_DEACTIVATE_LOOP_NAME in done:
        steps.append(ACTION_DEACTIVATE_LOOP_NAME)
    return next((step for step in steps if step not in done), str(ACTION_LISTEN_NAME))


def without_disclosure(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The conversation as the rules should see it: as if the disclosure had not been spoken about."""
    if tracker.latest_message is None or tracker.latest_message.intent.get("name") == "disclosure":
        return tracker
    turn = _turn(tracker)
    spoken = [i for i, event in enumerate(turn) if _is_action(event, DISCLOSURE)]
    if not spoken:
        return tracker
    # The action is followed by what it said.
    kept = [event for i, event in enumerate(turn) if i not in spoken and i - 1 not in spoken]
    earlier = list(tracker.applied_events())[: -len(turn)]
    return DialogueStateTracker.from_events(tracker.sender_id, earlier + kept, domain.slots)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class SafetyFirstPolicy(RulePolicy):  # type: ignore[misc]
    """RulePolicy, interrupted by faults, danger and disclosures."""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predicts the interruption if there is one, else what the rules say."""
        action = interruption(tracker)
        if action is None:
            seen = without_disclosure(tracker, domain)
            return super().predict_action_probabilities(seen, domain, rule_only_data, **kwargs)
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)
