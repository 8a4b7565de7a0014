"""Whoever floods the door: connections that send without pause, and what honest people get meanwhile."""

import secrets
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import httpx

from bench.quantiles import p95
from bench.questions import is_out_of_order
from bot.intake.case_store import open_case_store
from lab.desk import Account, give_password, make_account
from lab.production import Production

HOSTILE_ADDRESSES = [f"127.0.0.{number}" for number in range(2, 255)]
FROM_DESK = {"Sec-Fetch-Site": "same-origin"}
PEOPLE = 5
"""Accounts and codes that are used in turn: nobody signs in more often than a person does."""

PAUSE = 0.3
GIVES_UP_AFTER = 30.0


def hostile_person(installation: Production, address: str) -> httpx.Client:
    """A browser on a machine with this address."""
    trusted = ssl.create_default_context(cafile=installation.certificate)
    transport = httpx.HTTPTransport(verify=trusted, local_address=address)
    return httpx.Client(base_url=installation.address, transport=transport, timeout=GIVES_UP_AFTER)


def conversation() -> str:
    """The id of a new conversation."""
    return secrets.token_urlsafe(24)


def ask(client: httpx.Client) -> bool:
    """Asks the assistant something; whether it answers."""
    body = {"conversation": conversation(), "id": "1", "text": "måste man tjalla"}
    answer = client.post("/api/messages", json=body)
    return answer.status_code == 200 and not is_out_of_order(answer.text)


def leave_message(client: httpx.Client) -> str | None:
    """Leaves a message for a human; returns the return code."""
    body = {"conversation": conversation(), "id": "1", "way": "message", "danger": True, "shared": []}
    answer = client.post("/api/hand-over", json={**body, "message": "Kan ni ringa?"})
    return str(answer.json()["code"]) if answer.status_code == 201 else None


def try_code(client: httpx.Client, code: str | None = None) -> bool:
    """Tries a return code, a random one if none is given; whether it was right."""
    typed = code or f"{secrets.randbelow(10**16):016}"
    return client.post("/api/return", json={"code": typed}).status_code == 200


def sign_in(client: httpx.Client, account: Account | None = None) -> bool:
    """Gives a password, a random name's if no account is given; whether the one-time code is asked for."""
    given = account or Account(secrets.token_hex(8), "gissning")
    answer = give_password(client, given)
    return answer.status_code == 303 and answer.headers["location"] == "/desk/code"


HOSTILE: dict[str, Callable[[httpx.Client], object]] = {
    "questions": ask,
    "hand-overs": leave_message,
    "codes": try_code,
    "sign-ins": sign_in,
}
LIMITS = {"questions": 2.0, "hand-overs": 5.0, "codes": 5.0, "sign-ins": 5.0}
"""Seconds within which honest people get what they ask for."""

MAY_FAIL = 0.01
"""The share of what honest people ask for that may be refused or come later."""

BEFORE = {
    1: {"questions": 0.0, "hand-overs": 0.0, "codes": 0.89, "sign-ins": 0.07},
    10: {"questions": 0.0, "hand-overs": 0.0, "codes": 1.0, "sign-ins": 0.0},
}
"""The shares on 28 November 2026, before anything was done about it, beside so many connections that each
sent one request of each kind after the other for a minute."""


@dataclass
class Served:
    """How long each honest try of a kind took; infinity if it was refused."""

    seconds: list[float] = field(default_factory=list)

    def share_failed(self, limit: float) -> float:
        """The share that was refused or took longer than the limit."""
        return sum(each > limit for each in self.seconds) / len(self.seconds)

    @property
    def p95(self) -> float:
        """The 95th percentile of seconds."""
        return p95(self.seconds)


class HonestPeople:
    """People who have accounts and return codes. Each comes from an address of their own."""

    def __init__(self, installation: Production) -> None:
        self._installation = installation
        store = open_case_store(installation.settings())
        self._accounts = [make_account(store, f"Anna {secrets.token_hex(4)}") for _ in range(PEOPLE)]
        with installation.client(GIVES_UP_AFTER) as client:
            assert ask(client), "nothing has begun yet"  # and the first question, which loads much, is past
        self._codes = []
        for _ in range(PEOPLE):
            with installation.client(GIVES_UP_AFTER) as client:
                code = leave_message(client)
            assert code
            self._codes.append(code)

    def are_served(self, going_on: Callable[[], bool]) -> dict[str, Served]:
        """They do everything in turn, as long as something goes on."""
        served = {kind: Served() for kind in LIMITS}
        number = 0
        while going_on():
            account, code = self._accounts[number % PEOPLE], self._codes[number % PEOPLE]
            number += 1
            acts: dict[str, Callable[[httpx.Client], object]] = {
                "questions": ask,
                "hand-overs": leave_message,
                "codes": partial(try_code, code=code),
                "sign-ins": partial(sign_in, account=account),
            }
            for kind, act in acts.items():
                served[kind].seconds.append(self._timed(act))
                time.sleep(PAUSE)
        return served

    def _timed(self, act: Callable[[httpx.Client], object]) -> float:
        began = time.monotonic()
        with self._installation.client(GIVES_UP_AFTER) as client:
            client.headers.update(FROM_DESK)
            try:
                is_served = act(client)
            except httpx.HTTPError:
                is_served = False
        return time.monotonic() - began if is_served else float("inf")


@contextmanager
def flood(
    installation: Production, kinds: Collection[str], connections: int, addresses: int = 1
) -> Iterator[None]:
    """During the block, connections from so many addresses send requests of these kinds without pause."""
    over = threading.Event()

    def send(address: str) -> None:
        with hostile_person(installation, address) as client:
            client.headers.update(FROM_DESK)
            while not over.is_set():
                for kind in kinds:
                    try:
                        HOSTILE[kind](client)
                    except httpx.HTTPError:
                        over.wait(PAUSE)

    sent_from = [HOSTILE_ADDRESSES[number % addresses] for number in range(connections)]
    senders = [threading.Thread(target=send, args=(each,), daemon=True) for each in sent_from]
    for sender in senders:
        sender.start()
    try:
        yield
    finally:
        over.set()
        for sender in senders:
            sender.join()


def during_flood(
    installation: Production, kinds: Collection[str], connections: int, seconds: float, addresses: int = 1
) -> dict[str, Served]:
    """What honest people get of each kind while such a flood lasts."""
    people = HonestPeople(installation)
    until = time.monotonic() + seconds
    with flood(installation, kinds, connections, addresses):
        return people.are_served(lambda: time.monotonic() < until)
