"""What mutmut found, with the reasons for survivors, as docs/mutants.md shows it (`make mutants`)."""

import ast
import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from mutmut.stats import status_by_exit_code

from bot.settings import ROOT

LIST = ROOT / "docs/mutants.md"
REASONS = ROOT / "scripts/mutants.yml"

KILLED = frozenset({"killed", "timeout", "segfault"})
"""mutmut's words for a fault that was noticed: by a test, by a time limit, or by a crash of Python."""

INTRODUCTION = """\
# Faults that tests would not notice

Written by `make mutants` (one room: `make mutants ROOM=programme`); the decision is in `docs/decisions/0018`.
A mutant is one small fault put into the code. It is killed if a test fails, and survives if none does. What
survives without a reason needs a test; the reasons are kept in `scripts/mutants.yml`.

| Room | Mutants | Killed | Survivors | Measured |
|---|---|---|---|---|"""


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: mutmut's name for it, the lines as they are, and as they were made."""

    name: str
    was: str
    becomes: str

    @property
    def function(self) -> str:
        """The dotted name of the function or method that was changed."""
        module, _, mutant = self.name.rpartition(".")
        written = re.sub(r"__mutmut_\d+$", "", mutant)
        return f"{module}.{written[1:].strip('ǁ').replace('ǁ', '.') if 'ǁ' in written else written[2:]}"


@dataclass(frozen=True)
class Measured:
    """How many mutants a room has, and which of them survived."""

    mutants: int
    survivors: tuple[Survivor, ...]


@dataclass(frozen=True)
class Reason:
    """Why it is no loss that a mutant survives."""

    function: str
    was: str
    becomes: str
    because: str


def read_reasons(path: Path = REASONS) -> list[Reason]:
    """The survivors that have been looked at."""
    return [
        Reason(entry["function"], entry["was"], becomes, entry["because"])
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
        for becomes in entry["becomes"]
    ]


def found_in(folder: Path) -> Measured:
    """What mutmut has found so far in its folder."""
    mutants, survivors = 0, list[Survivor]()
    for meta in sorted((folder / "mutants").rglob("*.py.meta")):
        codes: dict[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        mutants += len(codes)
        left = [
            name
            for name, code in codes.items()
            if code is not None and status_by_exit_code[code] not in KILLED
        ]
        survivors += _survivors(left, meta.with_suffix("").read_text(encoding="utf-8"))
    return Measured(mutants, tuple(survivors))


def _survivors(names: Sequence[str], mutated: str) -> Iterator[Survivor]:
    """Each with what it changed; mutmut's file has every function once as it is, and once for each mutant."""
    lines = mutated.splitlines()
    functions = {
        node.name: [
            line.replace(f"def {node.name}", "def").strip()
            for line in lines[node.lineno - 1 : node.end_lineno]
        ]
        for node in ast.walk(ast.parse(mutated))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for name in names:
        mutant = name.rpartition(".")[2]
        original = functions[re.sub(r"\d+$", "orig", mutant)]
        changed = [*difflib.ndiff(original, functions[mutant])]
        was, becomes = (" ".join(line[2:] for line in changed if line.startswith(sign)) for sign in "-+")
        yield Survivor(name, was, becomes)


def reason_for(survivor: Survivor, reasons: Sequence[Reason]) -> str | None:
    """Why it may survive, or None if nobody has said so."""
    looked_for = (survivor.function, survivor.was, survivor.becomes)
    return next((r.because for r in reasons if (r.function, r.was, r.becomes) == looked_for), None)


def unexplained(survivors: Sequence[Survivor], reasons: Sequence[Reason]) -> list[Survivor]:
    """The survivors that need a test or a reason."""
    return [survivor for survivor in survivors if reason_for(survivor, reasons) is None]


def _rows_and_parts(page: str) -> tuple[dict[str, str], dict[str, str]]:
    """What an earlier run has written of each room: its line in the table, and its own part."""
    rows = {line.split(" | ")[0].strip("| "): line for line in page.splitlines() if line.startswith("| ")}
    parts = {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in page.split("\n## ")[1:]}
    return rows, parts


def _part(measured: Measured, reasons: Sequence[Reason]) -> Iterator[str]:
    yield from ("| Function | Was | Became | Why it may |", "|---|---|---|---|")
    for each in measured.survivors:
        was, becomes = (f"`` {text.replace('|', chr(92) + '|')} ``" for text in (each.was, each.becomes))
        yield f"| `{each.function}` | {was} | {becomes} | {reason_for(each, reasons) or '**needs a test**'} |"


def written(
    page: str, rooms: Sequence[str], measured: Mapping[str, Measured], reasons: Sequence[Reason], when: str
) -> str:
    """The page with the rooms that have just been measured, the others as they were."""
    rows, parts = _rows_and_parts(page)
    for room, each in measured.items():
        killed = each.mutants - len(each.survivors)
        share = f"{killed} ({killed / each.mutants:.1%})"
        rows[room] = f"| {room} | {each.mutants} | {share} | {len(each.survivors)} | {when} |"
        parts[room] = "\n".join(_part(each, reasons))
    lines = [rows.get(room, f"| {room} | | | | not measured |") for room in rooms]
    told = [f"\n## {room}\n\n{parts[room]}" for room in rooms if room in parts]
    return "\n".join([INTRODUCTION, *lines, *told]) + "\n"
