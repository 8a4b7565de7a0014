"""Measures the seconds from starting the servers to the first answer.

python -m bench.start

Less than a minute. Needs a trained model. The servers have their own ports, databases and keys.
"""

import tempfile
import time
from pathlib import Path

import httpx

from bench.command_line import headline
from bot.run.servers import BOT
from lab.processes import Processes, servers_on_free_ports

ANSWER_WITHIN = 60.0


def seconds_to_first_answer(folder: Path) -> float:
    """Starts Rasa and the action server, asks a question as soon as they are ready, and stops them."""
    servers = servers_on_free_ports(folder)
    began = time.monotonic()
    with Processes(servers, folder / "log").run(*BOT):
        question = {"sender": "bench", "message": "vad är avhopparverksamheten"}
        httpx.post(servers.webhook, json=question, timeout=ANSWER_WITHIN).raise_for_status()
        return time.monotonic() - began


def main() -> None:
    """Measures, and prints the result."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = seconds_to_first_answer(Path(folder))
    print(f"{headline()}: first answer after {seconds:.0f} s")


if __name__ == "__main__":
    main()
