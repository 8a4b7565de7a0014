"""Seconds from starting the servers to the first answer of a trained assistant.

python -m bench.start
"""

import os
import platform
import subprocess
import tempfile
import time
from datetime import date

import httpx

from bot.servers import BOT, Servers
from bot.settings import ROOT

ANSWER_WITHIN = 300


def seconds_to_first_answer(servers: Servers) -> float:
    """Starts Rasa and the action server, asks until there is an answer, and stops them."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as log:
        running = [
            subprocess.Popen(
                servers.commands()[name], cwd=ROOT, env=servers.environment(), stdout=log, stderr=log
            )
            for name in BOT
        ]
        try:
            while time.monotonic() - start < ANSWER_WITHIN:
                if servers.are_ready(*BOT):
                    question = {"sender": "bench", "message": "vad är avhopparverksamheten"}
                    httpx.post(servers.webhook, json=question, timeout=ANSWER_WITHIN).raise_for_status()
                    return time.monotonic() - start
                time.sleep(0.1)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()
    raise TimeoutError(f"no answer in {ANSWER_WITHIN} s")


def main() -> None:
    """Measures and prints; the ports must be free."""
    if taken := Servers().taken_ports():
        raise SystemExit(f"ports {taken} are taken: stop `make run` first")
    seconds = seconds_to_first_answer(Servers())
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores: first answer after {seconds:.0f} s")


if __name__ == "__main__":
    main()
