"""Simulated visitors and a worker who keep writing during faults, and what became of each message.

Several visitors ask the assistant. One visitor and a worker write to each other in a case, whose page listens
to its event stream and reconnects like the widget. Another visitor waits in the queue for a live chat. A
message that was not confirmed is sent again with the same id, as the widget does.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone

import httpx
from sqlalchemy.orm import Session

from bot.intake import cases, messages
from bot.intake.case_store import CaseStore
from bot.intake.models import Case, Sender
from lab.listening_page import ListeningPage
from lab.production import Production
from lab.worker import NGINX_OWN_PAGE, Worker

QUESTIONS = ("vad är avhopparverksamheten", "måste man tjalla", "kan jag göra självkontrollen", "ja")
TALKERS = 3
TALKERS_PAUSE = 0.4
WRITERS_PAUSE = 2.0
"""Seconds, so that the writers stay below the front's rate limit for a conversation."""

IN_LINE = "Hej, jag väntar på att få skriva med någon."
OUT_OF_ORDER = "Just nu fungerar inte allt"
WIDGET_WAITS = 10.0
"""Seconds after which a request times out and is sent again, as in the widget."""


@dataclass(frozen=True)
class Answer:
    """The answer to a visitor's message; `text` is None if the page could not reach the front."""

    at: float
    seconds: float
    status: int
    text: str | None

    @property
    def is_good(self) -> bool:
        """Whether the assistant answered, without a failure."""
        return self.status == 200 and bool(self.text) and OUT_OF_ORDER not in str(self.text)

    @property
    def shows_the_way(self) -> bool:
        """Whether it answers, or names 112 and the reception; without a response the page has its line."""
        return self.is_good or self.text is None or ("112" in self.text and "Vägvalet" in self.text)


def said(answer: httpx.Response) -> str | None:
    """What the widget shows of a response; None if it shows its own line instead."""
    if answer.status_code == httpx.codes.BAD_GATEWAY and NGINX_OWN_PAGE in answer.text:
        return None
    try:
        content = answer.json()
    except ValueError:
        return answer.text
    if answer.is_success:
        return "\n".join(each["text"] for each in content["messages"])
    return str(content["error"]["text"])


def _case_of(session: Session, page: ListeningPage) -> Case:
    case = cases.of_visitor(session, page.conversation)
    assert case, "what was handed over is kept"
    return case


class Traffic:
    """Runs the visitors and the worker in threads during the block."""

    def __init__(self, production: Production, case_store: CaseStore) -> None:
        self._production, self._case_store = production, case_store
        self.answers: list[Answer] = []
        self.confirmed: dict[Sender, list[str]] = {Sender.VISITOR: [], Sender.WORKER: []}
        self.tokens: list[str] = []
        self._stopping = threading.Event()
        work: list[Callable[[], None]] = [self._talk] * TALKERS + [
            self._write_as_visitor,
            self._write_as_worker,
        ]
        work += [self._listen, self._listen_in_line]
        self._threads = [threading.Thread(target=self._until_stopped, args=(each,)) for each in work]
        self.errors: list[Exception] = []

    def __enter__(self) -> "Traffic":
        self.page, self.page_in_line = self._begin(), self._begin()
        with self._production.client() as client:
            body = {"id": "1", "way": "message", "danger": False, "shared": []}
            client.post(
                "/api/hand-over", json={"conversation": self.page.conversation, **body}
            ).raise_for_status()
        with self._case_store.transaction() as session:
            self._case = _case_of(session, self.page).id
        self._case_in_line = self._stand_in_line()
        self.worker = Worker(self._production, self._case_store)
        self.worker.take(self._case)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        if error is None:
            self.worker.take(self._case_in_line)
        self.worker.close()

    def wait_for_good_answers(self, since: float, within: float, at_least: float = 0) -> float:
        """Waits until all visitors get good answers again.

        Args:
            since: when the fault was injected (monotonic seconds).
            within: the most seconds from `since` that this may take.
            at_least: seconds to wait first, because a fault may show late.

        Returns:
            Seconds from `since` until the last answer that was not good.
        """
        self._stopping.wait(at_least)
        while True:
            later = [answer for answer in list(self.answers) if answer.at > since]
            bad = [answer.at for answer in later if not answer.is_good]
            last_bad = max(bad, default=since)
            if sum(answer.at > last_bad for answer in later) >= 4 * TALKERS:
                return last_bad - since
            assert time.monotonic() - since < within, [answer for answer in later if not answer.is_good][-3:]
            time.sleep(0.1)

    def stored(self, sender: Sender) -> list[str]:
        """The stored messages of the case from this sender, in order."""
        return self._stored(self.page, sender)

    def stored_in_line(self) -> list[str]:
        """The stored messages of the visitor in the queue."""
        return self._stored(self.page_in_line, Sender.VISITOR)

    def wait_until_seen(self, within: float = 30) -> None:
        """Returns when the visitor's page has received all the worker's confirmed messages.

        By then the page of the visitor in the queue has also received its place again.
        """
        start, before = time.monotonic(), len(self.page_in_line.places)
        while (
            missing := set(self.confirmed[Sender.WORKER]) - {line.text for line in list(self.page.lines)}
        ) or len(self.page_in_line.places) == before:
            assert time.monotonic() - start < within, missing
            time.sleep(0.1)

    def _begin(self) -> ListeningPage:
        with self._production.client() as client:
            return ListeningPage(self._production, client.post("/api/conversations").json()["conversation"])

    def _stand_in_line(self) -> int:
        """Opens a live case in the database, because the API allows it only in the opening hours."""
        token, now = self.page_in_line.conversation, datetime.now(timezone.utc)
        with self._case_store.transaction() as session:
            municipality = _case_of(session, self.page).municipality
            wanted = cases.HandOver(municipality, is_live=True)
            case = int(cases.open_case(session, self._case_store.vault, token, wanted, now).id)
        with self._production.client() as client:
            body = {"conversation": token, "id": "1", "text": IN_LINE}
            assert client.post("/api/messages", json=body).raise_for_status().json()["stored"]
        return case

    def _stored(self, page: ListeningPage, sender: Sender) -> list[str]:
        with self._case_store.transaction() as session:
            lines = messages.after(session, self._case_store.vault, _case_of(session, page).id, 0)
            return [line.text for line in lines if line.sender is sender]

    def _until_stopped(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except Exception as error:  # a thread's error would not reach the test otherwise
                self.errors.append(error)
                return

    def _talk(self) -> None:
        with self._production.client(WIDGET_WAITS) as client:
            conversation = secrets.token_urlsafe(24)
            self.tokens.append(conversation)
            for number, question in enumerate(QUESTIONS):
                if self._stopping.wait(TALKERS_PAUSE):
                    return
                self.answers.append(self._ask(client, conversation, str(number), question))

    def _ask(self, client: httpx.Client, conversation: str, number: str, text: str) -> Answer:
        at = time.monotonic()
        try:
            answer = client.post(
                "/api/messages", json={"conversation": conversation, "id": number, "text": text}
            )
        except httpx.TransportError:
            return Answer(time.monotonic(), time.monotonic() - at, 0, None)
        return Answer(time.monotonic(), time.monotonic() - at, answer.status_code, said(answer))

    def _write_as_visitor(self) -> None:
        text, number = f"besökaren {secrets.token_hex(8)}", secrets.token_hex(8)
        while not self._stopping.wait(WRITERS_PAUSE):
            with self._production.client(WIDGET_WAITS) as client:
                answer = self._ask(client, self.page.conversation, number, text)
            if answer.status == 200:
                self.confirmed[Sender.VISITOR].append(text)
                return

    def _write_as_worker(self) -> None:
        text, own_id = f"handläggaren {secrets.token_hex(8)}", secrets.token_hex(16)
        while not self._stopping.wait(WRITERS_PAUSE / 2):
            self.worker.look(self._case)
            if self.worker.write(self._case, text, own_id):
                self.confirmed[Sender.WORKER].append(text)
                return

    def _listen(self) -> None:
        self.page.listen(self._stopping)

    def _listen_in_line(self) -> None:
        self.page_in_line.listen(self._stopping)
