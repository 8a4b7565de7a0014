"""The explanation that visitors read before they write to a human; workers can see it too."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.municipality import Profile
from bot.municipality.english_phrases import reception_in_english
from bot.wire import ENGLISH, SWEDISH


class Explanation(BaseModel):
    """The texts, what they are in English, the sources they rest on, and the day of their latest review.

    In the texts, `{reception}` stands for the name of the municipality's reception.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: tuple[str, ...]
    english: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: date

    def texts_for(self, profile: Profile, language: str = SWEDISH) -> list[str]:
        """The texts as this municipality's visitors read them."""
        if language == ENGLISH:
            return [text.format(reception=reception_in_english(profile)) for text in self.english]
        return [text.format(reception=profile.reception.name) for text in self.texts]


def load_explanation() -> Explanation:
    """Reads `explanation.yml` beside this file."""
    path = Path(__file__).with_name("explanation.yml")
    return Explanation.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
