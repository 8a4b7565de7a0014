"""A model that is cut off in the middle serves nobody, and the other servers go on."""

import shutil
import signal
import time
from typing import Any

from bot.intake.case_store import CaseStore
from bot.run.train import MODEL
from lab.production import Production
from lab.traffic import Traffic
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures

TRIED_WITHIN = 90.0
RASA = "rasa-0"


def test_a_server_with_half_a_model_is_passed_over_until_it_is_whole(
    installation: Production, case_store: CaseStore, noted: dict[str, Any]
) -> None:
    whole = installation.folder / "whole.tar.gz"
    shutil.copy(installation.model, whole)
    with Traffic(installation, case_store) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before, since = len(traffic.answers), time.monotonic()
        try:
            installation.model.write_bytes(MODEL.read_bytes()[: MODEL.stat().st_size // 2])
            wait_until_given_up(installation)
            assert not installation.is_ready(RASA)
            meanwhile = traffic.answers[before:]
        finally:
            shutil.move(whole, installation.model)
        installation.wait_until_ready()
        healed_after = traffic.wait_for_good_answers(since, within=60)
        traffic.wait_until_seen()
    noted.update(figures("half a model", healed_after, traffic.answers[before:], traffic))
    assert_everybody_is_told_and_nothing_is_lost(traffic)
    assert meanwhile and all(answer.is_good for answer in meanwhile)


def wait_until_given_up(installation: Production) -> None:
    """Kills the server; returns when the one started after it has given up on the model too."""
    starts, began = installation.starts[RASA], time.monotonic()
    installation.signal(RASA, signal.SIGKILL)
    while installation.starts[RASA] < starts + 2:
        assert time.monotonic() - began < TRIED_WITHIN
        assert not installation.is_ready(RASA)
        time.sleep(0.3)
