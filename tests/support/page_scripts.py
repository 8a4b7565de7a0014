"""Runs the tests of the page's scripts in the Node that Playwright brings, and reads what came of each."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from playwright._impl._driver import compute_driver_executable

NODE = compute_driver_executable()[0]
LONGEST_TEST_MS = 10_000
"""What waits for something that never comes has failed."""


@dataclass(frozen=True)
class Outcome:
    """What became of one test."""

    file: Path
    name: str
    failure: str | None
    was_skipped: bool


def run(files: list[Path]) -> list[Outcome]:
    """Runs the tests in these files.

    Raises:
        AssertionError: Node ended as it does only when something failed, but no test did.
    """
    command = [NODE, "--test", f"--test-timeout={LONGEST_TEST_MS}", "--test-reporter=junit", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    outcomes = list(_outcomes(ElementTree.fromstring(done.stdout), ()))
    assert done.returncode == 0 or any(each.failure for each in outcomes), done.stderr or done.stdout
    return outcomes


def _outcomes(suite: ElementTree.Element, within: tuple[str, ...]) -> Iterator[Outcome]:
    for inner in suite.iterfind("testsuite"):
        yield from _outcomes(inner, (*within, inner.attrib["name"]))
    for case in suite.iterfind("testcase"):
        failure = case.find("failure")
        yield Outcome(
            Path(case.attrib["file"]),
            " ".join((*within, case.attrib["name"])),
            None if failure is None else "".join(failure.itertext()).strip(),
            case.find("skipped") is not None,
        )


def declared(file: Path) -> list[str | None]:
    """The names of the tests that a file declares; None where the name is put together as it runs."""
    found = re.findall(r'^\s*test(?:\.\w+)?\(\s*(?:"((?:[^"\\]|\\.)*)"|`)', file.read_text(), re.MULTILINE)
    return [name or None for name in found]
