"""What can be asked has a name in plain Swedish."""

from collections import Counter

import yaml

from bot.municipality.answers import title_of
from bot.municipality.topics import NAMES, topics
from lab.knowledge import responses


def test_every_answer_to_a_question_is_a_topic_with_a_name_of_its_own() -> None:
    answers = {name.removeprefix("utter_") for name in responses() if name.startswith("utter_faq/")}
    assert answers | {"want_to_leave", "afraid"} == set(topics())
    assert [topic for topic in answers if not title_of(responses()[f"utter_{topic}"])] == []
    assert {name: count for name, count in Counter(topics().values()).items() if count > 1} == {}
    assert [topic for topic, name in topics().items() if topic == name] == []


def test_a_name_for_the_report_is_another_than_the_title() -> None:
    others = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    assert others.keys() <= {name.removeprefix("utter_") for name in responses()}
    assert [topic for topic, name in others.items() if name == title_of(responses()[f"utter_{topic}"])] == []
