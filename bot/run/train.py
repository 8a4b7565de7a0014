"""Trains the model if, and only if, one of its inputs has changed.

Answers with a mistake are refused first, because a server would not start with them. Rasa's output, thousands
of lines, goes to models/train.log; the terminal shows one progress line.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bot.municipality.answers import AnswersError, refuse_wrong_answers
from bot.municipality.english import refuse_wrong_translations
from bot.settings import ROOT

MODELS = ROOT / "models"
MODEL = MODELS / "vagvisaren.tar.gz"
FINGERPRINT = MODELS / "vagvisaren.sha256"
LOG = MODELS / "train.log"

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "bot/assistant/nlu/*.py",
    "bot/assistant/nlu/*.yml",
    "bot/assistant/policy.py",
)
"""The model's inputs, besides the locked environment."""


def digest(root: Path, patterns: Iterable[str]) -> str:
    """A hash over the names and contents of the files that these patterns find."""
    made = hashlib.sha256()
    files = {path for pattern in patterns for path in root.glob(pattern)}
    for path in sorted(files):
        made.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()


def fingerprint(root: Path = ROOT) -> str:
    """A hash over everything the model is made of."""
    return digest(root, (*INPUTS, "requirements/rasa.txt"))


def stamp(made_of: str) -> str:
    """The content of FINGERPRINT: the hash of the model's inputs, and that of the complete model."""
    return f"{made_of} {hashlib.sha256(MODEL.read_bytes()).hexdigest()}"


def is_current() -> bool:
    """Whether the model is complete, and was trained from the current inputs."""
    return MODEL.exists() and FINGERPRINT.exists() and FINGERPRINT.read_text() == stamp(fingerprint())


def stage(log: str) -> str:
    """What Rasa is doing, according to its log."""
    reading = re.findall(r"Reading training examples: (\d+) of (\d+)", log)
    training = re.findall(r"Starting to train component '(\w+)'", log)
    if training and training[-1] != "DialoguePolicy":
        return f"learning ({training[-1]})"
    if reading:
        done, total = map(int, reading[-1])
        return f"reading examples, {100 * done // total} %"
    return "starting"


def _show(line: str) -> None:
    end = "" if sys.stdout.isatty() else "\n"
    print(f"\r\033[K{line}" if sys.stdout.isatty() else line, end=end, flush=True)


def train() -> int:
    """Runs `rasa train`; returns its exit code.

    The new model replaces the old one when it is complete: a server that starts meanwhile loads the old one,
    and a failed training leaves it in place. Inputs edited during the training make the new model outdated.
    """
    MODELS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="unfinished-", dir=MODELS) as folder:
        return _train(Path(folder) / MODEL.name)


def _train(unfinished: Path) -> int:
    made_of = fingerprint()
    # Rasa's own cache would store every embedding; the fingerprint above replaces it.
    environment = {**os.environ, "RASA_MAX_CACHE_SIZE": "0"}
    command = [
        sys.executable, "-m", "bot.run.rasa", "train", "--force", "--skip-validation",
        "--out", str(unfinished.parent), "--fixed-model-name", MODEL.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    start, shown = time.monotonic(), ""
    with LOG.open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        while process.poll() is None:
            now = stage(LOG.read_text(errors="replace"))
            if sys.stdout.isatty() or now.split(",")[0] != shown:
                _show(f"Training: {now} ({time.monotonic() - start:.0f} s)")
            shown = now.split(",")[0]
            time.sleep(1)
    if process.returncode == 0:
        unfinished.replace(MODEL)
        FINGERPRINT.write_text(stamp(made_of))
        _show(f"Trained in {time.monotonic() - start:.0f} s.")
    else:
        _show(f"Training failed. The last lines of {LOG.relative_to(ROOT)}:")
        print("\n" + "\n".join(LOG.read_text(errors="replace").splitlines()[-15:]), file=sys.stderr)
    print(end="\n" if sys.stdout.isatty() else "")
    return process.returncode


def main() -> int:
    """Refuses wrong answers, and trains if necessary; returns the exit code."""
    try:
        refuse_wrong_answers()
        refuse_wrong_translations()
    except AnswersError as error:
        print(f"Svaren går inte att använda. {error}", file=sys.stderr)
        return 1
    return 0 if is_current() else train()


if __name__ == "__main__":
    sys.exit(main())
