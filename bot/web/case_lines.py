"""The lines that the system adds to a case, in the language of the visitor's page."""

from bot.intake import cases
from bot.intake.messages import Line
from bot.intake.models import Sender
from bot.wire import ENGLISH

NOW_THE_BOT = "Now the robot answers again. You can ask for a person once more."
IN_ENGLISH = {
    cases.TAKEN: "A case worker has taken over the conversation. It is a person, not the robot.",
    cases.HANDED_BACK: f"The case worker has handed the conversation back. {NOW_THE_BOT}",
    cases.ENDED: f"The case worker has ended the conversation. {NOW_THE_BOT}",
    cases.ASKED_AGAIN: "A new request to write with a person.",
    cases.PUT_BACK: "The case worker has passed the conversation on. Wait for another case worker to answer.",
    cases.LEFT_PAGE: "The page was closed here.",
}
"""The case itself holds them in Swedish, as the worker reads it."""


def text_of(line: Line, language: str) -> str:
    """The line's text; what somebody wrote stays as it is."""
    is_ours = line.sender is Sender.SYSTEM and language == ENGLISH
    return IN_ENGLISH.get(line.text, line.text) if is_ours else line.text
