"""A visitor's page that listens to what happens to its case, and comes back as the widget does."""

import json
import threading
from dataclasses import dataclass

import httpx

from lab.production import Production

LISTENS_FOR = 1.0
COMES_BACK_AFTER = 0.3
"""Seconds: it asks anew far more often than the widget, so that a fault meets both."""


@dataclass(frozen=True)
class Told:
    """A line that the page shows."""

    id: int
    by: str
    text: str


class ListeningPage:
    """What the stream of events told it, in order."""

    def __init__(self, production: Production, conversation: str) -> None:
        self._production, self.conversation = production, conversation
        self.lines: list[Told] = []
        self.places: list[tuple[str, int | None]] = []
        """How the case stood, and the place in line, each time that it was told."""

    def listen(self, stopping: threading.Event) -> None:
        """Listens until the stream breaks or nothing comes; goes on from the last line when called again."""
        last_line = str(self.lines[-1].id) if self.lines else "0"
        try:
            with (
                self._production.client(LISTENS_FOR) as client,
                client.stream(
                    "POST",
                    "/api/events",
                    json={"conversation": self.conversation},
                    headers={"Last-Event-ID": last_line},
                ) as stream,
            ):
                event = ""
                for line in stream.iter_lines():
                    if line.startswith("event:"):
                        event = line.removeprefix("event:").strip()
                    elif line.startswith("data:"):
                        self._note(event, json.loads(line.removeprefix("data:")))
                    if stopping.is_set():
                        return
        except httpx.TransportError:
            stopping.wait(COMES_BACK_AFTER)

    def _note(self, event: str, told: dict[str, object]) -> None:
        match event, told:
            case "message", {"id": int(number), "by": str(by), "text": str(text)}:
                self.lines.append(Told(number, by, text))
            case "situation", {"state": str(state), "place": int() | None as place}:
                self.places.append((state, place))
            case _:
                raise AssertionError(f"a visitor is told {event or 'nothing'} of a case that is open")
