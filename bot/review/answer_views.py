"""The answers as shown to staff: as a visitor would read them at this moment, with their sources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.municipality.answers import ASPECTS, FOREIGN, LAWS, SIMPLER, bubbles
from bot.municipality.laws import laws
from bot.municipality.sources import Document, document_of
from bot.review.answer_set import AnswerSet
from bot.review.laws import VALID_TO
from bot.review.words import Words

UTTER = "utter_"
DAYS = {
    "valid_from": "Gäller från",
    VALID_TO: "Gäller till",
    "reviewed": "Granskat",
}
LANGUAGES = {"bcs": "bs", "other": "en"}
"""Our own language codes that are not BCP 47 tags, and the tag for each."""


@dataclass(frozen=True)
class Source:
    """A source as an answer cites it, and the title of its document."""

    name: str
    title: str


@dataclass(frozen=True)
class Variation:
    """A variation of an answer: when it is used (empty if always), its content, and what it rests on.

    `simpler` is its text for who asks for a simpler one, or empty. `aspects` are what short follow-up
    questions are answered with, by the question in words.
    """

    when: str
    bubbles: list[str]
    simpler: str
    aspects: dict[str, str]
    buttons: list[str]
    sources: list[Source]
    laws: list[str]
    days: dict[str, str]


@dataclass(frozen=True)
class AnswerView:
    """An answer; `title` is what buttons that offer it say, or empty, and `language` is its BCP 47 tag."""

    name: str
    heading: str
    title: str
    is_own: bool
    file: str
    language: str
    variations: list[Variation]

    @property
    def anchor(self) -> str:
        """Its anchor on the page."""
        return anchor(self.name)


@dataclass(frozen=True)
class AnswerGroup:
    """The answers in one file."""

    name: str
    heading: str
    answers: list[AnswerView]


@dataclass(frozen=True)
class AnswerViews:
    """Makes views of answers, from current phrases, known documents, first examples and headings."""

    phrases: Mapping[str, str]
    known: Mapping[str, Document]
    examples: Mapping[str, str]
    words: Words

    def groups(self, answer_set: AnswerSet) -> list[AnswerGroup]:
        """All answers of a municipality, by file, in the order of words.yml."""
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
            self._heading(label, answer_set),
            answer_set.titles.get(name, ""),
            name in answer_set.own,
            answer_set.own.get(name, f"data/responses/{file}.yml"),
            LANGUAGES.get(language, language),
            [self._variation(each, slots, answer_set) for each in variations],
        )

    def _heading(self, label: str, answer_set: AnswerSet) -> str:
        title = answer_set.titles.get(f"{UTTER}{label}")
        return self._filled(self.words.heading(label, title, self.examples.get(label)))

    def _variation(self, variation: dict[str, Any], slots: list[str], answer_set: AnswerSet) -> Variation:
        metadata = variation.get("metadata") or {}
        aspects = (metadata.get(ASPECTS) or {}).items()
        return Variation(
            self.words.when(variation, slots),
            bubbles(self._filled(variation.get("text", ""))),
            self._filled(metadata.get(SIMPLER, "")),
            {self.words.aspect(key): self._said(said, answer_set) for key, said in aspects},
            [button["title"] for button in variation.get("buttons") or []],
            [Source(source, self._title(source)) for source in metadata.get("sources") or []],
            [laws()[key].title for key in metadata.get(LAWS) or []],
            {words: str(metadata[key]) for key, words in DAYS.items() if key in metadata},
        )

    def _said(self, aspect: str, answer_set: AnswerSet) -> str:
        """What is said of an aspect: its text, or the heading of the answer that is given instead."""
        is_topic = f"{UTTER}{aspect}" in answer_set.answers
        return f"→ {self._heading(aspect, answer_set)}" if is_topic else self._filled(aspect)

    def _filled(self, text: str) -> str:
        """The text with phrases filled in; unknown placeholders stay visible."""
        values = {**self.words.slots, **self.phrases}
        return re.sub(r"{(\w+)}", lambda found: values.get(found[1], found[0]), text)

    def _title(self, source: str) -> str:
        document = document_of(source, dict(self.known))
        return document.source.title if document else ""


def anchor(name: str) -> str:
    """An answer's anchor on the page, from its name."""
    return name.replace("/", "-")
