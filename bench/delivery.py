"""How soon a worker's message is on the visitor's page, with more and more visitors connected.

python -m bench.delivery     on SQLite; VAGVISAREN_DATABASE_URL=postgresql://... measures that instead

Two minutes. The public front runs alone, turned off: so it needs no Rasa, and cases that are open go on.
"""

import asyncio
import os
import secrets
import statistics
import tempfile
from pathlib import Path

from bench.desk import Desk
from bench.listening import Audience
from bench.load.usage import Usage, tree_of
from bench.quantiles import p95
from bot.intake.case_store import CaseStore, open_case_store
from bot.settings import Settings
from bot.web.case_changes import open_case_changes
from lab.processes import Processes, servers_on_free_ports

VISITORS = (1, 10, 50, 100)
MESSAGES = 40
PAUSE_SECONDS = 0.3
"""Not a part of the half second after which a stream looks again: messages come at any moment of it."""

LAST_ARRIVES_WITHIN = 3.0


async def delivered(audience: Audience, desk: Desk) -> list[float]:
    """Writes all messages, to one page after the other, with a pause after each.

    Returns:
        The seconds from before a message is stored until it is on the page, of those that arrived.
    """
    written = []
    for number in range(MESSAGES):
        page = audience.pages[7 * number % len(audience.pages)]
        written.append((page, *await desk.write(page.token)))
        await asyncio.sleep(PAUSE_SECONDS)
    await asyncio.sleep(LAST_ARRIVES_WITHIN)
    return [page.lines[text] - began for page, text, began in written if text in page.lines]


async def measured(visitors: int, desk: Desk, front: Processes) -> tuple[list[float], float]:
    """The seconds of each message, and the share of one core that the front takes meanwhile.

    Raises:
        RuntimeError: streams were lost, or messages did not arrive.
    """
    tokens = [secrets.token_urlsafe(24) for _ in range(visitors)]
    desk.open_cases(tokens)
    async with Audience(tokens, front.servers.web_port) as audience:
        with Usage(lambda: {"web": tree_of(front.pid("web"))}) as usage:
            seconds = await delivered(audience, desk)
        if audience.lost or len(seconds) < MESSAGES:
            raise RuntimeError(f"{audience.lost} streams and {MESSAGES - len(seconds)} messages were lost")
    return seconds, usage.by_name["web"].cores


async def _print_rows(settings: Settings, case_store: CaseStore, front: Processes) -> None:
    async with open_case_changes(settings) as changes:
        for visitors in VISITORS:
            seconds, share = await measured(visitors, Desk(case_store, changes), front)
            waits = f"{statistics.median(seconds):.2f} | {p95(seconds):.2f}"
            print(f"| {visitors} | {waits} | {share:.0%} |", flush=True)


def main() -> None:
    """Measures and prints a table."""
    print("| visitors connected | median, s | p95, s | front's share of one core |\n|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = os.environ.get("VAGVISAREN_DATABASE_URL", f"sqlite:///{folder}/cases.sqlite")
        settings = Settings(database_url=url, key_file=folder / "keys")
        case_store = open_case_store(settings)  # first: the front finds the database and the keys
        own = {"VAGVISAREN_DATABASE_URL": url, "VAGVISAREN_TURNED_OFF": "true"}
        with Processes(servers_on_free_ports(folder), folder / "log", own).run("web") as front:
            asyncio.run(_print_rows(settings, case_store, front))


if __name__ == "__main__":
    main()
