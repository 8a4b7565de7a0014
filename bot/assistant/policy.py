"""Rasa's rule policy, with three interruptions that take precedence over every rule.

They are, in this order: an action that failed (the visitor gets a calm line instead of no answer), danger
(even in the middle of a form), and a disclosure (the visitor is told that no details are needed, and then
gets the answer). None of them needs the action server.

Danger and failures end the turn. A disclosure does not: the response to it is removed from the tracker before
Rasa's own policy sees it, so the rules predict as if it had not been sent, and no rule is needed twice.
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
    """Whether the last action has no events after it, because Rasa drops the events of an action that fails.

    All our actions send a message or set a slot; only Rasa's own actions may do neither.
    """
    last = turn[-1] if turn else None
    return isinstance(last, ActionExecuted) and last.action_name not in DEFAULT_ACTION_NAMES


def _is_live(tracker: DialogueStateTracker) -> bool:
    """Whether this is a real conversation: story tests start no session and run no actions."""
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
    disclosure = selected_topic(message.parse_data, "disclosure")
    if disclosure and intent != "disclosure" and DISCLOSURE not in done:
        return DISCLOSURE
    return None


def _danger_step(tracker: DialogueStateTracker, done: list[str]) -> str:
    """The next step on danger: the line in the visitor's language, 112, the end of any form, then listen."""
    steps = [DANGER]
    if selected_topic(tracker.latest_message.parse_data, "foreign"):
        steps.insert(0, FOREIGN)
    if tracker.active_loop_name or ACTION_DEACTIVATE_LOOP_NAME in done:
        steps.append(ACTION_DEACTIVATE_LOOP_NAME)
    return next((step for step in steps if step not in done), str(ACTION_LISTEN_NAME))


def without_disclosure(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The conversation as the rules should see it: without the response to the disclosure."""
    if tracker.latest_message is None or tracker.latest_message.intent.get("name") == "disclosure":
        return tracker
    turn = _turn(tracker)
    responses = [i for i, event in enumerate(turn) if _is_action(event, DISCLOSURE)]
    if not responses:
        return tracker
    # The action is followed by the message that it sent.
    kept = [event for i, event in enumerate(turn) if i not in responses and i - 1 not in responses]
    earlier = list(tracker.applied_events())[: -len(turn)]
    return DialogueStateTracker.from_events(tracker.sender_id, earlier + kept, domain.slots)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class SafetyFirstPolicy(RulePolicy):  # type: ignore[misc]
    """RulePolicy, interrupted by failed actions, danger and disclosures."""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predicts the interruption if there is one, otherwise what the rules predict."""
        action = interruption(tracker)
        if action is None:
            seen = without_disclosure(tracker, domain)
            return super().predict_action_probabilities(seen, domain, rule_only_data, **kwargs)
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)
