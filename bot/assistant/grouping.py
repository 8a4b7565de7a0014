"""Groups messages by meaning, and finds the nearest topic for each group.

`python -m bot.assistant.grouping <model>` reads a JSON list of texts from standard input and writes a JSON
list of groups to standard output, the largest first: `texts`, as indices into the input, and `topic`. It is a
separate program because messages are decrypted in the front's environment and Rasa has its own. Texts go
through pipes only, which no other process on the machine can read.
"""

import asyncio
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog
from sklearn.cluster import AgglomerativeClustering

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.encoder import Encoder

FURTHEST = 0.12
"""The largest average cosine distance within a group; this value reproduces our own topics best."""

NO_TOPICS = frozenset({"nlu_fallback", "out_of_scope"})


def grouped(vectors: Embeddings) -> list[list[int]]:
    """The rows of `vectors` by meaning, the largest group first."""
    if len(vectors) < 2:
        return [list(range(len(vectors)))] if len(vectors) else []
    clustering = AgglomerativeClustering(
        n_clusters=None, affinity="cosine", linkage="average", distance_threshold=FURTHEST
    )
    labels = clustering.fit_predict(np.asarray(vectors))
    groups = [[i for i, each in enumerate(labels) if each == label] for label in dict.fromkeys(labels)]
    return sorted(groups, key=lambda group: -len(group))


async def _nearest(agent: Agent, texts: Sequence[str]) -> str:
    """The topic that is nearest for most of the texts."""
    ranked = [(await agent.parse_message(text))["intent_ranking"] for text in texts]
    found = [
        next((each["name"] for each in topics if each["name"] not in NO_TOPICS), "") for topics in ranked
    ]
    return Counter(found).most_common(1)[0][0]


def groups(texts: list[str], model: str) -> list[dict[str, Any]]:
    """The groups, each with its nearest topic. `model` is the path of the trained model."""
    configure_structlog(logging.ERROR)  # otherwise Rasa prints the messages that it parses
    agent = Agent.load(model)
    return [
        {"texts": members, "topic": asyncio.run(_nearest(agent, [texts[i] for i in members]))}
        for members in grouped(Encoder().embed(texts))
    ]


if __name__ == "__main__":
    json.dump(groups(json.load(sys.stdin), sys.argv[1]), sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # TensorFlow's shutdown takes up to 15 s
