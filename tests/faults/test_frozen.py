"""A Rasa server that hangs keeps nobody waiting longer than the front promises, and is soon left out."""

import signal
import time
from typing import Any

from bot.intake.office import Office
from tests.support.production import Production
from tests.support.traffic import Traffic

FROZEN_FOR = 10.0
FROZEN_FOR_LONG = 30.0
ANSWER_WITHIN = 8.0
"""Seconds: `VAGVISAREN_ANSWER_WITHIN`, and a little for the network and a machine that has much to do."""
A_LITTLE = 1.5


def test_while_one_rasa_hangs_the_other_answers(
    installation: Production, office: Office, noted: dict[str, Any], is_long: bool
) -> None:
    with Traffic(installation, office) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before, since = len(traffic.answers), time.monotonic()
        installation.signal("rasa-0", signal.SIGSTOP)
        try:
            time.sleep(FROZEN_FOR_LONG if is_long else FROZEN_FOR)
            while_frozen = traffic.answers[before:]
        finally:
            installation.signal("rasa-0", signal.SIGCONT)
        healed_after = traffic.wait_for_good_answers(since, within=90, at_least=6)
    bad = [answer for answer in traffic.answers[before:] if not answer.is_good]
    slowest = max(answer.seconds for answer in traffic.answers[before:])
    noted.update(
        fault="Rasa hangs",
        healed_after=round(healed_after, 1),
        out_of_order=sum(answer.text is not None for answer in bad),
        unreachable=sum(answer.text is None for answer in bad),
        slowest=round(slowest, 1),
    )
    assert traffic.errors == []
    assert any(answer.is_good for answer in while_frozen)
    assert [answer for answer in traffic.answers if not answer.shows_the_way] == []
    assert slowest < ANSWER_WITHIN + A_LITTLE
