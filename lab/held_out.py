"""The held-out messages: not used in training or for choosing parameters, only for measuring."""

from bot.settings import ROOT


def held_out() -> list[tuple[str, str]]:
    """Pairs of label and message."""
    lines = (ROOT / "tests/held_out.tsv").read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]
