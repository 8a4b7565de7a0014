"""The topics that visitors can ask about, and their names in plain Swedish.

A topic's name is the most common title of the buttons that lead to it. topics.yml has the names of topics
without buttons, and of those whose buttons make sense only beside their answer ("Nästa kriterium").
"""

from collections import Counter
from functools import cache
from pathlib import Path

import yaml

from bot.settings import ROOT

OF_QUESTIONS = "faq/"
NAMES = Path(__file__).with_name("shared") / "topics.yml"


@cache
def topics() -> dict[str, str]:
    """Every topic, as `faq/phone`, with its name."""
    names: dict[str, str] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    titles: dict[str, Counter[str]] = {}
    found: list[str] = []
    for path in sorted((ROOT / "data/responses").glob("*.yml")):
        for response, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            found.append(response.removeprefix("utter_"))
            for button in (button for each in variations for button in each.get("buttons", [])):
                titles.setdefault(button["payload"], Counter())[button["title"]] += 1
    asked = [topic for topic in found if topic.startswith(OF_QUESTIONS) or topic in names]
    return {topic: names.get(topic) or _commonest(titles.get(topic)) or topic for topic in asked}


def _commonest(titles: Counter[str] | None) -> str | None:
    return min(titles, key=lambda title: (-titles[title], title)) if titles else None
