"""Measures how soon a worker's message reaches the visitor's page, with 1 to 100 visitors connected.

python -m bench.delivery     on SQLite; VAGVISAREN_DATABASE_URL=postgresql://... measures that instead

Two minutes. The public front runs alone with the assistant turned off, which needs no Rasa and keeps open
cases going.
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
"""Not a divisor of the 0.5 s between a stream's polls, so that messages come at any moment of that time."""

LAST_ARRIVES_WITHIN = 3.0


async def delivered(audience: Audience, desk: Desk) -> list[float]:
    """Sends all messages, to one page after the other, with a pause after each.

    Returns:
        Seconds from just before a message is stored until it is on the page, for those that arrived.
    """
    written = []
    for number in range(MESSAGES):
        page = audience.pages[7 * number % len(audience.pages)]
        written.append((page, *await desk.write(page.token)))
        await asyncio.sleep(PAUSE_SECONDS)
    await asyncio.sleep(LAST_ARRIVES_WITHIN)
    return [page.lines[text] - began for page, text, began in written if text in page.lines]


async def measured(visitors: int, desk: Desk, front: Processes) -> tuple[list[float], float]:
    """Seconds for each message, and the cores that the front used meanwhile.

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
        case_store = open_case_store(settings)  # first, so that the front finds the database and the keys
        own = {"VAGVISAREN_DATABASE_URL": url, "VAGVISAREN_TURNED_OFF": "true"}
        with Processes(servers_on_free_ports(folder), folder / "log", own).run("web") as front:
            asyncio.run(_print_rows(settings, case_store, front))


if __name__ == "__main__":
    main()
