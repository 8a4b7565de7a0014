"""Whoever listens on the line learns nothing of what is asked. `make attack` lets it hear far more."""

import pytest

from bot.limits import PADDED_BYTES
from lab.production import Production
from tests.attack.listener import BY_SIZE, Attack, overheard
from tests.attack.visitors import Seen

TOPICS, TIMES = 40, 1
HEAD = 2_048
"""More bytes than the headers of a request or an answer have."""


@pytest.fixture(scope="module")
def seen(installation: Production) -> list[Seen]:
    return overheard(installation, TOPICS, TIMES)


@pytest.mark.parametrize("attack", BY_SIZE, ids=lambda attack: attack.name)
def test_sizes_name_no_topic_and_no_danger(attack: Attack, seen: list[Seen]) -> None:
    assert attack.share(seen) <= attack.limit


def test_every_request_is_as_long_as_any_other_and_so_is_every_answer(seen: list[Seen]) -> None:
    exchanges = [exchange for each in seen for exchange in each.exchanges]
    assert len(exchanges) == 3 * len(seen), "it begins, says something, and is erased"
    for sizes in ({each.up for each in exchanges}, {each.down for each in exchanges}):
        assert len(sizes) == 1
        assert PADDED_BYTES[0] < sizes.pop() < PADDED_BYTES[0] + HEAD
