"""The Swedish texts that staff read instead of names in code; see words.yml."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

OTHERWISE = "otherwise"


class Words(BaseModel):
    """Headings of files and answers, descriptions of conditions and aspects, and stand-ins for slots."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: dict[str, str]
    answers: dict[str, str]
    conditions: dict[str, dict[str, str]]
    slots: dict[str, str]
    aspects: dict[str, str] = {}

    def heading(self, name: str, title: str | None, example: str | None) -> str:
        """An answer's heading: from words.yml, or its title, or its first example, or its name."""
        return self.answers.get(name) or title or (example[:1].upper() + example[1:] if example else name)

    def aspect(self, key: str) -> str:
        """What a short follow-up asks, as `how_long`, in words."""
        return self.aspects.get(key, key)

    def when(self, variation: dict[str, Any], slots: list[str]) -> str:
        """When a variation is used; `slots` are all slots that the answer's variations depend on."""
        conditions = variation.get("condition") or []
        found = {each["name"]: str(each["value"]) for each in conditions}
        return ", ".join(self._words(slot, found.get(slot, OTHERWISE)) for slot in slots)

    def _words(self, slot: str, value: str) -> str:
        return self.conditions.get(slot, {}).get(value, f"{slot}: {value}")


WORDS = Words.model_validate(
    yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8")),
)
