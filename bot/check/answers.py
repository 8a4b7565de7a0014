"""Whether a person has looked at every answer within a year, and each has a source we know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from bot.check.results import Result, advice, fine, some, wrong
from bot.municipality.answers import FOLDER, Answers, own_answers
from bot.settings import ROOT, Settings

YEAR = 365
SOON = 30
REVIEW = (
    "läs dem mot källorna i data/responses, eller i bot/municipality/answers om svaret är kommunens eget, "
    "rätta, och sätt reviewed till dagens datum."
)


@dataclass(frozen=True)
class Reviewed:
    """An answer, the day somebody last looked at it, and whether it has sources and we know them."""

    name: str
    on: date | None
    has_known_sources: bool


def _given(municipality: str, root: Path) -> Answers:
    """The answers that visitors of the municipality get: its own, and the shared ones for all else."""
    shared: Answers = {}
    for path in sorted((root / "data/responses").glob("*.yml")):
        shared |= yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
    return {**shared, **own_answers(municipality, root / FOLDER.relative_to(ROOT))}


def gather(municipality: str, root: Path = ROOT) -> list[Reviewed]:
    """Reads every variation of every answer that visitors of the municipality get."""
    known = set(yaml.safe_load((root / "bot/sources.yml").read_text(encoding="utf-8")))

    def is_known(source: str) -> bool:
        return not {source, source.partition(",")[0]}.isdisjoint(known)

    found = []
    for name, variations in _given(municipality, root).items():
        for metadata in (variation.get("metadata") or {} for variation in variations):
            sources = metadata.get("sources") or []
            on = metadata.get("reviewed")
            found.append(
                Reviewed(
                    name.removeprefix("utter_"),
                    date.fromisoformat(str(on)) if on else None,
                    bool(sources) and all(map(is_known, sources)),
                )
            )
    return found


def _names(answers: list[Reviewed]) -> list[str]:
    return list(dict.fromkeys(answer.name for answer in answers))


def results(answers: list[Reviewed], today: date) -> Iterator[Result]:
    """A line for the reviews, one more for those that come soon, and one for the sources."""
    if late := _names([each for each in answers if not each.on or (today - each.on).days > YEAR]):
        yield wrong(f"Svar som inte är granskade på över ett år: {len(late)} ({some(late)}).", REVIEW)
    else:
        yield fine("Alla svar är granskade det senaste året.")
    if soon := _names([each for each in answers if each.on and YEAR - SOON < (today - each.on).days <= YEAR]):
        yield advice(f"Svar som ska granskas inom {SOON} dagar: {len(soon)} ({some(soon)}).", REVIEW)
    if unknown := _names([each for each in answers if not each.has_known_sources]):
        yield wrong(
            f"Svar utan känd källa: {len(unknown)} ({some(unknown)}).",
            "ange källan i svaret, och i bot/sources.yml.",
        )
    else:
        yield fine("Alla svar har en känd källa.")


def check(settings: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    yield from results(gather(settings.municipality), datetime.now().astimezone().date())
