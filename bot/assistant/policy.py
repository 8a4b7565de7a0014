"""Rasa's rule policy, which first carries out what bot/dialogue decides.

Before any rule come, in this order: an action that failed (the visitor gets a calm line instead of no
answer), a disclosure (the visitor is told that no details are needed, and then gets the answer), and the move
that bot/dialogue decides from the message and the conversation's state. Only a move that leaves the decision
to the rules needs one; danger, for one, needs neither a rule nor the action server.

The response to a disclosure is removed from the tracker before Rasa's own policy sees it, so the rules
predict as if it had not been sent, and no rule is needed twice.
"""

from __future__ import annotations

from dataclasses import asdict
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
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.answering import is_answer_in_self_check
from bot.assistant.known_answers import aspects_of, mentions_emergency
from bot.assistant.nlu.labels import selected_topic
from bot.assistant.rasa_patches import bound_action_calls, read_in_context
from bot.assistant.replies import FOREIGN_RESPONSE as FOREIGN
from bot.dialogue.alarm import GO_ON_WITH_CHECK, SOFT_LINE
from bot.dialogue.decision import FORM, decide
from bot.dialogue.move import Kind, Move, Situation, Thresholds
from bot.dialogue.reading import reading_of
from bot.dialogue.state import STATE, State, from_slot, to_slot

OUT_OF_ORDER = "utter_out_of_order"
DISCLOSURE = "utter_disclosure"
SELF_CHECK_INTRO = "utter_self_check_intro"


bound_action_calls()
read_in_context()


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


def state_before(tracker: DialogueStateTracker) -> State:
    """The dialogue's state when the visitor's latest message came."""
    is_earlier = False
    for event in reversed(tracker.applied_events()):
        is_earlier = is_earlier or isinstance(event, UserUttered)
        if is_earlier and isinstance(event, SlotSet) and event.key == STATE:
            return from_slot(event.value)
    return State()


def move_of(tracker: DialogueStateTracker, thresholds: Thresholds) -> Move | None:
    """The move that follows the latest message; None if a message has not come yet."""
    turn = _turn(tracker)
    if tracker.latest_message is None or not turn or not isinstance(turn[0], UserUttered):
        return None
    reading = reading_of({**tracker.latest_message.parse_data, "intent": tracker.latest_message.intent})
    if reading.family == "danger" and is_answer_in_self_check(tracker):
        return Move(Kind.RULE, state_before(tracker).but(said="", misses=0))
    is_form = bool(tracker.active_loop_name) or any(isinstance(event, ActiveLoop) for event in turn)
    has_refused = any(isinstance(event, ActionExecutionRejected) for event in turn)
    state = state_before(tracker)
    aspects = aspects_of(tracker.sender_id, state.topic) if state.topic else {}
    return decide(Situation(reading, state, thresholds, is_form, has_refused, aspects))


def _done(turn: list[Event]) -> list[str]:
    return [event.action_name for event in turn if isinstance(event, ActionExecuted)]


def failure(tracker: DialogueStateTracker) -> str | None:
    """The action after a failed one, or None if none failed."""
    turn = _turn(tracker)
    if OUT_OF_ORDER in _done(turn):
        return str(ACTION_LISTEN_NAME)
    return OUT_OF_ORDER if _failed(turn) and _is_live(tracker) else None


def next_step(tracker: DialogueStateTracker, move: Move) -> str | None:
    """The turn's next action; None where the rules decide it."""
    done = _done(_turn(tracker))
    message = tracker.latest_message
    steps = list(move.actions)
    if any(mentions_emergency(tracker.sender_id, step) for step in steps if step != SOFT_LINE):
        steps = [step for step in steps if step != SOFT_LINE]
    if move.kind is Kind.ALARM:
        if selected_topic(message.parse_data, "foreign"):
            steps.insert(0, FOREIGN)
        if tracker.active_loop_name or ACTION_DEACTIVATE_LOOP_NAME in done:
            steps.append(ACTION_DEACTIVATE_LOOP_NAME)
    elif selected_topic(message.parse_data, "disclosure") and message.intent.get("name") != "disclosure":
        steps.insert(0, DISCLOSURE)
    step = next((step for step in steps if step not in done), None)
    return step or (str(ACTION_LISTEN_NAME) if move.actions else None)


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
class DialoguePolicy(RulePolicy):  # type: ignore[misc]
    """RulePolicy, preceded by failed actions, disclosures and the dialogue's moves."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own, and the thresholds of bot/dialogue/move.py."""
        return {**RulePolicy.get_default_config(), **asdict(Thresholds())}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predicts the move's next action, or what the rules predict, and stores the state after the move."""
        names = asdict(Thresholds())
        move = move_of(tracker, Thresholds(**{name: self.config[name] for name in names}))
        action = failure(tracker) or (next_step(tracker, move) if move else None)
        events = self._after(tracker, move)
        if action == FORM:  # it asks again, and does not read the message as an answer
            events.append(LoopInterrupted(True))
        if action is None:
            seen = without_disclosure(tracker, domain)
            prediction = super().predict_action_probabilities(seen, domain, rule_only_data, **kwargs)
            prediction.optional_events += events
            return prediction
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True, optional_events=events)

    @staticmethod
    def _after(tracker: DialogueStateTracker, move: Move | None) -> list[Event]:
        """The slots that a move sets, once a turn."""
        is_set = any(isinstance(event, SlotSet) and event.key == STATE for event in _turn(tracker))
        if move is None or is_set or STATE not in tracker.slots:
            return []
        events: list[Event] = [SlotSet(STATE, to_slot(move.state))]
        if move.kind is Kind.NOT_UNDERSTOOD:
            events.append(SlotSet("misunderstood", "again" if move.state.misses > 1 else "once"))
        if {SELF_CHECK_INTRO, GO_ON_WITH_CHECK} & {*move.actions}:  # the question that a "ja" then answers
            events.append(SlotSet("open_question", "self_check"))
        return events
