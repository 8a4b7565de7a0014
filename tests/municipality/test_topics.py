"""What can be asked has a name in plain Swedish."""

from collections import Counter

from bot.municipality.topics import topics
from lab.knowledge import responses


def test_every_answer_to_a_question_is_a_topic_with_a_name_of_its_own() -> None:
    answers = {name.removeprefix("utter_") for name in responses() if name.startswith("utter_faq/")}
    assert answers | {"want_to_leave", "afraid"} == set(topics())
    assert {name: count for name, count in Counter(topics().values()).items() if count > 1} == {}
    assert [topic for topic, name in topics().items() if topic == name] == []
