"""Reads a profile from its file. Errors give the file, the line and what is expected."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.municipality.profile import Profile

FOLDER = Path(__file__).parent

EXPECTED = {
    "missing": "saknas",
    "extra_forbidden": "är ingen känd uppgift; är den felstavad?",
    "greater_than": "ska vara ett tal över noll",
    "int_type": "ska vara ett heltal",
    "int_parsing": "ska vara ett heltal",
    "int_from_float": "ska vara ett heltal",
    "bool_type": "ska vara true eller false",
    "bool_parsing": "ska vara true eller false",
    "string_type": "ska vara text, inom citattecken",
    "dict_type": "ska vara uppgifter med namn, indragna på raderna under",
    "model_type": "ska vara uppgifter med namn, indragna på raderna under",
    "tuple_type": "ska vara en lista",
    "frozen_set_type": "ska vara en lista",
    "time_parsing": 'ska vara ett klockslag, som "08:00"',
    "time_type": 'ska vara ett klockslag, som "08:00"',
    "date_parsing": "ska vara ett datum, som 2026-12-24",
    "date_from_datetime_parsing": "ska vara ett datum, som 2026-12-24",
    "date_type": "ska vara ett datum, som 2026-12-24",
}
"""Pydantic's error types, as instructions to the file's author."""

EMPTY = "får inte vara tom"


class ProfileError(Exception):
    """A profile is missing or wrong; the message names the file, the line and what is expected."""


def load_profile(name: str, folder: Path = FOLDER) -> Profile:
    """Reads `<name>.yml`.

    Raises:
        ProfileError: there is no such profile, or it is invalid.
    """
    path = folder / f"{name}.yml"
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except FileNotFoundError:
        known = ", ".join(sorted(each.stem for each in folder.glob("*.yml")))
        raise ProfileError(f"Det finns ingen profil {name!r}. De som finns: {known}.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", rad {mark.line + 1}" if mark else ""
        raise ProfileError(f"{path.name}{line}: är inte YAML; se efter indrag och citattecken.") from error
    if not isinstance(content, dict):
        raise ProfileError(f"{path.name}, rad 1: ska vara uppgifter med namn, som name: Exempelstads kommun")
    try:
        return Profile(**{**content, "key": name})
    except ValidationError as error:
        raise ProfileError("\n".join(messages(path.name, tree, error))) from error


def messages(file: str, tree: yaml.Node | None, error: ValidationError) -> Iterator[str]:
    """What is wrong in a file, a line for each value, with its line and what is expected."""
    for each in error.errors():
        where = each["loc"]
        is_empty = each["input"] is None and each["type"] in EXPECTED
        expected = EMPTY if is_empty else EXPECTED.get(each["type"], each["msg"])
        yield f"{file}, rad {line_of(tree, where)}: {'.'.join(map(str, where)) or 'filen'} {expected}"


def line_of(node: yaml.Node | None, where: Sequence[Any]) -> int:
    """The line, from 1, of the value at `where`, or of the innermost enclosing value that exists."""
    line = int(node.start_mark.line) + 1 if node is not None else 1
    if not where:
        return line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(where[0]):
                inner = line_of(value, where[1:]) if where[1:] else 0
                return max(int(key.start_mark.line) + 1, inner)
    if isinstance(node, yaml.SequenceNode) and isinstance(where[0], int) and where[0] < len(node.value):
        return line_of(node.value[where[0]], where[1:])
    return line
