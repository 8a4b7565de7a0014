"""Asks an environment's interpreter for its version, its packages, and whether it turns off telemetry."""

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
    """Python's version, the packages' versions by normalised name, and the telemetry setting in effect."""

    python: str
    packages: Mapping[str, str]
    telemetry: str


def in_container() -> bool:
    """Whether this runs in a container, which has one environment only."""
    return any(each.exists() for each in IN_CONTAINER)


def ask(environment: Environment) -> Installed | None:
    """Runs the environment's interpreter with telemetry turned on; None if it is not installed.

    Raises:
        OSError, subprocess.SubprocessError, ValueError: the interpreter exists, but does not work.
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
