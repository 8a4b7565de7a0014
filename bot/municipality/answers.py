"""The answers that rest on a municipality's own documents: they take the place of those that all share."""

from pathlib import Path
from typing import Any

import yaml

from bot.municipality.profile import Profile
from bot.municipality.reading import ProfileError

FOLDER = Path(__file__).parent / "answers"

Variations = list[dict[str, Any]]


def own_answers(profile: Profile, folder: Path = FOLDER) -> dict[str, Variations]:
    """The municipality's own answers by name, each with its variations, as Rasa's responses are written.

    Raises:
        ProfileError: a file holds something else, or an answer stands twice.
    """
    found: dict[str, Variations] = {}
    for path in sorted((folder / profile.key).glob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise ProfileError(f"{profile.key}/{path.name}: är inte YAML. {error}") from error
        answers = content.get("responses") if isinstance(content, dict) else None
        if not isinstance(answers, dict):
            raise ProfileError(f"{profile.key}/{path.name}: ska ha svaren under responses:")
        if twice := sorted(found.keys() & answers.keys()):
            raise ProfileError(f"{profile.key}/{path.name}: {twice[0]} står också i en annan fil.")
        found.update(answers)
    return found
