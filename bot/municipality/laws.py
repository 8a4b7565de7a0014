"""The laws that answers rest on, each once, so that a change in one is looked for and mended in one place.

They are in shared/laws.yml. An answer names them by key in its metadata: `laws: [osl_26_1, ul_2025_170]`.
"""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError, field_validator, model_validator
from typing_extensions import Self

from bot.municipality.parts import Part, mistake
from bot.municipality.reading import FOLDER, messages

LAWS = FOLDER / "shared" / "laws.yml"
KEY = "[a-z][a-z0-9_]*"
MARKS = {"S": "säker", "T": "trolig", "O": "obekräftad"}
"""How sure we are of what answers say of a law."""


class LawsError(Exception):
    """The file of laws cannot be used; the message names the file, the line, the law and what to do."""


class Law(Part):
    """A law or a pending change, in Swedish.

    `seen` is the date of the text that was read, and None if nobody knows it. `in_force_from` is None where
    the sources give no date. `pending` says what may change, or has changed without its text being read.
    """

    name: str
    sfs: str | None = None
    paragraph: str | None = None
    in_force_from: date | None = None
    seen: date | None = None
    mark: str
    pending: str | None = None
    note: str | None = None

    @field_validator("sfs")
    @classmethod
    def _is_number(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d{4}:\d+", value):
            raise mistake('ska vara ett nummer inom citattecken, som "2009:400", eller null')
        return value

    @field_validator("mark")
    @classmethod
    def _is_mark(cls, value: str) -> str:
        if value not in MARKS:
            raise mistake(f"ska vara {', '.join(f'{mark} ({word})' for mark, word in MARKS.items())}")
        return value

    @model_validator(mode="after")
    def _says_what_is_open(self) -> Self:
        if self.pending is None and (self.sfs is None or self.mark == "O"):
            raise mistake("utan sfs, eller med mark: O, ska ha pending: skriv vad som är oklart")
        return self

    @property
    def title(self) -> str:
        """The law as staff read it: its name, number and paragraph."""
        number = f" ({self.sfs})" if self.sfs else ""
        return f"{self.name}{number}{f', {self.paragraph}' if self.paragraph else ''}"


@cache
def laws(path: Path = LAWS) -> dict[str, Law]:
    """Every law by its key.

    Raises:
        LawsError: the file is missing or wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, yaml.SafeLoader)
        content: Any = yaml.safe_load(text)
    except OSError as error:
        raise LawsError(f"{path.name}: går inte att läsa. Lägg tillbaka filen i {path.parent}.") from error
    except (UnicodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", rad {mark.line + 1}" if mark else ""
        raise LawsError(f"{path.name}{line}: är inte YAML; se efter indrag och citattecken.") from error
    if not isinstance(tree, yaml.MappingNode):
        raise LawsError(f"{path.name}, rad 1: ska vara lagar med nycklar, som osl_26_1, och uppgifter under")
    _refuse_wrong_keys(path.name, tree)
    try:
        return TypeAdapter(dict[str, Law]).validate_python(content)
    except ValidationError as error:
        raise LawsError("\n".join(messages(path.name, tree, error))) from error


def _refuse_wrong_keys(file: str, tree: yaml.MappingNode) -> None:
    """YAML keeps the last of two laws of the same key, and nobody would notice."""
    counts = Counter(str(key.value) for key, _ in tree.value)
    for key, _ in tree.value:
        if counts[key.value] > 1:
            last = max(each.start_mark.line for each, _ in tree.value if each.value == key.value) + 1
            raise LawsError(f"{file}, rad {last}: {key.value} finns två gånger. Slå ihop dem till en.")
        if not re.fullmatch(KEY, str(key.value)):
            line = key.start_mark.line + 1
            raise LawsError(f"{file}, rad {line}: {key.value} ska ha små bokstäver, siffror och _, som pl_9.")
