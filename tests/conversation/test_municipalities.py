"""Every question, asked of both municipalities over the running servers."""

import uuid
from datetime import datetime, timezone

import httpx
import pytest

from bot.municipality import load_profile
from bot.municipality.answers import bubbles
from bot.municipality.sources import document_of, documents
from lab.chat import Chat
from lab.knowledge import responses
from lab.processes import Processes
from tests.data.test_municipalities import ABOUT_OTHERS
from tests.support.each import check_each


def visitor(processes: Processes, municipality: str) -> Chat:
    """A new conversation with a municipality."""
    return Chat(processes.servers.webhook, f"{municipality}.{uuid.uuid4().hex}")


@pytest.mark.parametrize("municipality", ["eskilstuna", "botkyrka"])
def test_a_question_gets_the_answer_that_the_municipality_has(
    processes: Processes, municipality: str
) -> None:
    def check(topic: str) -> None:
        reply = visitor(processes, municipality).say(topic)
        [given] = responses(municipality)[f"utter_{topic}"]
        fixed = load_profile(municipality).phrases(datetime.now(timezone.utc))
        assert [each["text"] for each in reply.messages] == bubbles(given["text"].format(**fixed))
        for source in [] if f"utter_{topic}" in ABOUT_OTHERS else reply.sources:
            document = document_of(source, documents())
            assert document, source
            assert document.owner in {None, municipality}

    check_each([name.removeprefix("utter_") for name in responses() if name.startswith("utter_faq/")], check)


def test_wanting_to_leave_is_met_in_either_municipality(processes: Processes) -> None:
    for municipality in ("eskilstuna", "botkyrka"):
        reply = visitor(processes, municipality).say("jag vill hoppa av")
        assert "112" in reply.text
        assert "Prata med en människa" in reply.buttons


def test_where_there_is_no_self_check_nothing_is_asked(processes: Processes) -> None:
    """Neither by asking for it, nor by a yes to what was not offered."""
    chat = visitor(processes, "botkyrka")
    for message in ("jag vill göra självkontrollen", "ja"):
        reply = chat.say(message)
        assert "ingen självkontroll för Botkyrka" in reply.text
        assert "Fråga" not in reply.text.split()[:1]
        assert "Ja" not in reply.buttons
    assert "Botkyrka" in chat.say("vad är avhopparverksamheten").text


def test_the_self_check_of_the_other_municipality_goes_on_as_before(processes: Processes) -> None:
    chat = visitor(processes, "eskilstuna")
    assert "Fråga 1 av högst" in chat.begin_self_check().text


def test_a_municipality_that_is_not_served_is_refused(processes: Processes) -> None:
    body = {"sender": f"ingenstans.{uuid.uuid4().hex}", "message": "hej"}
    assert httpx.post(processes.servers.webhook, json=body, timeout=30).status_code == 404


def test_a_trial_is_answered_as_the_municipality_answers(processes: Processes) -> None:
    tried = [
        httpx.post(
            processes.servers.trial, json={"message": "vad är avhopparverksamheten", **more}, timeout=30
        )
        for more in ({"municipality": "botkyrka"}, {}, {"municipality": "ingenstans"})
    ]
    assert "Botkyrka" in str(tried[0].json()["replies"])
    assert "Eskilstuna" in str(tried[1].json()["replies"])
    assert tried[2].status_code == 400
