"""What visitors' open streams of events cost, in an installation as in production: 10 to 2,000 of them.

Two workers of the public front, PostgreSQL, Redis and nginx. First every case is with a human, and messages
are written in some of them. Then every visitor waits in the queue, and the first in line leaves it: all
others must be told their new place. So many never wait; but there the work may grow with their square.
"""

import asyncio
import resource
import secrets
import ssl
import statistics
import time

from bench.delivery import delivered
from bench.growth.curves import Growth, Panel
from bench.growth.desk import Desk
from bench.growth.listening import Audience
from bench.load.usage import Tree, Usage
from bench.quantiles import p95
from bot.intake.case_store import open_case_store
from bot.intake.models import CaseState
from bot.web.bell import open_bell
from lab.production import Production, production

SIZES = (10, 100, 500, 1_000, 2_000)
FILES = 20_000
"""Sockets that one process may hold: as the front in production (deploy/systemd/vagvisaren-web.service)."""

MESSAGES = 60
PAUSE_SECONDS = 0.25
MOVES = 3
TOLD_WITHIN = 60.0
WITH_A_HUMAN, WAITING = "Every case is with a human", "Every visitor waits in the queue"


async def _all_wait(audience: Audience, desk: Desk) -> None:
    """Puts everybody into the queue; returns when each page has its place."""
    began = await desk.put([page.token for page in audience.pages], CaseState.WAITING)
    while time.monotonic() < began + TOLD_WITHIN:
        places = {page.situation["place"] for page in audience.pages if page.is_open}
        if len(places - {None}) == len(audience.pages) - audience.lost:
            return
        await asyncio.sleep(0.1)


async def _moved(audience: Audience, desk: Desk, first: int) -> float:
    """Seconds until everybody behind the first in line knows the new place, or has lost the stream."""
    behind = audience.pages[first + 1 :]
    places = {page.token: page.situation.get("place") for page in behind}
    began = await desk.put([audience.pages[first].token], CaseState.LEFT)
    while time.monotonic() < began + TOLD_WITHIN:
        if all(not page.is_open or page.situation["place"] != places[page.token] for page in behind):
            break
        await asyncio.sleep(0.05)
    return max(page.situation_at for page in behind) - began


async def _measured(installation: Production, panels: dict[str, Panel]) -> None:
    settings = installation.settings()
    trust = ssl.create_default_context(cafile=installation.certificate)
    tokens: list[str] = []

    def front() -> dict[str, Tree]:
        return {"web": installation.tree("web")}

    def note(panel: str, quantity: str, figure: float) -> None:
        panels[panel].setdefault(quantity, []).append(figure)

    async with open_bell(settings) as bell:
        desk = Desk(open_case_store(settings), bell)
        for size in SIZES:
            new = [secrets.token_urlsafe(24) for _ in range(size - len(tokens))]
            await asyncio.to_thread(desk.open_cases, new)
            tokens += new
            async with Audience(tokens, installation.ports["https"], trust) as audience:
                await asyncio.sleep(2)
                with Usage(front) as usage:
                    seconds = await delivered(audience, desk, MESSAGES, PAUSE_SECONDS)
                use = usage.by_name["web"]
                note(WITH_A_HUMAN, "a message arrives, median s", statistics.median(seconds))
                note(WITH_A_HUMAN, "a message arrives, p95 s", p95(seconds))
                note(WITH_A_HUMAN, "front, cores", use.cores)
                note(WITH_A_HUMAN, "front, MB", use.peak_mb)
                note(WITH_A_HUMAN, "messages that did not arrive", MESSAGES - len(seconds))
                note(WITH_A_HUMAN, "streams lost", audience.lost)
                await _all_wait(audience, desk)
                began = time.monotonic()
                with Usage(front) as usage:
                    moved = [await _moved(audience, desk, first) for first in range(MOVES)]
                lasted = time.monotonic() - began
                note(WAITING, "all know their new place, s", statistics.median(moved))
                note(WAITING, "front, core seconds for that", usage.by_name["web"].cores * lasted / MOVES)
                note(WAITING, "streams lost", audience.lost)
                await desk.put(tokens, CaseState.LEFT)


def measure() -> Growth:
    """One installation, with more and more pages connected."""
    # The front inherits it from us, where production's own unit gives it; and our pages are open here too.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, most), most))
    panels: dict[str, Panel] = {WITH_A_HUMAN: {}, WAITING: {}}
    with production(rasas=1) as installation:
        asyncio.run(_measured(installation, panels))
    return Growth("Streams of events", "open streams", SIZES, panels)
