"""What the server says by itself is in the language of the visitor's page."""

import re

import httpx
import pytest
import yaml
from starlette.testclient import TestClient

from bot import limits
from bot.intake import cases
from bot.settings import ROOT
from bot.web.case_lines import IN_ENGLISH
from bot.web.explanation import load_explanation
from lab.profiles import always_open
from tests.web.conftest import StandInRasa

TEXTS = ROOT / "bot/web/problem_texts"
HUMAN = "In an emergency, call 112. You can also call Vägvalet."


def texts(language: str) -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load((TEXTS / f"{language}.yml").read_text(encoding="utf-8"))
    return loaded


def asked(client: TestClient, path: str, **content: object) -> httpx.Response:
    answer: httpx.Response = client.post(f"/api/{path}", json={"language": "en", **content})
    return answer


def test_each_language_has_the_same_problems_with_the_same_numbers() -> None:
    swedish, english = texts("sv"), texts("en")
    assert list(swedish) == list(english)
    for code, text in english.items():
        assert re.findall(r"\d+|\{\w+\}", text) == re.findall(r"\d+|\{\w+\}", swedish[code]), code


def test_each_line_of_a_case_is_translated() -> None:
    ours = (cases.TAKEN, cases.HANDED_BACK, cases.ENDED, cases.ASKED_AGAIN, cases.PUT_BACK, cases.LEFT_PAGE)
    assert set(IN_ENGLISH) == set(ours)


def test_a_problem_is_told_in_english_with_where_a_human_is(client: TestClient, conversation: str) -> None:
    longest = limits.MESSAGE_CHARACTERS
    refused = asked(client, "messages", conversation=conversation, id="1", text="x" * (longest + 1))
    text = refused.json()["error"]["text"]
    assert text.startswith(f"It was too long. I can read at most {longest} characters at a time.")
    assert HUMAN in text


def test_a_failure_of_ours_is_told_in_english(
    client: TestClient, conversation: str, rasa: StandInRasa
) -> None:
    rasa.error = httpx.ReadTimeout("slow")
    failed = asked(client, "messages", conversation=conversation, id="1", text="hello")
    text = failed.json()["error"]["text"]
    assert text.startswith("Right now not everything works here. ")
    assert HUMAN in text


def test_a_municipality_that_is_not_known_leads_to_the_police(client: TestClient) -> None:
    text = asked(client, "ways", municipality="nowhere").json()["error"]["text"]
    assert "112" in text
    assert "114 14" in text or HUMAN in text


def test_the_assistant_is_told_what_a_line_about_a_fault_is_to_be_in(
    client: TestClient, conversation: str, rasa: StandInRasa
) -> None:
    asked(client, "messages", conversation=conversation, id="1", text="hello")
    client.post("/api/messages", json={"conversation": conversation, "id": "2", "text": "hej"})
    assert [each["language"] for each in rasa.heard] == ["en", "sv"]


def test_what_to_know_before_writing_to_a_human_is_in_english(client: TestClient) -> None:
    ways = asked(client, "ways").json()
    assert ways["explanation"] == load_explanation().texts_for(always_open(), "en")
    assert all("{" not in text for text in ways["explanation"])
    assert ways["reception"].startswith(HUMAN)
    assert "open right now" in ways["reception"]


def test_every_part_of_the_explanation_is_translated() -> None:
    explanation = load_explanation()
    assert len(explanation.english) == len(explanation.texts)


@pytest.mark.parametrize("language", ["", "ar", "EN", 1])
def test_another_language_is_refused(client: TestClient, language: object) -> None:
    assert asked(client, "ways", language=language).status_code == 400
