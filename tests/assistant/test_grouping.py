"""Messages are grouped by meaning, the most frequent first."""

from bot.assistant.grouping import grouped
from bot.assistant.nlu.encoder import Encoder

DOG = ["får man ta med hunden", "kan jag ta med mig min hund", "får hunden följa med"]
PARKING = ["var kan man parkera", "var parkerar man"]


def test_messages_that_mean_the_same_are_one_group_and_the_largest_comes_first() -> None:
    mixed = [PARKING[0], *DOG, PARKING[1]]
    groups = grouped(Encoder().embed(mixed))
    assert [sorted(mixed[i] for i in group) for group in groups] == [sorted(DOG), sorted(PARKING)]


def test_few_messages_are_no_error() -> None:
    one = Encoder().embed(["ensam"])
    assert grouped(one) == [[0]]
    assert grouped(one[:0]) == []
