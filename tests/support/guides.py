"""The guides in docs/, and what they name."""

import re
from pathlib import Path

from bot.settings import ROOT

HANDBOOK = ROOT / "docs/handbok.md"
WEB_EDITORS = ROOT / "docs/webbredaktor.md"
GUIDES = (HANDBOOK, WEB_EDITORS)

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(guide: Path, language: str) -> list[str]:
    """The guide's fenced blocks in a language; "" is what is typed at a prompt, or shown as it stands."""
    return [text for of, text in FENCE.findall(guide.read_text(encoding="utf-8")) if of == language]


def prose(guide: Path) -> str:
    """The guide without its fenced blocks."""
    return FENCE.sub("", guide.read_text(encoding="utf-8"))


def in_code(guide: Path) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", prose(guide))


def in_bold(guide: Path) -> list[str]:
    """What stands on the screen; a term of the guide may run over a line's end."""
    return [re.sub(r"\s+", " ", text) for text in re.findall(r"\*\*([^*]+)\*\*", prose(guide))]


def quoted(guide: Path) -> list[str]:
    """The indented lines, which are the product's own words."""
    found = re.findall(r"(?:^ *> .*\n)+", prose(guide), re.MULTILINE)
    return [" ".join(line.strip().removeprefix("> ") for line in text.splitlines()) for text in found]
