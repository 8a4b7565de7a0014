"""The recogniser's training examples: newspaper sentences, and chat messages from templates and names."""

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from bot.settings import ROOT
from swedish.names import everything, fill, lines, with_slip

LABELS = {"PER": "PRS", "LOC": "LOC", "ORG": "ORG"}
"""The corpus's labels and ours, which are the official pipeline's. MISC is left out."""

SLOT = re.compile(r"\{(first|last|full|nick|initial|place)\}(s\b)?")

KEPT_PLACES = ROOT / "bot/privacy/kept_places.txt"
SHORT = 4
"""Places with at most this many letters are too often ordinary words, such as Vara, Mark and Sala."""

MARK = re.compile(r"\[([^\]]*)\]\((\w+)\)")
MARKED = {"person": "PRS", "place": "LOC"}
"""The kinds of marks in `annotated.txt` that are names; patterns find the others."""

WITH_NAMES = {"disclosure", "foreign"}
"""Intents whose examples may contain names, or are not in Swedish."""

Sentence = list[tuple[str, str | None]]
"""A sentence's words, each with our label or None."""


def read_corpus(source: str) -> list[Sentence]:
    """The sentences of the Swedish NER corpus, from a path or an address.

    Raises:
        httpx.HTTPError: the address does not answer.
        OSError: there is no such file.
    """
    if source.startswith(("http://", "https://")):
        text = httpx.get(source, follow_redirects=True, timeout=60).raise_for_status().text
    else:
        text = Path(source).read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return [[_word(line) for line in block] for block in blocks]


def _word(line: str) -> tuple[str, str | None]:
    word, _, label = line.replace("\t", " ").rstrip().rpartition(" ")
    return word.strip() or label, LABELS.get(label)


def as_example(nlp: Language, sentence: Sentence) -> Example:
    """A sentence as a spaCy example; adjacent words with the same label are one entity, as in the corpus."""
    doc = Doc(nlp.vocab, words=[word for word, _ in sentence])
    spans, start = [], 0
    labels = [label for _, label in sentence]
    for i in range(1, len(labels) + 1):
        if i == len(labels) or labels[i] != labels[start]:
            if label := labels[start]:
                spans.append(Span(doc, start, i, label))
            start = i
    return _example(nlp, doc, spans)


def _example(nlp: Language, doc: Doc, spans: list[Span]) -> Example:
    gold = doc.copy()
    gold.set_ents([Span(gold, span.start, span.end, span.label_) for span in spans])
    return Example(
        Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), gold
    )


def with_other_names(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence with each name replaced by one of another origin."""
    changed: Sentence = []
    for position, (word, label) in enumerate(sentence):
        begins = position == 0 or sentence[position - 1][1] != label
        slot = "first" if begins else "last"
        changed += (
            [(each, label) for each in fill(slot, chance).split()] if label == "PRS" else [(word, label)]
        )
    return changed


@dataclass(frozen=True)
class Style:
    """How somebody types: in lower or upper case, without punctuation, with typing errors."""

    is_small: bool
    is_loud: bool
    is_bare: bool
    slips: float

    @classmethod
    def any_of(cls, chance: random.Random) -> "Style":
        """A random style; lower case is the most common, as in chats."""
        case = chance.random()
        return cls(case < 0.6, case > 0.95, chance.random() < 0.4, chance.choice([0, 0, 0.05, 0.15]))

    def write(self, text: str, chance: random.Random) -> str:
        """The text in this style, with its spaces unchanged."""
        text = text.upper() if self.is_loud else text.lower() if self.is_small else text
        text = re.sub(r"[.,!?]+(?=\s|$)", "", text) if self.is_bare else text
        return re.sub(r"\w{4,}", lambda word: self._slip(word[0], chance), text)

    def _slip(self, word: str, chance: random.Random) -> str:
        return with_slip(word, chance) if chance.random() < self.slips else word


def chat_message(nlp: Language, template: str, chance: random.Random) -> Example:
    """A message from a template, with names in its slots, in a random style."""
    style = Style.any_of(chance)
    text, end = "", 0
    marked: list[tuple[int, int, str]] = []
    for slot in SLOT.finditer(template):
        text += style.write(template[end : slot.start()], chance)
        name = style.write(fill(slot[1], chance), random.Random(0)) + (slot[2] or "")
        marked.append((len(text), len(text) + len(name), "LOC" if slot[1] == "place" else "PRS"))
        text, end = text + name, slot.end()
    text += style.write(template[end:], chance)
    doc = nlp.make_doc(text)
    return _example(nlp, doc, _spans(nlp, doc, marked))


def annotated_message(nlp: Language, line: str, chance: random.Random, *, is_changed: bool) -> Example:
    """A written message with private parts marked `[text](kind)`, optionally with other names."""
    text, end = "", 0
    marked: list[tuple[int, int, str]] = []
    for mark in MARK.finditer(line):
        text += line[end : mark.start()]
        written, label = mark[1], MARKED.get(mark[2])
        if is_changed and label:
            other = fill("first" if label == "PRS" else "place", chance)
            written = other.lower() if written.islower() else other
        if label:
            marked.append((len(text), len(text) + len(written), label))
        text, end = text + written, mark.end()
    text += line[end:]
    doc = nlp.make_doc(text)
    return _example(nlp, doc, _spans(nlp, doc, marked))


def _spans(nlp: Language, doc: Doc, marked: list[tuple[int, int, str]]) -> list[Span]:
    """What is marked from letter to letter, and places everybody knows; of two that overlap the longer."""
    found = (doc.char_span(*place, alignment_mode="expand") for place in marked)
    return filter_spans([*(span for span in found if span), *_known_places(nlp)(doc, as_spans=True)])


@cache
def _known_places(nlp: Language) -> PhraseMatcher:
    """Matches municipalities and countries, which are labelled as places, as in the corpus.

    Redaction recognises them and leaves them unchanged.
    """
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = [name for name in KEPT_PLACES.read_text(encoding="utf-8").splitlines() if len(name) > SHORT]
    matcher.add("LOC", [nlp.make_doc(written) for name in names for written in (name, f"{name}s")])
    return matcher


def nameless_messages() -> tuple[str, ...]:
    """Messages without names: our own, and the training examples of the assistant's intents."""
    names = {name.lower() for name in everything()}
    files = [path for path in (ROOT / "data/nlu").glob("*.yml") if path.stem not in WITH_NAMES]
    asked = [
        line.removeprefix("- ")
        for path in sorted(files)
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in intent.get("examples", "").splitlines()
    ]
    return (*lines("plain.txt"), *(message for message in asked if names.isdisjoint(message.lower().split())))
