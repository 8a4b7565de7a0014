"""Writes a software bill of materials (SBOM) for each environment of a release (`make sbom`).

Threat: a vulnerability becomes known, and nobody can tell whether a release that runs somewhere has it.
Method: cyclonedx-py reads the locked requirements, and its output is compared with them: each package, its
version and every hash. The same lock gives the same file. Not covered: what is below Python.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.run.environments import Environment, normal
from bot.settings import ROOT
from bot.version import VERSION

RESULTS = ROOT / "results"

Locked = Mapping[tuple[str, str], frozenset[str]]
"""The SHA-256 hashes of each package, by name and version."""


def locked(requirements: str) -> Locked:
    """All packages and hashes in a lock."""
    entries = re.split(r"^(?=[\w.-]+==)", requirements, flags=re.MULTILINE)[1:]
    found = {}
    for entry in entries:
        name, _, rest = entry.partition("==")
        found[normal(name), rest.split()[0]] = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
    return found


def named(bill: Mapping[str, Any]) -> Locked:
    """All packages and hashes in a bill of materials."""
    return {
        (normal(each["name"]), each["version"]): frozenset(
            digest["content"]
            for reference in each.get("externalReferences", ())
            for digest in reference.get("hashes", ())
        )
        for each in bill["components"]
    }


def write(cyclonedx: Path, lock: Path, folder: Path) -> Path:
    """Writes the bill of materials for a lock, and returns its path.

    Raises:
        ValueError: the bill and the lock differ.
    """
    path = folder / f"vagvisaren-{VERSION}-{lock.stem}.cdx.json"
    command = [str(cyclonedx), "requirements", str(lock), "--output-reproducible"]
    ours = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    # cyclonedx-py warns that a lock has no dependency graph.
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([*command, *ours, "--output-file", str(path)], env=quiet, check=True)  # noqa: S603 - ours
    bill = named(json.loads(path.read_text(encoding="utf-8")))
    pins = locked(lock.read_text(encoding="utf-8"))
    if bill != pins:
        wrong = sorted({name for name, _ in dict(bill.items() ^ pins.items())})
        raise ValueError(f"{path} differs from the lock: {', '.join(wrong)}")
    return path


def main(tools: Path) -> int:
    """Writes them all and prints their paths; returns the exit code."""
    RESULTS.mkdir(exist_ok=True)
    for environment in Environment:
        path = write(tools / "bin/cyclonedx-py", environment.lock, RESULTS)
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
