"""A simulated visitor's page, which listens to its case's event stream and reconnects like the widget."""

import json
import threading
from dataclasses import dataclass

import httpx

from lab.production import Production

LISTENS_FOR = 1.0
RECONNECTS_AFTER = 0.3
"""Seconds: far more often than the widget, so that faults hit both open streams and new ones."""


@dataclass(frozen=True)
class Line:
    """A line that the page shows."""

    id: int
    by: str
    text: str


class ListeningPage:
    """A page, with what it received from the event stream, in order."""

    def __init__(self, production: Production, conversation: str) -> None:
        self._production, self.conversation = production, conversation
        self.lines: list[Line] = []
        self.places: list[tuple[str, int | None]] = []
        """The case's state and the place in the queue, each time that they were sent."""

    def listen(self, stopping: threading.Event) -> None:
        """Listens until the stream ends or is silent; continues after the last line when called again."""
        last_line = self.lines[-1].id if self.lines else 0
        try:
            with (
                self._production.client(LISTENS_FOR) as client,
                client.stream(
                    "POST",
                    "/api/events",
                    json={"conversation": self.conversation, "after": last_line},
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
            stopping.wait(RECONNECTS_AFTER)

    def _note(self, event: str, data: dict[str, object]) -> None:
        match event, data:
            case "message", {"id": int(number), "by": str(by), "text": str(text)}:
                self.lines.append(Line(number, by, text))
            case "situation", {"state": str(state), "place": int() | None as place}:
                self.places.append((state, place))
            case _:
                raise AssertionError(f"a visitor is told {event or 'nothing'} of a case that is open")
