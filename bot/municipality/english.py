"""The answers in English, for visitors who write English: translations of the Swedish texts.

`english/shared` translates the answers of data/responses, and `english/<municipality>` its own, by name.
If a Swedish text is newer than its translation, `make review` says so.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator
from typing_extensions import Self

from bot.municipality.answers import FOLDER as OWN_FOLDER
from bot.municipality.answers import Answers, AnswersError, own_answers, shared_answers
from bot.municipality.parts import Part, mistake
from bot.municipality.reading import line_of, messages

FOLDER = Path(__file__).with_name("english")
SHARED = "shared"

ENGLISH = "english"
"""The key of a variation's English text, in its metadata while it is in memory."""


class Button(Part):
    """The title of a button that leads to no answer with a title."""

    payload: str
    title: str


class Translation(Part):
    """An answer in English: `text`, or `texts` for an answer with several variations, in their order.

    `title`, `simpler` and `aspects` are those of the Swedish answer. `translated` is the day it was made.
    """

    text: str | None = None
    texts: tuple[str, ...] = ()
    title: str | None = None
    simpler: str | None = None
    aspects: dict[str, str] = Field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    translated: date

    @model_validator(mode="after")
    def _has_one_or_several_texts(self) -> Self:
        if (self.text is None) == (not self.texts):
            raise mistake("ska ha text, eller texts med en text för varje variation")
        return self

    @property
    def variations(self) -> tuple[str, ...]:
        """The text of each variation."""
        return self.texts or (self.text or "",)


Translations = Mapping[str, Translation]
"""Translations by the names of their answers."""

_FILE = TypeAdapter(dict[str, Translation])


def _read(path: Path, answers: Answers) -> dict[str, Translation]:
    """Reads a file, which may translate nothing but these answers."""
    name = f"english/{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, yaml.SafeLoader)
        found = _FILE.validate_python(yaml.safe_load(text))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise AnswersError(f"{name}: {error}") from error
    except ValidationError as error:
        raise AnswersError("\n".join(messages(name, tree, error))) from error
    for answer, translation in found.items():
        where = f"{name}, rad {line_of(tree, [answer])}: {answer}"
        if answer not in answers:
            raise AnswersError(f"{where} finns inte på svenska: rätta namnet, eller ta bort översättningen.")
        if len(translation.variations) != len(answers[answer]):
            count = len(answers[answer])
            raise AnswersError(f"{where} ska ha {count} texter, en för varje variation på svenska.")
    return found


def _folder(name: str, answers: Answers, folder: Path) -> dict[str, Translation]:
    found: dict[str, Translation] = {}
    for path in sorted((folder / name).glob("*.yml")):
        found |= _read(path, answers)
    return found


@cache
def translations_for(municipality: str, folder: Path = FOLDER) -> Translations:
    """The translations of the answers that a municipality's visitors get.

    A shared answer's translation is left out where the municipality has an answer of its own: it would say
    something else.

    Raises:
        AnswersError: a file is invalid; the message names the file, the line and what to do.
    """
    own = own_answers(municipality)
    shared = _folder(SHARED, shared_answers(), folder)
    kept = {name: each for name, each in shared.items() if name not in own}
    inherited = {name: each.title for name, each in shared.items() if name in own}
    translated = _folder(municipality, own, folder)
    titled = {
        name: each.model_copy(update={"title": each.title or inherited.get(name)})
        for name, each in translated.items()
    }
    return {**kept, **titled}


def refuse_wrong_translations() -> None:
    """Reads every translation that there is.

    Raises:
        AnswersError: a file is invalid.
    """
    for own in sorted(OWN_FOLDER.iterdir()):
        translations_for(own.name)


def with_english(answers: Mapping[str, list[dict[str, Any]]], translations: Translations) -> Answers:
    """The answers, with each variation's translation in its metadata."""
    return {
        name: [
            {**each, "metadata": {**(each.get("metadata") or {}), ENGLISH: _of(translations[name], index)}}
            if name in translations
            else each
            for index, each in enumerate(variations)
        ]
        for name, variations in answers.items()
    }


def _of(translation: Translation, index: int) -> dict[str, Any]:
    return {
        "text": translation.variations[index],
        "title": translation.title,
        "simpler": translation.simpler,
        "aspects": translation.aspects,
        "buttons": {each.payload: each.title for each in translation.buttons},
    }
