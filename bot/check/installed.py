"""What an environment of ours has installed, and what its Python does, asked of its own interpreter."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.check.processes import TELEMETRY
from bot.run.environments import Environment, normal

PATIENCE_SECONDS = 60

IN_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))
"""Docker has the first, Podman the second."""

ASK = f"""
import importlib.metadata, json, os, platform
packages = {{each.metadata["Name"]: each.version for each in importlib.metadata.distributions()}}
print(json.dumps([platform.python_version(), packages, os.environ.get("{TELEMETRY}", "")]))
"""


@dataclass(frozen=True)
class Installed:
    """Python's version, each package's by normalised name, and what a process there is told of telemetry."""

    python: str
    packages: Mapping[str, str]
    telemetry: str


def in_container() -> bool:
    """Whether this runs in a container, which has one environment only."""
    return any(each.exists() for each in IN_CONTAINER)


def ask(environment: Environment) -> Installed | None:
    """What its interpreter says when it is told to send telemetry; None where there is no such environment.

    Raises:
        OSError, subprocess.SubprocessError, ValueError: it is there, and does not work.
    """
    if not environment.python.exists():
        return None
    said = subprocess.run(  # noqa: S603 - ours
        [environment.python, "-c", ASK],
        env={**os.environ, TELEMETRY: "true"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    python, packages, telemetry = json.loads(said.stdout)
    return Installed(python, {normal(name): version for name, version in packages.items()}, telemetry)
