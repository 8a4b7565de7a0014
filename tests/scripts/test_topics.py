"""The table of topics is what the answers and the training data say."""

from typing import Any

from bot.municipality.topics import OF_QUESTIONS
from lab.knowledge import responses
from scripts.topics import HEADINGS, LIST, page, rows


def test_the_table_is_current() -> None:
    assert LIST.read_text(encoding="utf-8") == page(), "run make topics"


def test_every_topic_stands_in_it_once() -> None:
    text = page()
    topics = [name.removeprefix("utter_") for name in responses() if name.startswith(OF_QUESTIONS)]
    assert topics
    assert [topic for topic in topics if text.count(f"| `{topic}` |") != 1] == []


def test_a_row_tells_what_the_answer_has_and_lacks() -> None:
    metadata: dict[str, Any] = {"reviewed": "2026-11-22", "laws": ["pl_9"], "sources": ["a"]}
    older = {**metadata, "reviewed": "2026-11-20", "sources": ["a", "b"]}
    answer = [{"text": "Ett svar.", "metadata": each} for each in (metadata, older)]
    answers = {"utter_faq/none": answer, "utter_greet": answer}
    [row] = rows(answers, {"a": {"utter_faq/none": []}, "b": {}})
    told = dict(zip(HEADINGS, row, strict=True))
    assert told == {
        "Ämne": "`faq/none`",
        "Titel": "",
        "Källor": "a; b",
        "Lagar": "pl_9 (S)",
        "Enklare": "nej",
        "Engelska": "nej",
        "Följdfrågor": "",
        "Exempel": "0",
        "Granskat": "2026-11-20",
        "Egna": "a",
    }
