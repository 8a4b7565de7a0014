"""What is taken back of a turn that could not be kept, and what never is."""

import asyncio
from typing import Any

from bot.assistant.replies import Replies

QUESTION = {
    "text": "Ring 112.\n\nÄr du i säkerhet just nu?",
    "buttons": [{"title": "Ja", "payload": "/affirm"}],
}


def after_taking_back(*said: dict[str, Any]) -> Replies:
    replies = Replies()
    for each in said:
        asyncio.run(replies.send_response("kim", each))
    replies.take_back()
    return replies


def test_an_answer_that_was_not_kept_was_not_given() -> None:
    assert after_taking_back({"text": "Fråga 3", "utter_action": "utter_faq/phone"}).collected == []


def test_what_to_do_in_danger_stays_and_its_question_goes_as_nobody_would_know_what_was_asked() -> None:
    more = {"metadata": {"sources": ["polisen.se"]}, "utter_action": "utter_danger/threat"}
    [told] = after_taking_back({**QUESTION, **more}).collected
    assert (told.text, told.buttons) == ("Ring 112.", ())
    assert (told.sources, told.response) == (("polisen.se",), "utter_danger/threat")
