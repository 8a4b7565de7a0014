"""What a visitor is told before writing to a human, and what the worker sees that they were told."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.municipality import Profile


class Explanation(BaseModel):
    """What a visitor reads before choosing what goes along, its sources, and its latest review.

    In the texts `{reception}` stands for the municipality's reception.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: date

    def texts_for(self, profile: Profile) -> list[str]:
        """The texts, as the municipality's visitors read them."""
        return [text.format(reception=profile.reception.name) for text in self.texts]


def load_explanation() -> Explanation:
    """Reads `explanation.yml` beside this file."""
    path = Path(__file__).with_name("explanation.yml")
    return Explanation.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
