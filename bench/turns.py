"""Turns through Rasa: ours beside its default pipeline and policies, the same conversations, in one run.

python -m bench.turns                  trains Rasa's default first, with as few epochs as it can have
python -m bench.turns --seconds 60

How long a model was trained does not change how long it takes to answer; what training takes is in bench.nlu.
"""

import argparse
import os
import platform
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import psutil
import yaml

from bench.load.usage import Usage
from bot.servers import environment
from bot.settings import ROOT
from bot.train import MODEL
from tests.support.held_out import held_out
from tests.support.processes import free_port

DEFAULT = "Rasa's default"
OURS = "Vägvisaren"
TURNS = 4
VISITORS = 8
READY_WITHIN = 600.0


@dataclass(frozen=True)
class Result:
    """What one Rasa server did."""

    start_seconds: float
    median_ms: float
    p95_ms: float
    messages_a_second: float
    peak_mb: float


ROWS = {
    "start_seconds": ("Start to first answer, s", "{:.0f}", False),
    "median_ms": ("A turn alone, median ms", "{:.0f}", False),
    "p95_ms": ("A turn alone, p95 ms", "{:.0f}", False),
    "messages_a_second": (f"Messages a second, {VISITORS} at once", "{:.0f}", True),
    "peak_mb": ("Peak memory, MB", "{:.0f}", False),
}
"""What is shown, how, and whether more is better."""


def trained_default(folder: Path) -> Path:
    """A model of Rasa's default pipeline and policies on our data, hardly trained."""
    config = yaml.safe_load((ROOT / "bench/default_config.yml").read_text())
    for component in [*config["pipeline"], *config["policies"]]:
        if "epochs" in component:
            component["epochs"] = 1
    (folder / "config.yml").write_text(yaml.safe_dump(config))
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--config",
        str(folder / "config.yml"),
        "--out",
        str(folder),
    ]
    with (folder / "train.log").open("w") as log:
        subprocess.run(
            [*command, "--fixed-model-name", "default"],
            cwd=ROOT,
            env=environment(),
            stdout=log,
            stderr=log,
            check=True,
        )
    return folder / "default.tar.gz"


@contextmanager
def serving(
    model: Path, endpoints: dict[str, object], folder: Path
) -> Iterator[tuple[str, float, psutil.Process]]:
    """Rasa and an action server; gives the channel's address, the seconds to the first answer, and Rasa."""
    port, actions_port = free_port(), free_port()
    endpoints["action_endpoint"] = {"url": f"http://127.0.0.1:{actions_port}/webhook"}
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
    own = {**environment(), "VAGVISAREN_CONVERSATIONS_URL": f"sqlite:///{folder}/conversations.sqlite"}
    rasa = ["bot.rasa_cli", "run", "--interface", "127.0.0.1", "--port", str(port), "--model", str(model)]
    commands = [
        [sys.executable, "-m", "bot.action_server", str(actions_port)],
        [sys.executable, "-m", *rasa, "--endpoints", str(folder / "endpoints.yml")],
    ]
    began = time.monotonic()
    with (folder / "log").open("w") as log:
        running = [subprocess.Popen(each, cwd=ROOT, env=own, stdout=log, stderr=log) for each in commands]
        try:
            address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
            _first_answer(address, began)
            yield address, time.monotonic() - began, psutil.Process(running[1].pid)
        finally:
            for process in running:
                process.kill()
                process.wait()


def _first_answer(address: str, began: float) -> None:
    while time.monotonic() - began < READY_WITHIN:
        try:
            if httpx.post(address, json={"sender": "first", "message": "vem är ni"}, timeout=60).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError(address)


def conversations(address: str, seconds: float, seed: int) -> list[float]:
    """Seconds of each turn of one visitor who asks without pause."""
    chance, taken = random.Random(seed), []
    questions = [message for _, message in held_out()]
    ends = time.monotonic() + seconds
    with httpx.Client(timeout=60) as client:
        while time.monotonic() < ends:
            sender = secrets.token_urlsafe(24)
            for text in chance.sample(questions, TURNS):
                start = time.monotonic()
                client.post(address, json={"sender": sender, "message": text}).raise_for_status()
                taken.append(time.monotonic() - start)
    return taken


def measured(model: Path, endpoints: dict[str, object], seconds: float) -> Result:
    """One visitor alone, then several at once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(model, endpoints, Path(folder)) as (address, started, rasa),
    ):
        conversations(address, 5, seed=0)
        with Usage(lambda: {"rasa": [rasa, *rasa.children(recursive=True)]}) as usage:
            alone = sorted(conversations(address, seconds, seed=1))
            turns: list[list[float]] = []
            threads = [
                threading.Thread(target=lambda seed=seed: turns.append(conversations(address, seconds, seed)))
                for seed in range(2, 2 + VISITORS)
            ]
            began = time.monotonic()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            lasted = time.monotonic() - began
    return Result(
        started,
        1000 * statistics.median(alone),
        1000 * alone[int(0.95 * len(alone))],
        sum(map(len, turns)) / lasted,
        usage.by_name["rasa"].peak_mb,
    )


def main() -> None:
    """Measures both and prints the table, with how much better ours is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=40, help="how long each part lasts")
    seconds = parser.parse_args().seconds
    embedded = yaml.safe_load((ROOT / "endpoints.yml").read_text())
    with tempfile.TemporaryDirectory() as folder:
        default = measured(trained_default(Path(folder)), {}, seconds)
    ours = measured(MODEL, embedded, seconds)
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores.\n")
    print(f"| | {OURS} | {DEFAULT} | better by |\n|---|---:|---:|---:|")
    for name, (title, form, is_more_better) in ROWS.items():
        mine, theirs = getattr(ours, name), getattr(default, name)
        ratio = mine / theirs if is_more_better else theirs / mine
        print(f"| {title} | {form.format(mine)} | {form.format(theirs)} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
