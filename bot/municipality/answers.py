"""A municipality's own answers, which replace shared ones.

They are in `answers/<municipality>/`, in files with the same format and the same names as in
`data/responses`.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.municipality.laws import LawsError, laws
from bot.municipality.reading import line_of

FOLDER = Path(__file__).with_name("answers")
SHARED = Path(__file__).parents[2] / "data" / "responses"

Answers = dict[str, list[dict[str, Any]]]
"""Each answer's variations, by the answer's name."""

FOREIGN = "utter_foreign/"
"""The prefix of the names of lines in other languages; the language's code follows."""

TITLE = "title"
SIMPLER = "simpler"
ASPECTS = "aspects"
"""The keys of what an answer is called on a button, its shorter text, and what short follow-ups get."""

LAWS = "laws"
"""The key in an answer's metadata of the laws that it leans on."""

REPLACED = "proposed"
"""What an earlier version had instead: left behind, nobody would be told of the proposal any more."""


class AnswersError(Exception):
    """A municipality's answers cannot be read; the message names the file and what to correct."""


def _read(path: Path) -> Answers:
    try:
        text = path.read_text(encoding="utf-8")
        content: Any = yaml.safe_load(text)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise AnswersError(f"{path.name}: {error}") from error
    answers = content.get("responses") if isinstance(content, dict) else None
    if not isinstance(answers, dict) or not answers:
        raise AnswersError(f"{path.name}: there is no mapping `responses:`")
    for name, variations in answers.items():
        if not isinstance(variations, list) or not all(isinstance(each, dict) for each in variations):
            raise AnswersError(f"{path.name}: {name} is no list of variations")
        if not variations:
            raise AnswersError(f"{path.name}: {name} has no variation")
    for where, wrong in _wrong_laws(answers):
        line = line_of(yaml.compose(text, yaml.SafeLoader), ["responses", *where])
        raise AnswersError(f"{path.parent.name}/{path.name}, rad {line}: {where[0]} {wrong}")
    return answers


def _wrong_laws(answers: Answers) -> Iterator[tuple[list[str | int], str]]:
    """Each mistake in what answers say of laws: the way to it in the file, and what to do."""
    for name, variations in answers.items():
        for index, variation in enumerate(variations):
            metadata = variation.get("metadata") or {}
            where: list[str | int] = [name, index, "metadata"]
            if REPLACED in metadata:
                to_do = "skriv in förslaget i bot/municipality/shared/laws.yml, och dess nyckel under laws."
                yield [*where, REPLACED], f"har raden {REPLACED}, som inte används: {to_do}"
            named = metadata.get(LAWS, [])
            if not isinstance(named, list):
                yield [*where, LAWS], "har laws som inte är en lista: skriv som laws: [osl_26_1]"
                continue
            for position, key in enumerate(named):
                if str(key) not in _known_laws():
                    to_do = "rätta nyckeln, eller skriv in lagen i bot/municipality/shared/laws.yml."
                    yield [*where, LAWS, position], f"nämner lagen {key!r}, som inte finns: {to_do}"


def _known_laws() -> Collection[str]:
    try:
        return laws().keys()
    except LawsError as error:
        raise AnswersError(str(error)) from error


def refuse_wrong_answers() -> None:
    """Reads every answer that there is: the shared ones, and each municipality's own.

    Raises:
        AnswersError: a file is invalid.
    """
    shared_answers()
    for own in sorted(FOLDER.iterdir()):
        own_answers(own.name)


def own_answers(name: str, folder: Path = FOLDER) -> Answers:
    """Reads `<name>/*.yml`; empty if the folder does not exist.

    Raises:
        AnswersError: it is not a folder, or a file in it is invalid.
    """
    own = folder / name
    if not own.exists():
        return {}
    if not own.is_dir():
        raise AnswersError(f"{name}: is a file, and should be a folder of files")
    found: Answers = {}
    for path in sorted(own.glob("*.yml")):
        answers = _read(path)
        if twice := found.keys() & answers.keys():
            raise AnswersError(f"{path.name}: {', '.join(sorted(twice))} stands in another file too")
        found |= answers
    return found


def shared_by_file(folder: Path = SHARED) -> dict[str, Answers]:
    """Reads the answers that all municipalities share, by file name without suffix.

    Raises:
        AnswersError: a file is invalid.
    """
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def shared_answers(folder: Path = SHARED) -> Answers:
    """The answers that all municipalities share.

    Raises:
        AnswersError: a file is invalid.
    """
    return {name: answer for file in shared_by_file(folder).values() for name, answer in file.items()}


def metadata_of(answers: Answers) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each variation's answer, by its name without `utter_`, and the variation's metadata."""
    for name, variations in answers.items():
        for variation in variations:
            yield name.removeprefix("utter_"), variation.get("metadata") or {}


def title_of(variations: Collection[Mapping[str, Any]]) -> str | None:
    """The title of an answer, which all its variations share."""
    titles = ((each.get("metadata") or {}).get(TITLE) for each in variations)
    return next((str(title) for title in titles if title), None)


def bubbles(text: str) -> list[str]:
    """An answer's text, split at blank lines."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def answers_for(name: str) -> Answers:
    """The answers that visitors of a municipality get: the shared ones, replaced by its own.

    Raises:
        AnswersError: a file is invalid.
    """
    return {**shared_answers(), **own_answers(name)}
