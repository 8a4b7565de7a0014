"""Measures accuracy and speed of our NLU pipeline and Rasa's default, on the same data in one run.

python -m bench.nlu            both pipelines, as a table for docs/measurements.md
python -m bench.nlu --ours     ours alone

Two minutes for ours, and nearly two hours and 3 GB of memory for Rasa's default.
"""

import json
import os
import platform
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.command_line import headline, parser
from bot.run.environments import Environment
from bot.run.servers import environment
from bot.settings import ROOT

OURS = {"Vägvisaren": ROOT / "config.yml"}
EVERY = {**OURS, "Rasa's default": ROOT / "bench/default_config.yml"}
"""Pipelines by name."""


@dataclass(frozen=True)
class Result:
    """One pipeline's results; accuracy and F1 are over whole labels, including topics."""

    accuracy: float
    macro_f1: float
    danger_recall: float
    danger_precision: float
    training_seconds: float
    median_ms: float
    p95_ms: float
    model_mb: float
    training_peak_mb: float
    parsing_peak_mb: float


ROWS = {
    "accuracy": ("Accuracy", "{:.3f}"),
    "macro_f1": ("Macro F1", "{:.3f}"),
    "danger_recall": ("Danger: recall", "{:.3f}"),
    "danger_precision": ("Danger: precision", "{:.3f}"),
    "training_seconds": ("`rasa train nlu`, seconds", "{:.0f}"),
    "median_ms": ("A message, median ms", "{:.1f}"),
    "p95_ms": ("A message, p95 ms", "{:.1f}"),
    "model_mb": ("Model, MB", "{:.0f}"),
    "training_peak_mb": ("Peak memory training, MB", "{:.0f}"),
    "parsing_peak_mb": ("Peak memory parsing, MB", "{:.0f}"),
}


def _run(command: list[str], log: Path) -> tuple[float, float]:
    """Runs a command; returns its seconds and its peak memory in MB."""
    start = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{command} failed:\n{log.read_text()[-2000:]}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def measure(config: Path, folder: Path) -> Result:
    """Trains a pipeline in its own process, and parses the held-out messages in another."""
    train = [
        str(Environment.RASA.python), "-m", "rasa", "train", "nlu", "--config", str(config),
        "--out", str(folder), "--fixed-model-name", "model",
    ]  # fmt: skip
    training_seconds, training_peak = _run(train, folder / "train.log")
    model = folder / "model.tar.gz"
    parsed = folder / "parsed.json"
    _, parsing_peak = _run(
        [str(Environment.RASA.python), "-m", "bench.parse", str(model), str(parsed)], folder / "parse.log"
    )
    figures = json.loads(parsed.read_text())
    return Result(
        **figures,
        training_seconds=training_seconds,
        model_mb=model.stat().st_size / 1e6,
        training_peak_mb=training_peak,
        parsing_peak_mb=parsing_peak,
    )


def table(results: dict[str, Result]) -> str:
    """The results as a Markdown table, one column per pipeline."""
    lines = ["| | " + " | ".join(results) + " |", "|---|" + "---:|" * len(results)]
    for field, (title, form) in ROWS.items():
        cells = [form.format(asdict(result)[field]) for result in results.values()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measures, and prints the table."""
    options = parser(__doc__)
    options.add_argument(
        "--ours", action="store_true", help="leave Rasa's default out (it trains for many minutes)"
    )
    results = {}
    for name, config in (OURS if options.parse_args().ours else EVERY).items():
        with tempfile.TemporaryDirectory() as folder:
            results[name] = measure(config, Path(folder))
    print(f"{headline()}, Python {platform.python_version()}\n")
    print(table(results))


if __name__ == "__main__":
    main()
