"""Rasa's response templates, with the municipality's own answers and words at the moment of answering.

To which municipality a conversation belongs stands in the name that Rasa has for it. An answer of the
municipality's own (bot/municipality/answers.py) takes the place of the one that all share; its phrases, such
as `{reception_phone}` and `{reception_now}`, are filled in. Neither needs training or an action server.
"""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.municipality import Profile, load_profiles
from bot.municipality.answers import language_lines, own_answers
from bot.settings import Settings

OUTCOME = "utter_self_check_outcome"


class OneMunicipality(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Fills slots as Rasa does, and one municipality's phrases beside them.

    Raises:
        AnswersError: the profile has a line in a language that we do not recognise.
    """

    def __init__(self, shared: dict[str, Any], profile: Profile) -> None:
        languages = language_lines(profile.languages, shared) if shared else {}
        super().__init__({**shared, **languages, **own_answers(profile.key)})
        self._profile = profile

    def generate_from_slots(
        self, utter_action: str, filled_slots: Mapping[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generates a response as Rasa does, from slots and phrases together."""
        values = {**filled_slots, **self._profile.phrases(datetime.now(timezone.utc))}
        response: dict[str, Any] | None = super().generate_from_slots(
            utter_action, values, output_channel, **kwargs
        )
        return response


class MunicipalityResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Lets the conversation's municipality answer."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        self._profiles = load_profiles(Settings().municipalities)
        super().__init__(domain.responses)

    @property
    def responses(self) -> dict[str, Any]:
        """The answers that all municipalities share. Rasa sets them anew with each model."""
        return self._shared

    @responses.setter
    def responses(self, shared: dict[str, Any]) -> None:
        self._shared = shared
        self._by_key = {key: OneMunicipality(shared, profile) for key, profile in self._profiles.items()}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generates the response that the conversation's municipality has."""
        key = self._profiles.of_conversation(tracker.sender_id).key
        response: dict[str, Any] | None = await self._by_key[key].generate(
            utter_action, tracker, output_channel, **kwargs
        )
        if response is None or utter_action != OUTCOME:
            return response
        told = {"outcome": tracker.get_slot("self_check_outcome")}  # the front counts it
        return {**response, "metadata": {**(response.get("metadata") or {}), **told}}
