"""Compares turns through Rasa with our configuration and its default, on the same conversations in one run.

python -m bench.turns                  trains Rasa's default first, with as few epochs as possible
python -m bench.turns --seconds 60

The length of training does not affect the speed of answers; bench.nlu measures the training itself. Here
training takes a few minutes, and the rest five. Needs about 3 GB of memory.
"""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

from bench.command_line import headline, parser
from bench.load.usage import Usage, tree_of
from bench.quantiles import p95
from bench.talk import VISITORS, questions, talk, talk_at_once, whole_conversation
from bot.run.environments import Environment
from bot.run.servers import Servers, environment
from bot.run.train import MODEL
from bot.settings import ROOT
from lab.processes import free_port

DEFAULT = "Rasa's default"
OURS = "Vägvisaren"
READY_WITHIN = 600.0


@dataclass(frozen=True)
class Server:
    """How Rasa is started: its module, its model, and its channel in credentials.yml and in addresses."""

    program: str
    model: Path
    channel: str
    path: str
    endpoints: dict[str, object]
    environment: dict[str, str]


def our_server() -> Server:
    """Rasa as we start it."""
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text())
    return Server(
        "bot.run.rasa",
        MODEL,
        "bot.assistant.channel.VagvisarenInput",
        "vagvisaren",
        endpoints,
        Servers().environment(),
    )


@dataclass(frozen=True)
class Result:
    """One Rasa server's results."""

    start_seconds: float
    median_ms: float
    p95_ms: float
    questions_a_second: float
    messages_a_second: float
    peak_mb: float
    turns: int
    unanswered: int


ROWS = {
    "start_seconds": ("Start to first answer, s", "{:.0f}", False),
    "median_ms": ("A question alone, median ms", "{:.0f}", False),
    "p95_ms": ("A question alone, p95 ms", "{:.0f}", False),
    "questions_a_second": (f"Questions a second, {VISITORS} at once", "{:.0f}", True),
    "messages_a_second": (f"Messages a second in whole conversations, {VISITORS} at once", "{:.0f}", True),
    "peak_mb": ("Peak memory, MB", "{:.0f}", False),
}
"""The table's rows: what is shown, how, and whether more is better."""


def trained_default(folder: Path) -> Path:
    """Trains Rasa's default pipeline and policies on our data, with as few epochs as possible."""
    config = yaml.safe_load((ROOT / "bench/default_config.yml").read_text())
    for component in [*config["pipeline"], *config["policies"]]:
        if "epochs" in component:
            component["epochs"] = 1
    (folder / "config.yml").write_text(yaml.safe_dump(config))
    command = [
        str(Environment.RASA.python),
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
def serving(server: Server, folder: Path) -> Iterator[tuple[str, float, int]]:
    """Runs Rasa and an action server; yields the address, seconds to the first answer, and Rasa's pid."""
    port, actions_port = free_port(), free_port()
    actions = {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}}
    (folder / "endpoints.yml").write_text(yaml.safe_dump(server.endpoints | actions))
    (folder / "credentials.yml").write_text(yaml.safe_dump({server.channel: None}))
    own = {**server.environment, "VAGVISAREN_CONVERSATIONS_URL": f"sqlite:///{folder}/conversations.sqlite"}
    rasa = [
        server.program,
        "run",
        "--interface",
        "127.0.0.1",
        "--port",
        str(port),
        "--model",
        str(server.model),
    ]
    files = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    commands = [
        [str(Environment.RASA.python), "-m", "bot.run.actions", str(actions_port)],
        [str(Environment.RASA.python), "-m", *rasa, *files],
    ]
    began = time.monotonic()
    with (folder / "log").open("w") as log:
        running = [subprocess.Popen(each, cwd=ROOT, env=own, stdout=log, stderr=log) for each in commands]
        try:
            address = f"http://127.0.0.1:{port}/webhooks/{server.path}/webhook"
            _first_answer(address, began)
            yield address, time.monotonic() - began, running[1].pid
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


def measured(server: Server, seconds: float) -> Result:
    """Measures one visitor alone, then several at once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(server, Path(folder)) as (address, started, rasa),
    ):
        talk(address, whole_conversation, 5, seed=0)
        with Usage(lambda: {"rasa": tree_of(rasa)}) as usage:
            alone = talk(address, questions, seconds, seed=1)
            in_questions, questions_a_second = talk_at_once(address, questions, seconds)
            in_conversations, messages_a_second = talk_at_once(address, whole_conversation, seconds)
    every = alone + in_questions + in_conversations
    return Result(
        started,
        1000 * statistics.median(alone.seconds),
        1000 * p95(alone.seconds),
        questions_a_second,
        messages_a_second,
        usage.by_name["rasa"].peak_mb,
        len(every.seconds),
        every.unanswered,
    )


def main() -> None:
    """Measures both, and prints a table with the ratio of the two."""
    options = parser(__doc__)
    options.add_argument("--seconds", type=float, default=40, help="how long each part lasts")
    seconds = options.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        default = measured(
            Server("rasa", trained_default(Path(folder)), "rest", "rest", {}, environment()), seconds
        )
    ours = measured(our_server(), seconds)
    print(f"{headline()}.\n")
    print(f"| | {OURS} | {DEFAULT} | better by |\n|---|---:|---:|---:|")
    for name, (title, form, is_more_better) in ROWS.items():
        mine, theirs = getattr(ours, name), getattr(default, name)
        ratio = mine / theirs if is_more_better else theirs / mine
        print(f"| {title} | {form.format(mine)} | {form.format(theirs)} | {ratio:.2f} |")
    print("\nTurns without an answer, or with one that something is broken:")
    for name, result in ((OURS, ours), (DEFAULT, default)):
        print(f"- {name}: {result.unanswered} of {result.turns}")


if __name__ == "__main__":
    main()
