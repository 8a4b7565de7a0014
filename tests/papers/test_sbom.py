"""A release has a complete bill of materials, or none at all."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.run.environments import Environment, pinned
from bot.settings import ROOT
from bot.version import VERSION
from scripts.sbom import locked, named, write

HASH = "0" * 64
LOCK = f"""\
small==1.0 \\
    --hash=sha256:{HASH}
    # via other
Other_One==2.0 ; x == 'y' \\
    --hash=sha256:{HASH}
"""


def component(name: str, version: str, digest: str = HASH) -> dict[str, Any]:
    return {"name": name, "version": version, "externalReferences": [{"hashes": [{"content": digest}]}]}


WHOLE = [component("small", "1.0"), component("other-one", "2.0")]


def tool(folder: Path, components: list[dict[str, Any]]) -> Path:
    """A stand-in for cyclonedx-py that always writes these components."""
    path = folder / "cyclonedx-py"
    path.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open(sys.argv[-1], 'w').write({json.dumps({'components': components})!r})\n"
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "small.txt"
    path.write_text(LOCK)
    return path


@pytest.fixture(scope="module")
def cyclonedx() -> Path:
    """The real one."""
    beside = [str(ROOT / "scripts/environment_beside.sh"), "tools"]
    folder = subprocess.run(beside, capture_output=True, text=True, check=True).stdout.strip()
    return Path(folder) / "bin/cyclonedx-py"


def test_a_lock_is_read_with_every_hash() -> None:
    assert locked(LOCK) == named({"components": WHOLE})


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_the_bill_of_an_environment_names_every_package_with_version_and_hashes(
    cyclonedx: Path, environment: Environment, tmp_path: Path
) -> None:
    path = write(cyclonedx, environment.lock, tmp_path)
    assert path.name == f"vagvisaren-{VERSION}-{environment.value}.cdx.json"
    bill = json.loads(path.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    ours = bill["metadata"]["component"]
    assert (ours["name"], ours["version"]) == ("vagvisaren", VERSION)
    assert ours["licenses"][0]["license"]["id"] == "EUPL-1.2"
    found = named(bill)
    assert dict(found.keys()) == pinned(environment.lock)
    assert all(found.values())


@pytest.mark.parametrize(
    ("components", "told"),
    [
        (WHOLE[:1], "other-one"),
        ([*WHOLE, component("third", "3.0")], "third"),
        ([WHOLE[0], component("other-one", "2.1")], "other-one"),
        ([WHOLE[0], component("other-one", "2.0", "f" * 64)], "other-one"),
    ],
)
def test_a_bill_that_differs_from_the_lock_is_refused(
    components: list[dict[str, Any]], told: str, lock: Path, tmp_path: Path
) -> None:
    write(tool(tmp_path, WHOLE), lock, tmp_path)
    with pytest.raises(ValueError, match=f"differs from the lock: {told}$"):
        write(tool(tmp_path, components), lock, tmp_path)


def test_bills_are_not_committed() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "results/x.cdx.json"], cwd=ROOT, check=False, capture_output=True
    )
    assert ignored.returncode == 0
