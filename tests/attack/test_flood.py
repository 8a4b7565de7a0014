"""Whoever floods the door keeps no honest person out. `make attack` floods it for longer."""

import pytest

from lab.production import Production
from tests.attack.flood import HOSTILE, LIMITS, during_flood

CONNECTIONS, SECONDS = 10, 6


@pytest.mark.parametrize("kind", ["codes", "sign-ins"])
def test_a_flood_of_one_kind_keeps_nobody_from_what_they_came_for(
    kind: str, installation: Production
) -> None:
    served = during_flood(installation, [kind], CONNECTIONS, SECONDS)
    assert set(served) == set(HOSTILE)
    assert {each: served[each].seconds for each in served if served[each].share_failed(LIMITS[each])} == {}
