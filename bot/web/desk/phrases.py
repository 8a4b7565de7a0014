"""Ready-made lines for the intake worker: they are offered, and nothing is sent by itself."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.municipality import Profile


class Phrase(BaseModel):
    """A line, by a short title; `sources` where it states a fact. `{reception}` stands for the reception."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: str
    sources: tuple[str, ...] = ()


_content = yaml.safe_load(Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8"))
PHRASES = tuple(Phrase.model_validate(each) for each in _content["phrases"])
REFERRALS = {name: Phrase.model_validate(each) for name, each in _content["referrals"].items()}


def phrases_of(profile: Profile) -> list[Phrase]:
    """The lines, as a municipality's workers send them."""
    return [
        phrase.model_copy(update={"text": phrase.text.format(reception=profile.reception.name)})
        for phrase in PHRASES
    ]
