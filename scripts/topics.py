"""Writes docs/amnen.md: every topic, and what its answer rests on (`make topics`)."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.municipality.answers import ASPECTS, LAWS, SIMPLER, Answers, own_answers, shared_by_file, title_of
from bot.municipality.answers import FOLDER as OWN
from bot.municipality.english import translations_for
from bot.municipality.laws import laws
from bot.municipality.topics import OF_QUESTIONS
from bot.settings import ROOT
from lab.knowledge import examples

LIST = ROOT / "docs/amnen.md"

INTRODUCTION = """\
# Alla ämnen

Skrivs av `make topics` ur svaren och träningsdatan: ändra inget här. *Lagar* är nycklarna i
`bot/municipality/shared/laws.yml`, med märket: S säker, T trolig, O obekräftad. *Egna* är kommuner som har
ett eget svar, med egna källor. *Granskat* är den äldsta dagen bland svarets varianter."""

HEADINGS = (
    "Ämne", "Titel", "Källor", "Lagar", "Enklare", "Engelska", "Följdfrågor", "Exempel", "Granskat", "Egna",
)  # fmt: skip
YES, NO = "ja", "nej"
NO_MUNICIPALITY = "-"
"""One without answers of its own: the shared ones are in the table."""


def rows(answers: Answers, own: Mapping[str, Answers]) -> Iterator[tuple[str, ...]]:
    """A row for each topic among the answers; `own` are the municipalities' own answers by their keys."""
    translated, known = translations_for(NO_MUNICIPALITY), laws()
    for name, variations in answers.items():
        if not name.startswith(OF_QUESTIONS):
            continue
        topic = name.removeprefix("utter_")
        metadata = [each.get("metadata") or {} for each in variations]
        named = dict.fromkeys(key for each in metadata for key in each.get(LAWS) or [])
        yield (
            f"`{topic}`",
            title_of(variations) or "",
            "; ".join(dict.fromkeys(source for each in metadata for source in each.get("sources") or [])),
            ", ".join(f"{key} ({known[key].mark})" for key in named),
            YES if all(each.get(SIMPLER) for each in metadata) else NO,
            YES if name in translated else NO,
            ", ".join(dict.fromkeys(aspect for each in metadata for aspect in each.get(ASPECTS) or {})),
            str(len(examples().get(topic, []))),
            min(str(each.get("reviewed", "")) for each in metadata),
            ", ".join(key for key, its in own.items() if name in its),
        )


def page() -> str:
    """The whole document, with a table for each file of answers."""
    own = {each.name: own_answers(each.name) for each in sorted(OWN.iterdir())}
    parts = [INTRODUCTION]
    for file, answers in shared_by_file().items():
        if lines := [_line(row) for row in rows(answers, own)]:
            parts.append(f"## {file}.yml")
            parts.append("\n".join([_line(HEADINGS), "|---" * len(HEADINGS) + "|", *lines]))
    return "\n\n".join(parts) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    escaped = (re.sub(r"\|", r"\\|", cell) for cell in cells)
    return f"| {' | '.join(escaped)} |"


def main(path: Path = LIST) -> int:
    """Writes the document."""
    path.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
