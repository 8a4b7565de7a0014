"""Rasa's response templates, with each municipality's own answers and phrases.

A conversation's sender id says which municipality it belongs to. A municipality's own answer
(bot/municipality/answers.py) replaces the shared one, and phrases such as `{reception_phone}` and
`{reception_now}` are filled in when the answer is sent. Neither needs training or an action server.
"""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.assistant.composing import composed, titled
from bot.dialogue.state import ENGLISH, STATE, from_slot
from bot.municipality import Profile, load_profiles
from bot.municipality.answers import own_answers
from bot.municipality.english import translations_for, with_english
from bot.municipality.english_phrases import english_phrases
from bot.municipality.languages import language_lines
from bot.settings import Settings

OUTCOME = "utter_self_check_outcome"


class OneMunicipality(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Fills in slots as Rasa does, and one municipality's phrases.

    Raises:
        AnswersError: the profile has a line in a language that we do not detect.
    """

    def __init__(self, shared: dict[str, Any], profile: Profile) -> None:
        languages = language_lines(profile.languages, shared) if shared else {}
        own = titled(own_answers(profile.key), shared)
        answers = {**shared, **languages, **own}
        super().__init__(with_english(answers, translations_for(profile.key)) if shared else answers)
        self._profile = profile

    def generate_from_slots(
        self, utter_action: str, filled_slots: Mapping[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generates a response as Rasa does, from slots and phrases."""
        in_english = from_slot(filled_slots.get(STATE)).language == ENGLISH
        phrases = english_phrases if in_english else Profile.phrases
        values = {**filled_slots, **phrases(self._profile, datetime.now(timezone.utc))}
        response: dict[str, Any] | None = super().generate_from_slots(
            utter_action, values, output_channel, **kwargs
        )
        return response

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Chooses a variation as Rasa does, and adds what depends on the conversation (composing.py)."""
        choose = super()._random_response_for
        state = from_slot(filled_slots.get(STATE))
        return composed(utter_action, state, lambda name: choose(name, output_channel, filled_slots))


class MunicipalityResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Generates each response with the generator of the conversation's municipality."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        self._profiles = load_profiles(Settings().municipalities)
        super().__init__(domain.responses)

    @property
    def responses(self) -> dict[str, Any]:
        """The answers that all municipalities share. Rasa sets them whenever it loads a model."""
        return self._shared

    @responses.setter
    def responses(self, shared: dict[str, Any]) -> None:
        self._shared = shared
        self._by_key = {key: OneMunicipality(shared, profile) for key, profile in self._profiles.items()}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generates the response of the conversation's municipality."""
        key = self._profiles.of_conversation(tracker.sender_id).key
        response: dict[str, Any] | None = await self._by_key[key].generate(
            utter_action, tracker, output_channel, **kwargs
        )
        if response is None or utter_action != OUTCOME:
            return response
        outcome = {"outcome": tracker.get_slot("self_check_outcome")}  # for the front's statistics
        return {**response, "metadata": {**(response.get("metadata") or {}), **outcome}}
