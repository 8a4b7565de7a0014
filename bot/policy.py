"""Rasa's rules, with what must be said before them.

Three things come before any rule, in this order, and none of them needs the action server:
a custom action that failed (the visitor gets a calm line instead of silence), danger (also in the middle of
a form), and a disclosure (the visitor is told that no details are needed, and then answered).

The rules themselves never see these interruptions: they are taken out of the tracker before Rasa's own
policy looks at it, so no rule has to be written twice.
"""

from __future__ import annotations

from typing import Any

import rasa.core.actions.action
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_DEACTIVATE_LOOP_NAME, ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.labels import selected_topic
from bot.settings import Settings

OUT_OF_ORDER = "utter_out_of_order"
DANGER = "utter_danger"
FOREIGN = "utter_foreign"
DISCLOSURE = "utter_disclosure"
INTERRUPTIONS = frozenset({OUT_OF_ORDER, DANGER, FOREIGN, DISCLOSURE})

# Rasa waits five minutes for its action server and offers no setting for it (docs/decisions/0004).
rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = Settings().action_timeout


def _turn(tracker: DialogueStateTracker) -> list[Event]:
    """The events of the current turn, from the visitor's message on."""
    events = list(tracker.applied_events())
    start = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    return events[start:]


def _failed(turn: list[Event], domain: Domain) -> bool:
    """Whether the last action ran on the action server and left nothing behind: every action of ours does."""
    last = max((i for i, event in enumerate(turn) if isinstance(event, ActionExecuted)), default=None)
    if last is None or last != len(turn) - 1:
        return False
    name = turn[last].action_name
    return name in domain.form_names or (name in domain.user_actions and not name.startswith("utter_"))


def interruption(tracker: DialogueStateTracker, domain: Domain) -> str | None:
    """The action that must come now, before any rule, or None."""
    turn = _turn(tracker)
    message = tracker.latest_message
    done = [event.action_name for event in turn if isinstance(event, ActionExecuted)]
    if OUT_OF_ORDER in done:
        return str(ACTION_LISTEN_NAME)
    if _failed(turn, domain):
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


def without_interruptions(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The conversation as the rules should see it."""
    turn = _turn(tracker)
    if not any(isinstance(event, ActionExecuted) and event.action_name in INTERRUPTIONS for event in turn):
        return tracker
    earlier = list(tracker.applied_events())[: -len(turn)]
    kept = [
        event
        for event in turn
        if not isinstance(event, BotUttered)
        and not (isinstance(event, ActionExecuted) and event.action_name in INTERRUPTIONS)
    ]
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
        action = interruption(tracker, domain)
        if action is None:
            seen = without_interruptions(tracker, domain)
            return super().predict_action_probabilities(seen, domain, rule_only_data, **kwargs)
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)
