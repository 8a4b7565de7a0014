"""The topics that visitors can ask about, and their names in plain Swedish.

A topic's name is the title in its answer's metadata. topics.yml has the names of those whose title says too
little in a table ("Roller i gruppen"), or which have none.
"""

from functools import cache
from pathlib import Path

import yaml

from bot.municipality.answers import shared_answers, title_of

OF_QUESTIONS = "utter_faq/"
NAMES = Path(__file__).with_name("shared") / "topics.yml"


@cache
def topics() -> dict[str, str]:
    """Every topic, as `faq/phone`, with its name.

    Raises:
        AnswersError: a file of answers is invalid.
    """
    other: dict[str, str] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    asked = {
        name.removeprefix("utter_"): title_of(answer)
        for name, answer in shared_answers().items()
        if name.startswith(OF_QUESTIONS)
    }
    return {topic: title or topic for topic, title in asked.items()} | other
