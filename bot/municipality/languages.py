"""Six texts in each further language, said after the line in it where a profile names the language.

They are in `languages/<code>.yml`, by the codes of the lines in data/responses/foreign.yml.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.municipality.answers import FOREIGN, Answers, AnswersError
from bot.municipality.parts import Part
from bot.municipality.reading import messages

FOLDER = Path(__file__).with_name("languages")


class Page(Part):
    """What somebody must know who reads none of our languages.

    `what` says that this is a machine, `no_name` that nobody has to say who they are, `passed_on` what may
    reach the police, `human` how to reach a person and ask for an interpreter, `emergency` when to call 112,
    and `under_18` that there is Bris. `read_by_native_speaker` is the day on which one read it, or None.
    """

    what: str
    no_name: str
    passed_on: str
    human: str
    emergency: str
    under_18: str
    written: date
    read_by_native_speaker: date | None = None

    @property
    def text(self) -> str:
        """The six texts as an answer's bubbles."""
        first = f"{self.what} {self.no_name}\n\n{self.passed_on}"
        return f"{first}\n\n{self.emergency} {self.under_18} {self.human}"


@cache
def pages(folder: Path = FOLDER) -> Mapping[str, Page]:
    """The texts by their language's code.

    Raises:
        AnswersError: a file is invalid; the message names the file, the line and what to do.
    """
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def _read(path: Path) -> Page:
    name = f"languages/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, yaml.SafeLoader)
        return Page.model_validate(yaml.safe_load(text))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise AnswersError(f"{name}: {error}") from error
    except ValidationError as error:
        raise AnswersError("\n".join(messages(name, tree, error))) from error


def language_lines(
    lines: Mapping[str, str | None], shared: Mapping[str, list[dict[str, Any]]], folder: Path = FOLDER
) -> Answers:
    """What a profile says to visitors who write in another language, which replaces shared answers.

    A language without a line of the profile's own has the shared one; the six texts follow, if there are any.

    Raises:
        AnswersError: there is a language that we do not detect, or a file is invalid.
    """
    if unknown := sorted(FOREIGN + code for code in lines if FOREIGN + code not in shared):
        raise AnswersError(f"languages: det finns inget svar {unknown[0]}")
    found: Answers = {}
    for code, line in lines.items():
        answer = shared[FOREIGN + code][0]
        page = pages(folder).get(code)
        texts = [line or answer["text"].strip(), *([page.text] if page else [])]
        found[FOREIGN + code] = [{**answer, "text": "\n\n".join(texts)}]
    return found
