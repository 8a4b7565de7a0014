"""Ready-made lines that the intake worker can choose; none is sent automatically."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.municipality import Profile


class Phrase(BaseModel):
    """A line with a short title; `sources` if it states facts. `{reception}` is the reception's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: str
    sources: tuple[str, ...] = ()


_content = yaml.safe_load(Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8"))
PHRASES = tuple(Phrase.model_validate(each) for each in _content["phrases"])
REFERRALS = {name: Phrase.model_validate(each) for name, each in _content["referrals"].items()}


def phrases_of(profile: Profile) -> list[Phrase]:
    """The lines as this municipality's workers send them."""
    return [
        phrase.model_copy(update={"text": phrase.text.format(reception=profile.reception.name)})
        for phrase in PHRASES
    ]
