"""The documents that answers may cite: national ones, and each municipality's own."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.municipality.parts import Source
from bot.municipality.reading import FOLDER, ProfileError, load_profile

NATION = FOLDER / "shared" / "sources.yml"


@dataclass(frozen=True)
class Document:
    """A document, by the name that answers cite. `owner` is a municipality's key; None: it is national."""

    name: str
    owner: str | None
    source: Source


@cache
def documents(nation: Path = NATION, folder: Path = FOLDER) -> dict[str, Document]:
    """All documents by name; a national one takes precedence over a municipality's of the same name.

    Ignores profiles that cannot be read: somebody is still writing them, and they are not served.
    """
    national = yaml.safe_load(nation.read_text(encoding="utf-8"))
    found = {name: Document(name, None, Source(**each)) for name, each in national.items()}
    for path in sorted(folder.glob("*.yml")):
        with suppress(ProfileError):
            for name, source in load_profile(path.stem, folder).sources.items():
                found.setdefault(name, Document(name, path.stem, source))
    return found


def document_of(source: str, known: dict[str, Document]) -> Document | None:
    """The document that an answer's source cites: as a whole, or followed by a comma and a section."""
    return known.get(source) or known.get(source.partition(",")[0])
