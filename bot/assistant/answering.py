"""Whether a message answers the self-check's question, whatever it is classified as."""

from functools import cache

from rasa.shared.core.events import ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.municipality import load_profiles
from bot.municipality.served import Profiles
from bot.privacy.characters import normalized
from bot.programme.self_check_course import Check
from bot.programme.self_check_reading.places import Places
from bot.programme.self_check_reading.reader import is_only_answer
from bot.settings import Settings

CHECK = "self_check_answers"


@cache
def _profiles() -> Profiles:
    return load_profiles(Settings().municipalities)


def _before_message(tracker: DialogueStateTracker) -> list[Event]:
    events = list(tracker.applied_events())
    last = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    return events[:last]


def is_answer_in_self_check(tracker: DialogueStateTracker) -> bool:
    """Whether the whole message is an answer to the question that was asked, and so no threat."""
    earlier = _before_message(tracker)
    loops = [event.name for event in earlier if isinstance(event, ActiveLoop)]
    if not loops or loops[-1] is None or tracker.latest_message is None:
        return False
    slots = [event.value for event in earlier if isinstance(event, SlotSet) and event.key == CHECK]
    question = Check.from_slot(slots[-1] if slots else None).question
    profile = _profiles().of_conversation(tracker.sender_id)
    places = Places.of(profile.place, *profile.places)
    text = normalized(tracker.latest_message.text or "")
    return question is not None and is_only_answer(question, text, places)
