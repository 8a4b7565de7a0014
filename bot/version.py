"""The version of what runs. Only pyproject.toml has it; docs/release.md tells when it changes."""

import re
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"

_VERSION = re.compile(r'^\[project\]$[^[]*?^version = "([^"]+)"$', re.MULTILINE)
"""Not read as TOML: Python 3.10 cannot, and every server asks while it starts."""


def read(pyproject: Path = PYPROJECT) -> str:
    """The project's version.

    Raises:
        ValueError: the file names none.
    """
    found = _VERSION.search(pyproject.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{pyproject} has no version under [project]")
    return found[1]


VERSION = read()
