"""Whatever is sent, nothing breaks: it is refused calmly, and everybody else is answered as usual.

`python -m bench.hostile` sends more of it, and measures what the others notice.
"""

import secrets
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from random import Random

import httpx
import pytest

from bot.limits import MESSAGE_CHARACTERS, SHARED_CHARACTERS
from bot.web.pace import LONG_REDACTION
from lab.held_connections import held_open, slowloris
from lab.hostile import LOOK_ALIKES, MARK, Hostile, hostile_requests, sign_in
from lab.production import Production

SEED = 7731
REQUESTS = 300
SIGN_INS = 30
SENDERS = 2
SLOW, IDLE = 60, 400
PREVIEWS = 100
"""More than two workers of the front have threads."""
QUESTION, ANSWER = "måste man tjalla", "Du måste inte tjalla"
TELLING = 10
"""Characters at a text's beginning that stand in no log by chance."""


def said(answer: httpx.Response) -> str:
    """What the assistant answers; nothing, where it does not."""
    if answer.status_code != 200:
        return ""
    return " ".join(message["text"] for message in answer.json()["messages"])


def ask(installation: Production, *texts: str) -> list[str]:
    """What a new visitor is answered."""
    conversation = secrets.token_urlsafe(24)
    bodies = [{"conversation": conversation, "id": str(n), "text": text} for n, text in enumerate(texts)]
    with installation.client() as visitor:
        return [said(visitor.post("/api/messages", json=body)) for body in bodies]


def is_calm(answer: httpx.Response) -> bool:
    """Whether a refusal is ours, which says where a human is, or nginx's few lines."""
    if answer.headers["Content-Type"] == "application/json":
        return "ring 112" in answer.json()["error"]["text"]
    return "<center>nginx</center>" in answer.text and len(answer.text) < 300


def in_log(installation: Production, texts: list[str]) -> list[str]:
    """Those that the log of all processes tells of."""
    log = (installation.folder / "log").read_text(errors="replace")
    return [text for text in texts if len(text) >= TELLING and text[:TELLING] in log]


def test_no_request_breaks_it_and_an_ordinary_visitor_is_answered_meanwhile(installation: Production) -> None:
    chance = Random(SEED)
    sent = [*islice(hostile_requests(SEED), REQUESTS), *(sign_in(chance) for _ in range(SIGN_INS))]
    with ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(from_anywhere, installation, each) for each in sent]
        while not all(each.done() for each in sending):
            assert ANSWER in ask(installation, QUESTION)[0]
        answers = [(request, each.result()) for request, each in zip(sent, sending, strict=True)]

    assert [short(*each) for each in answers if each[1].status_code >= 500] == []
    assert [short(*each) for each in answers if each[0].text is not None and not said(each[1])] == []
    refused = [each for each in answers if each[1].status_code >= 400 and each[0].method != "HEAD"]
    assert len(refused) > REQUESTS / 3
    of_visitors = [each for each in refused if not each[0].target.startswith("/desk")]
    assert [short(*each) for each in of_visitors if not is_calm(each[1])] == []
    assert in_log(installation, [MARK, *(request.text for request in sent if request.text)]) == []


def from_anywhere(installation: Production, request: Hostile) -> httpx.Response:
    """Its answer, sent from a machine of its own: those that one machine sends too fast are refused."""
    with installation.client() as client:
        return request.send(client)


def short(request: Hostile, answer: httpx.Response) -> tuple[str, ...]:
    """What to look at when it was answered badly."""
    sent = f"{request.method} {request.target[:80]}", repr(request.headers)[:200], repr(request.content[:300])
    return (*sent, f"{answer.status_code} {answer.text[:300]}")


@pytest.mark.parametrize("text", LOOK_ALIKES, ids=lambda text: repr(text)[:30])
def test_what_looks_like_a_command_is_a_message_and_the_conversation_goes_on(
    text: str, installation: Production
) -> None:
    first, second = ask(installation, text, QUESTION)
    assert first
    assert ANSWER in second
    assert in_log(installation, [text]) == []


def test_those_who_send_slowly_or_nothing_keep_nobody_from_an_answer(installation: Production) -> None:
    port, certificate = installation.ports["https"], installation.certificate
    with slowloris(port, certificate, SLOW), held_open(port, certificate, IDLE):
        for _ in range(5):
            assert ANSWER in ask(installation, QUESTION)[0]


@pytest.mark.parametrize("characters", [LONG_REDACTION, SHARED_CHARACTERS])
def test_those_who_have_much_redacted_keep_nobody_from_an_answer(
    characters: int, installation: Production
) -> None:
    lines = [{"by": "you", "text": "(" * MESSAGE_CHARACTERS}] * (characters // MESSAGE_CHARACTERS)

    def preview(_: int) -> httpx.Response:
        body = {"conversation": secrets.token_urlsafe(24), "shared": lines}
        with installation.client() as client:
            return client.post("/api/hand-over/preview", json=body)

    with ThreadPoolExecutor(PREVIEWS) as pool:
        previews = [pool.submit(preview, number) for number in range(PREVIEWS)]
        while not all(each.done() for each in previews):
            assert ANSWER in ask(installation, QUESTION)[0]
        answers = [each.result() for each in previews]
    refused = [each for each in answers if each.status_code != 200]
    assert {each.status_code for each in refused} == {429}
    assert all(is_calm(each) for each in refused)
    assert len(refused) < PREVIEWS
