"""The version that servers and staff are told is the one that a release has set."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.version import VERSION, read


def test_the_version_is_that_of_the_project() -> None:
    toml = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    assert toml.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_only_the_projects_own_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[tool.x]\nversion = "9"\n[project]\nname = "x"\nversion = "1.2.3"\n[tool.y]\nversion = "8"\n'
    )
    assert read(path) == "1.2.3"
    path.write_text('[project]\nname = "x"\n[tool.y]\nversion = "8"\n')
    with pytest.raises(ValueError, match="no version"):
        read(path)


def test_asking_for_the_version_loads_nothing_of_packaging() -> None:
    """Every server asks while it starts."""
    code = "import sys; import bot.version; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "bot.version" in loaded
    assert not {"importlib.metadata", "pkg_resources", "packaging", "tomllib", "tomli"} & set(loaded)
