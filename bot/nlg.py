"""Rasa's response templates, with the municipality's own words filled in at the moment of answering.

`{reception_phone}`, `{reception_now}` and `{reception_contact}` need no training and no action server, so
they stand in the answers that matter most.
"""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.municipality import load_profile
from bot.settings import Settings


class MunicipalityResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Fills slots as Rasa does, and the municipality's phrases beside them."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        self._profile = load_profile(Settings().municipality)

    def generate_from_slots(
        self, utter_action: str, filled_slots: Mapping[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generates a response as Rasa does, from slots and phrases together."""
        values = {**filled_slots, **self._profile.phrases(datetime.now(timezone.utc))}
        response: dict[str, Any] | None = super().generate_from_slots(
            utter_action, values, output_channel, **kwargs
        )
        return response
