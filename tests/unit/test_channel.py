"""The channel passes on all that an answer carries."""

import asyncio

from bot.channel import Replies, bubbles


def test_a_blank_line_parts_bubbles() -> None:
    assert bubbles("ett\n\ntvå\n\n\n\ntre\n") == ["ett", "två", "tre"]
    assert bubbles("") == []


def test_buttons_and_sources_stand_on_the_last_bubble() -> None:
    replies = Replies()
    message = {
        "text": "ett\n\ntvå",
        "buttons": [{"title": "Ja", "payload": "/affirm"}],
        "metadata": {"sources": ["x"]},
    }
    asyncio.run(replies.send_response("a", message))
    assert replies.messages == [
        {"recipient_id": "a", "text": "ett"},
        {"recipient_id": "a", "text": "två", "buttons": message["buttons"], "metadata": {"sources": ["x"]}},
    ]
