"""A Rasa server that hangs keeps nobody waiting longer than the front promises, and is soon left out."""

import signal
import time
from typing import Any

from bot.intake.case_store import CaseStore
from lab.production import Production
from lab.traffic import Traffic
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures

FROZEN_FOR = 14.0
FROZEN_FOR_LONG = 30.0
LEFT_OUT_AFTER = 8.0
"""Seconds: three messages have waited in vain for it by then, five seconds each, side by side."""

A_LITTLE = 1.5
"""Seconds for the network and a machine that has much to do."""


def test_while_one_rasa_hangs_the_other_answers(
    installation: Production, case_store: CaseStore, noted: dict[str, Any], is_long: bool
) -> None:
    with Traffic(installation, case_store) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before, since = len(traffic.answers), time.monotonic()
        installation.signal("rasa-0", signal.SIGSTOP)
        try:
            time.sleep(FROZEN_FOR_LONG if is_long else FROZEN_FOR)
            while_frozen = traffic.answers[before:]
        finally:
            installation.signal("rasa-0", signal.SIGCONT)
        healed_after = traffic.wait_for_good_answers(since, within=90, at_least=6)
        installation.wait_until_ready()
        traffic.wait_until_seen()
    answers = traffic.answers[before:]
    noted.update(figures("Rasa hangs", healed_after, answers, traffic))
    assert_everybody_is_told_and_nothing_is_lost(traffic)
    left_out = [answer for answer in while_frozen if answer.at - answer.seconds > since + LEFT_OUT_AFTER]
    good = [answer for answer in left_out if answer.is_good]
    assert left_out and len(good) > len(left_out) / 2, "it is asked once in ten seconds only"
    assert [answer for answer in answers if answer.text is None] == [], "the front was there all the time"
    assert max(answer.seconds for answer in answers) < installation.settings().answer_within + A_LITTLE
