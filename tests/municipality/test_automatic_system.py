"""The greeting of every municipality says that a robot answers, however short and in both languages."""

import pytest

from bot.municipality.answers import FOLDER, answers_for
from bot.municipality.english import translations_for

GREETING = "utter_greet"
ROBOT = "robot"


@pytest.mark.parametrize("municipality", sorted(each.name for each in FOLDER.iterdir()))
def test_the_greeting_begins_with_what_this_is(municipality: str) -> None:
    for variation in answers_for(municipality)[GREETING]:
        assert ROBOT in variation["text"].split("\n\n")[0]
        assert ROBOT in variation["metadata"]["simpler"]
    english = translations_for(municipality)[GREETING]
    for text in english.variations:
        assert ROBOT in text.split("\n\n")[0]
    assert ROBOT in (english.simpler or "")
