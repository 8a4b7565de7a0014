"""The answers as they are shown to staff: as a visitor reads them at this moment, with what they rest on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.municipality.answers import FOREIGN, bubbles
from bot.municipality.sources import Document, document_of
from bot.review.answer_set import AnswerSet
from bot.review.laws import PROPOSED, VALID_TO
from bot.review.words import Words

UTTER = "utter_"
DAYS = {
    "valid_from": "Gäller från",
    PROPOSED: "Föreslaget från",
    VALID_TO: "Gäller till",
    "reviewed": "Granskat",
}
LANGUAGES = {"bcs": "bs", "other": "en"}
"""Codes of ours that are no language tags, and the tag for each."""


@dataclass(frozen=True)
class Source:
    """A source as an answer names it, and the title of its document."""

    name: str
    title: str


@dataclass(frozen=True)
class Variation:
    """`when` it is said, where that depends on something; what is said, on what it rests, and its days."""

    when: str
    bubbles: list[str]
    buttons: list[str]
    sources: list[Source]
    days: dict[str, str]


@dataclass(frozen=True)
class AnswerView:
    """An answer; `language` is the tag of the language it is in."""

    name: str
    heading: str
    is_own: bool
    file: str
    language: str
    variations: list[Variation]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor(self.name)


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of a file."""

    name: str
    heading: str
    answers: list[AnswerView]


@dataclass(frozen=True)
class AnswerViews:
    """What fills answers in and what they are called: phrases of the moment, documents, examples, words."""

    phrases: Mapping[str, str]
    known: Mapping[str, Document]
    examples: Mapping[str, str]
    words: Words

    def groups(self, answer_set: AnswerSet) -> list[AnswerGroup]:
        """All the answers of a municipality, file by file in the order of the words."""
        order = list(self.words.files)
        files = sorted(answer_set.files, key=lambda file: order.index(file) if file in order else len(order))
        return [
            AnswerGroup(
                file,
                self.words.files.get(file, file),
                [self._shown(name, answer_set, file) for name in answer_set.files[file]],
            )
            for file in files
        ]

    def _shown(self, name: str, answer_set: AnswerSet, file: str) -> AnswerView:
        label = name.removeprefix(UTTER)
        language = name.removeprefix(FOREIGN) if name.startswith(FOREIGN) else "sv"
        variations = answer_set.answers[name]
        slots = list(dict.fromkeys(c["name"] for each in variations for c in each.get("condition") or []))
        return AnswerView(
            label,
            self._filled(self.words.heading(label, self.examples.get(label))),
            name in answer_set.own,
            answer_set.own.get(name, f"data/responses/{file}.yml"),
            LANGUAGES.get(language, language),
            [self._variation(each, slots) for each in variations],
        )

    def _variation(self, variation: dict[str, Any], slots: list[str]) -> Variation:
        metadata = variation.get("metadata") or {}
        return Variation(
            self.words.when(variation, slots),
            bubbles(self._filled(variation.get("text", ""))),
            [button["title"] for button in variation.get("buttons") or []],
            [Source(source, self._title(source)) for source in metadata.get("sources") or []],
            {words: str(metadata[key]) for key, words in DAYS.items() if key in metadata},
        )

    def _filled(self, text: str) -> str:
        """The text with phrases in their places; what nothing is known of stays, to be seen."""
        values = {**self.words.slots, **self.phrases}
        return re.sub(r"{(\w+)}", lambda found: values.get(found[1], found[0]), text)

    def _title(self, source: str) -> str:
        document = document_of(source, dict(self.known))
        return document.source.title if document else ""


def anchor(name: str) -> str:
    """An answer's place on the page, by its name."""
    return name.replace("/", "-")
