"""All answers that a municipality's visitors may get, and which of them are the municipality's own.

The files are part of the release, so each process reads them only once.
"""

from dataclasses import dataclass, field
from functools import cache

from bot.municipality import Profile
from bot.municipality.answers import Answers, own_answers, shared_by_file, title_of
from bot.municipality.languages import language_lines
from bot.review.ways import Ways, read_ways


@dataclass(frozen=True)
class AnswerSet:
    """The answers by name; the file of each of the municipality's own; and the names in each shared file.

    `titles` are the answers' titles by name. A municipality's own answer has the shared one's if it has none.
    """

    answers: Answers
    own: dict[str, str]
    files: dict[str, tuple[str, ...]]
    titles: dict[str, str] = field(default_factory=dict)


@cache
def _shared_by_file() -> dict[str, Answers]:
    return shared_by_file()


@cache
def _own(key: str) -> Answers:
    return own_answers(key)


@cache
def all_ways() -> Ways:
    """What leads to answers in this release, read once."""
    return read_ways()


def answers_of(profile: Profile) -> AnswerSet:
    """The answers of a municipality.

    Raises:
        AnswersError: a file is invalid.
    """
    files = _shared_by_file()
    shared = {name: answer for answers in files.values() for name, answer in answers.items()}
    lines, own = language_lines(profile.languages, shared), _own(profile.key)
    folder = f"bot/municipality/answers/{profile.key}"
    places = dict.fromkeys(lines, f"bot/municipality/{profile.key}.yml")
    for file, answers in files.items():
        places |= dict.fromkeys(answers.keys() & own.keys(), f"{folder}/{file}.yml")
    names = {file: tuple(answers) for file, answers in files.items()}
    answers = {**shared, **lines, **own}
    titles = {name: title_of(answer) or title_of(shared.get(name, [])) for name, answer in answers.items()}
    return AnswerSet(answers, places, names, {name: title for name, title in titles.items() if title})
