"""How soon a worker's message is on the visitor's page, with more and more visitors connected.

python -m bench.delivery     on SQLite; VAGVISAREN_DATABASE_URL=postgresql://... measures that instead
"""

import asyncio
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import httpx
import psutil

from bot.intake import cases, messages
from bot.intake.models import Sender
from bot.intake.office import Office, open_office
from bot.servers import environment
from bot.settings import ROOT, Settings

VISITORS = (1, 10, 50, 100)
MESSAGES = 40
PAUSE_SECONDS = 0.3


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write(office: Office, conversation: str, text: str) -> None:
    with office.transaction() as session:
        case = cases.of_visitor(session, conversation)
        line = (Sender.WORKER, text, secrets.token_hex(32))
        messages.add(session, office.vault, case, line, datetime.now(timezone.utc))


async def _listen(client: httpx.AsyncClient, conversation: str, arrived: dict[str, float]) -> None:
    async with client.stream("POST", "/api/events", json={"conversation": conversation}) as stream:
        async for line in stream.aiter_lines():
            for text in [each for each in arrived if each in line and not arrived[each]]:
                arrived[text] = time.monotonic()


async def _measure(address: str, office: Office, visitors: int) -> list[float]:
    """Seconds from before a message is stored until it has reached its visitor's page."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=None, limits=limits) as client:
        conversations = []
        for _ in range(visitors):
            started = await client.post("/api/conversations")
            conversations.append(started.json()["conversation"])
            body = {
                "conversation": conversations[-1],
                "id": "1",
                "way": "message",
                "danger": False,
                "shared": [],
            }
            (await client.post("/api/hand-over", json=body)).raise_for_status()
        arrived: dict[str, float] = {}
        streams = [asyncio.create_task(_listen(client, each, arrived)) for each in conversations]
        await asyncio.sleep(3)
        written = {}
        for number in range(MESSAGES):
            text = f"meddelande {secrets.token_hex(8)}"
            arrived[text], written[text] = 0.0, time.monotonic()
            await asyncio.to_thread(_write, office, conversations[number % visitors], text)
            await asyncio.sleep(PAUSE_SECONDS)
        await asyncio.sleep(3)
        for stream in streams:
            stream.cancel()
        lost = [text for text, at in arrived.items() if not at]
        if lost:
            raise RuntimeError(f"{len(lost)} messages did not arrive")
        return sorted(arrived[text] - written[text] for text in written)


def main() -> None:
    """Measures and prints a table."""
    print("| visitors connected | median, s | p95, s | front's share of one core |\n|---:|---:|---:|---:|")
    for visitors in VISITORS:
        with tempfile.TemporaryDirectory() as folder:
            port = _free_port()
            url = os.environ.get("VAGVISAREN_DATABASE_URL", f"sqlite:///{folder}/cases.sqlite")
            settings = Settings(database_url=url, key_file=Path(folder) / "keys")
            office = open_office(settings)
            own = {
                "VAGVISAREN_DATABASE_URL": url,
                "VAGVISAREN_KEY_FILE": str(settings.key_file),
                "VAGVISAREN_WEB_PORT": str(port),
            }
            front = subprocess.Popen(
                [sys.executable, "-m", "bot.web"], cwd=ROOT, env={**environment(), **own}
            )
            try:
                address = f"http://127.0.0.1:{port}"
                while True:
                    try:
                        httpx.get(f"{address}/health")
                        break
                    except httpx.HTTPError:
                        time.sleep(0.2)
                process = psutil.Process(front.pid)
                began, used = time.monotonic(), sum(process.cpu_times()[:2])
                seconds = asyncio.run(_measure(address, office, visitors))
                share = (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - began)
            finally:
                front.kill()
                front.wait()
        p95 = seconds[int(len(seconds) * 0.95) - 1]
        print(f"| {visitors} | {statistics.median(seconds):.2f} | {p95:.2f} | {share:.0%} |", flush=True)


if __name__ == "__main__":
    main()
