"""`make try TEXT="…"`: prints how a message is answered, and why.

Uses the servers of a running `make run`, or starts its own and stops them afterwards. Nothing is stored.
"""

import sys
from typing import Any

import httpx
from rich.console import Console

from bot.run.servers import Servers
from bot.run.shell import ANSWER_WITHIN, REPLIES, ServersDidNotStartError, running, show

FAMILIES = {"danger": "fara", "disclosure": "något som inte behöver berättas"}


def percent(share: float) -> str:
    """A probability in percent."""
    return f"{100 * share:.0f} %"


def explain(console: Console, trial: dict[str, Any]) -> None:
    """Prints the topic, the next most probable ones, and the probabilities of danger and disclosure."""

    def line(text: str) -> None:
        console.print(text, markup=False, highlight=False)

    line(f"\nUppfattat: {trial['topic'] or 'inget'} ({percent(trial['confidence'])})")
    for topic in trial["also"]:
        line(f"Sägs också: {topic}")
    others = [each for each in trial["runners_up"] if each["topic"] != trial["topic"]]
    line(
        "Närmast därefter: "
        + (", ".join(f"{o['topic']} {percent(o['confidence'])}" for o in others) or "inget")
    )
    for family, heard in trial["heard"].items():
        line(f"Hört av {FAMILIES[family]}: {percent(heard['probability'])} (närmast {heard['label']})")
    line(f"Drag: {trial['move']}")
    line(f"Minns: {', '.join(f'{name} {value}' for name, value in trial['state'].items()) or 'inget'}")


def main(servers: Servers, text: str) -> int:
    """Tries one message; returns the exit code."""
    console = Console()
    if not text.strip():
        console.print('Skriv ett meddelande: make try TEXT="måste man tjalla"', markup=False)
        return 2
    try:
        with running(servers, console):
            answer = httpx.post(servers.trial, json={"message": text}, timeout=ANSWER_WITHIN)
            trial = answer.raise_for_status().json()
    except ServersDidNotStartError as error:
        console.print(str(error), style="red")
        return 1
    except httpx.HTTPError:
        console.print(
            "Rasa svarade inte. Prova igen; hjälper det inte, stoppa servrarna och starta om.", style="red"
        )
        return 1
    show(console, REPLIES.validate_python(trial["replies"]))
    explain(console, trial)
    return 0


if __name__ == "__main__":
    sys.exit(main(Servers(), " ".join(sys.argv[1:])))
