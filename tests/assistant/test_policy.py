"""What comes before the rules."""

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.policy import DISCLOSURE, OUT_OF_ORDER, failure, move_of, next_step, without_disclosure
from bot.assistant.replies import DANGER_RESPONSE, FOREIGN_RESPONSE
from bot.dialogue.move import Thresholds
from bot.dialogue.state import STATE, Alarm, State, to_slot

DOMAIN = Domain.empty()


def said(intent: str, **topics: str) -> UserUttered:
    selector = {family: {"response": {"intent_response_key": topic}} for family, topic in topics.items()}
    return UserUttered("x", {"name": intent}, parse_data={"response_selector": selector})


def step(conversation: DialogueStateTracker) -> str | None:
    """The next action that needs no rule."""
    move = move_of(conversation, Thresholds())
    return failure(conversation) or (next_step(conversation, move) if move else None)


def tracker(*events: Event, live: bool = True) -> DialogueStateTracker:
    start: list[Event] = [SessionStarted()] if live else []
    return DialogueStateTracker.from_events("a", [*start, ActionExecuted(ACTION_LISTEN_NAME), *events])


def test_an_ordinary_message_is_left_to_the_rules() -> None:
    assert step(tracker(said("faq"))) is None
    assert step(tracker()) is None


def test_an_action_that_left_nothing_behind_is_a_fault_and_ends_the_turn() -> None:
    assert step(tracker(said("human"), ActionExecuted("action_find_human"))) == OUT_OF_ORDER
    assert step(tracker(said("faq"), ActionExecuted("utter_faq"))) == OUT_OF_ORDER
    after = [said("human"), ActionExecuted("action_find_human"), ActionExecuted(OUT_OF_ORDER)]
    assert step(tracker(*after)) == ACTION_LISTEN_NAME


def test_an_action_that_said_or_set_something_is_no_fault() -> None:
    done = [said("human"), ActionExecuted("action_find_human"), SlotSet("reception", "open")]
    assert step(tracker(*done)) is None


def test_a_story_test_that_runs_no_actions_is_no_fault() -> None:
    assert step(tracker(said("faq"), ActionExecuted("utter_faq"), live=False)) is None


def test_danger_ends_a_form_and_then_the_turn() -> None:
    events: list[Event] = [ActiveLoop("self_check_form"), said("danger")]
    assert step(tracker(*events)) == DANGER_RESPONSE
    events += [ActionExecuted(DANGER_RESPONSE), BotUttered("112")]
    assert step(tracker(*events)) == "action_deactivate_loop"
    events += [ActionExecuted("action_deactivate_loop"), ActiveLoop(None)]
    assert step(tracker(*events)) == ACTION_LISTEN_NAME


def test_danger_in_another_language_is_first_answered_in_it() -> None:
    events: list[Event] = [said("danger", foreign="foreign/so")]
    assert step(tracker(*events)) == FOREIGN_RESPONSE
    events += [ActionExecuted(FOREIGN_RESPONSE), BotUttered("112")]
    assert step(tracker(*events)) == DANGER_RESPONSE


def test_danger_that_also_tells_something_is_answered_as_danger() -> None:
    events: list[Event] = [said("danger", danger="danger/threat", disclosure="disclosure/crime")]
    assert step(tracker(*events)) == "utter_danger/threat"
    events += [ActionExecuted("utter_danger/threat"), BotUttered("112")]
    assert step(tracker(*events)) == "action_listen", "nothing is said after what to do in danger"


def test_a_disclosure_is_spoken_about_once_and_the_rules_do_not_see_it() -> None:
    events: list[Event] = [said("faq", disclosure="disclosure/personal")]
    assert step(tracker(*events)) == DISCLOSURE
    events += [ActionExecuted(DISCLOSURE), BotUttered("no names needed")]
    spoken = tracker(*events)
    assert step(spoken) is None
    seen = without_disclosure(spoken, DOMAIN)
    assert [type(event) for event in seen.events][-1] is UserUttered


def test_a_message_that_is_only_a_disclosure_is_left_to_its_rule() -> None:
    alone = tracker(said("disclosure", disclosure="disclosure/crime"))
    assert step(alone) is None
    assert without_disclosure(alone, DOMAIN) is alone


def test_what_was_decided_before_is_kept_and_this_turns_state_is_not_read() -> None:
    asked = to_slot(State(alarm=Alarm.ASKED, said=DANGER_RESPONSE))
    events: list[Event] = [SlotSet(STATE, asked), said("affirm")]
    assert step(tracker(*events)) == "utter_safe_now"
    events += [SlotSet(STATE, None), ActionExecuted("utter_safe_now"), BotUttered("bra")]
    assert step(tracker(*events)) == ACTION_LISTEN_NAME


def test_the_calm_line_is_not_said_where_the_reply_says_112_itself() -> None:
    def steps(label: str) -> tuple[str | None, str | None]:
        parsed = {"response_selector": {"feeling": {"response": {"intent_response_key": label}}}}
        faint = {**parsed, "danger": {"label": "danger/suicide", "probability": 0.3}}
        message = UserUttered("x", {"name": "feeling"}, parse_data=faint)
        after = [message, ActionExecuted(f"utter_{label}"), BotUttered("ja")]
        return step(tracker(message)), step(tracker(*after))

    assert steps("feeling/shame") == ("utter_feeling/shame", "utter_soft_alarm")
    assert steps("feeling/tired") == ("utter_feeling/tired", ACTION_LISTEN_NAME)
