"""`make shell`: a Swedish conversation in the terminal, as a visitor sees it, with buttons and sources.

Uses the servers of a running `make run`, or starts its own and stops them afterwards.
"""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
from pydantic import TypeAdapter
from rich.console import Console
from rich.padding import Padding

from bot.municipality import load_profiles
from bot.run.servers import BOT, Servers
from bot.settings import ROOT, Settings
from bot.wire import Reply

REPLIES = TypeAdapter(list[Reply])

START_WITHIN = 120
ANSWER_WITHIN = 15
WELCOME = (
    "Skriv som en besökare skulle skriva. En siffra väljer en knapp. "
    "/ny börjar om, /slut avslutar. Inget skickas härifrån."
)


class ServersDidNotStartError(Exception):
    """The servers did not answer in time; their output is in models/shell.log."""


@contextmanager
def running(servers: Servers, console: Console) -> Iterator[None]:
    """Starts the servers for the block, unless they are running already.

    Raises:
        ServersDidNotStartError: one of them ended, or they were not ready in time.
    """
    if servers.are_ready(*BOT):
        yield
        return
    with ExitStack() as stack:
        log = stack.enter_context((ROOT / "models" / "shell.log").open("w"))
        started = []
        for name in BOT:
            process = subprocess.Popen(
                servers.commands()[name],
                cwd=ROOT,
                env=servers.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        start = time.monotonic()
        with console.status("Startar ..."):
            while not servers.are_ready(*BOT):
                ended = any(process.poll() is not None for process in started)
                if ended or time.monotonic() - start > START_WITHIN:
                    raise ServersDidNotStartError("servrarna startade inte; se models/shell.log")
                time.sleep(0.3)
        yield


class Conversation:
    """One conversation, with the payloads of the last buttons."""

    def __init__(self, servers: Servers) -> None:
        self._webhook = servers.webhook
        self._sender = uuid.uuid4().hex
        self._payloads: list[str] = []

    def send(self, line: str) -> list[Reply]:
        """The replies to a line, or to the button with that number; the calm line if Rasa does not answer."""
        if line.isdigit() and 1 <= int(line) <= len(self._payloads):
            line = self._payloads[int(line) - 1]
        try:
            response = httpx.post(
                self._webhook, json={"sender": self._sender, "message": line}, timeout=ANSWER_WITHIN
            )
            response.raise_for_status()
            replies = REPLIES.validate_json(response.content)
        except httpx.HTTPError:
            replies = [Reply(text=load_profiles(Settings().municipalities).first.out_of_order())]
        self._payloads = [button.payload for reply in replies for button in reply.buttons]
        return replies


def show(console: Console, replies: list[Reply]) -> None:
    """Prints bubbles, numbered buttons and sources."""
    number = 0
    for reply in replies:
        console.print(Padding(reply.text, (0, 0, 0, 2)), markup=False, highlight=False)
        for button in reply.buttons:
            number += 1
            console.print(f"    {number}. {button.title}", style="cyan", markup=False, highlight=False)
        if reply.sources:
            sources = "; ".join(reply.sources)
            console.print(f"    Källa: {sources}", style="dim", markup=False, highlight=False)


def main(servers: Servers) -> int:
    """Talks until the end of input, Ctrl-C or /slut; returns the exit code."""
    console = Console()
    try:
        with running(servers, console):
            console.print(WELCOME, style="dim", markup=False, highlight=False)
            conversation = Conversation(servers)
            show(console, conversation.send("/greet"))
            while (line := console.input("\n[bold]Du:[/bold] ").strip()) != "/slut":
                if line == "/ny":
                    conversation, line = Conversation(servers), "/greet"
                show(console, conversation.send(line))
    except (EOFError, KeyboardInterrupt):
        console.print()
    except ServersDidNotStartError as error:
        console.print(str(error), style="red")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Servers()))
