"""The program's version, read from pyproject.toml; docs/release.md says when it changes."""

import re
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"

_VERSION = re.compile(r'^\[project\]$[^[]*?^version = "([^"]+)"$', re.MULTILINE)
"""Every server reads it at start, and Python 3.10 has no TOML parser."""


def read(pyproject: Path = PYPROJECT) -> str:
    """The project's version.

    Raises:
        ValueError: the file has no version.
    """
    found = _VERSION.search(pyproject.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{pyproject} has no version under [project]")
    return found[1]


VERSION = read()
