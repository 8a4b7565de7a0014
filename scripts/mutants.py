"""Measures which small faults in the code the tests notice, and writes docs/mutants.md (`make mutants`).

Threat: a test passes whatever the code does. Method: mutmut makes one small fault at a time in each function
of a room and runs the tests that reach it; a fault that no test notices, a survivor, needs a test or a reason
in mutants.yml beside this file. Not covered: code outside functions, and functions with a decorator.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

from bot.run.environments import Environment
from bot.settings import ROOT
from scripts.mutants_report import LIST, Measured, Survivor, found_in, read_reasons, unexplained, written

FOLDER = ROOT / "results/mutants"


@dataclass(frozen=True)
class Room:
    """Code that is measured together, and the tests that have to notice.

    `code` and `tests` are paths from the repository on; `leave_out` is a pytest expression for tests that are
    not run. `shares_caches` lets every mutant begin with what the tests have loaded: quick, but a fault in
    what fills a cache would stay hidden.
    """

    name: str
    code: tuple[str, ...]
    tests: tuple[str, ...]
    environment: Environment = Environment.FRONT
    leave_out: str = ""
    shares_caches: bool = False


def files(room: str, *names: str) -> tuple[str, ...]:
    """Files of a room, by their names without the ending."""
    return tuple(f"bot/{room}/{name}.py" for name in names)


ROOMS = (
    Room("programme", ("bot/programme/*",), ("tests/programme",)),
    Room(
        "conversations",
        ("bot/conversations/*",),
        ("tests/conversations", "tests/assistant/test_scrubbing.py", "tests/assistant/test_tracker_store.py"),
        Environment.RASA,
        "postgresql or left_in_the_file",
    ),
    Room(
        "privacy",  # what has a form of its own
        files("privacy", "addresses", "contacts", "numbers", "patterns", "places"),
        ("tests/privacy/test_edges.py", "tests/privacy/test_patterns.py"),
        shares_caches=True,
    ),
    Room(
        "names",  # what recognisers and lists find; logs.py is left out, as its tests are other processes
        files("privacy", "learning", "names", "redaction", "vocabulary", "word_lists"),
        tuple(f"tests/privacy/test_{name}.py" for name in ("learning", "redaction", "vocabulary")),
        leave_out="any_text",  # slow, and the others state each promise
    ),
    Room("intake", ("bot/intake/*.py",), ("tests/intake",), leave_out="postgresql"),
    Room(
        "assistant",
        files(
            "assistant",
            "last_turn",
            "policy",
            "replies",
            "tracker_store",
            "nlu/certainty",
            "nlu/labels",
            "nlu/signals",
        ),
        (
            *(
                f"tests/assistant/test_{name}.py"
                for name in ("last_turn", "policy", "replies", "tracker_store")
            ),
            *(f"tests/assistant/nlu/test_{name}.py" for name in ("certainty", "labels", "signals")),
        ),
        Environment.RASA,
    ),
    Room(
        "web",
        files(
            "web",
            "body_limit",
            "counted",
            "counting",
            "pace",
            "problems",
            "rasa_client",
            "security_headers",
            "visitor_bodies",
        ),
        tuple(
            f"tests/web/test_{name}.py"
            for name in ("counting", "faults", "headers", "learning", "pace", "schema", "visitor_api")
        ),
    ),
)


def quoted(values: Sequence[str]) -> str:
    """A list of strings as TOML writes it."""
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def prepare(room: Room, folder: Path) -> None:
    """Makes a folder in which mutmut finds the room's settings, and by links all that it copies."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    names = {line.partition("/")[0] for line in listed.splitlines()} - {"pyproject.toml"}
    for name in names:
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(ROOT / name)
    leave_out = ("-k", f"not ({room.leave_out})") if room.leave_out else ()
    settings = f"""
[tool.mutmut]
source_paths = ["bot"]
only_mutate = {quoted(room.code)}
also_copy = {quoted(sorted(names - {"bot", "tests"}))}
pytest_add_cli_args = {quoted(("-p", "no:cacheprovider", *leave_out))}
pytest_add_cli_args_test_selection = {quoted(room.tests)}
process_isolation = "{"fork" if room.shares_caches else "forkserver"}"
"""
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(pyproject + settings, encoding="utf-8")


def measure(room: Room) -> Measured:
    """Runs every mutant of the room, or goes on where a run was stopped; earlier survivors run again."""
    folder = FOLDER / room.name
    prepare(room, folder)
    command = [str(room.environment.python), "-m", "mutmut", "run", "--max-children", "1"]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    again = [survivor.name for survivor in found_in(folder).survivors]
    for names in [again, []] if again else [[]]:
        subprocess.run([*command, *names], cwd=folder, env=environment, check=True)  # noqa: S603 - ours
    return found_in(folder)


def main(names: Sequence[str]) -> int:
    """Measures the rooms named, or all; returns the exit code."""
    known = [room.name for room in ROOMS]
    if not set(names) <= set(known):
        sys.stderr.write(f"There are the rooms {', '.join(known)}.\n")
        return 2
    reasons = read_reasons()
    when = f"{datetime.now(timezone.utc).date()}, mutmut {version('mutmut')}"
    left: list[Survivor] = []
    for room in ROOMS:
        if names and room.name not in names:
            continue
        measured = measure(room)
        left += unexplained(measured.survivors, reasons)
        page = LIST.read_text(encoding="utf-8")
        LIST.write_text(written(page, known, {room.name: measured}, reasons, when), encoding="utf-8")
    for survivor in left:
        sys.stderr.write(f"{survivor.name}\n  - {survivor.was}\n  + {survivor.becomes}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
