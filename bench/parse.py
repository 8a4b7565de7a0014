"""Parses the held-out messages with one model, and writes its accuracy and the time per message.

python -m bench.parse MODEL OUTPUT
"""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import load_agent
from sklearn.metrics import accuracy_score, f1_score

from bench.quantiles import p95
from bot.assistant.nlu.labels import selected_topic
from lab.held_out import held_out


def _danger(labels: list[str]) -> list[bool]:
    return [label.startswith("danger") for label in labels]


def predicted_label(parsed: dict[str, Any]) -> str:
    """The predicted label: the intent, or the topic that our or Rasa's response selector chose."""
    intent = str(parsed["intent"]["name"])
    topics = [selected_topic(parsed, selector) or "" for selector in (intent, "default")]
    return next((topic for topic in topics if topic.startswith(f"{intent}/")), intent)


async def parse(model: str) -> dict[str, float]:
    """Parses each message once, after ten to warm up."""
    agent = await load_agent(model_path=model)
    actual, predicted, seconds = [], [], []
    messages = held_out()
    for _, text in messages[:10]:
        await agent.parse_message(text)
    for label, text in messages:
        start = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds.append(time.perf_counter() - start)
        actual.append(label)
        predicted.append(predicted_label(parsed))
    hits = sum(a and b for a, b in zip(_danger(actual), _danger(predicted), strict=True))
    return {
        "accuracy": float(accuracy_score(actual, predicted)),
        "macro_f1": float(f1_score(actual, predicted, average="macro", labels=sorted(set(actual)))),
        "danger_recall": hits / sum(_danger(actual)),
        "danger_precision": hits / max(1, sum(_danger(predicted))),
        "median_ms": 1000 * statistics.median(seconds),
        "p95_ms": 1000 * p95(seconds),
    }


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(asyncio.run(parse(sys.argv[1]))))
