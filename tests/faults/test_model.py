"""A model that is cut off in the middle serves nobody, and the other servers go on."""

import shutil
import signal
import time
from typing import Any

from bot.intake.office import Office
from bot.train import MODEL
from tests.support.production import Production
from tests.support.traffic import Traffic


def test_a_server_with_half_a_model_is_passed_over_until_it_is_whole(
    installation: Production, office: Office, noted: dict[str, Any]
) -> None:
    whole = installation.folder / "whole.tar.gz"
    shutil.copy(installation.model, whole)
    with Traffic(installation, office) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before, since = len(traffic.answers), time.monotonic()
        try:
            installation.model.write_bytes(MODEL.read_bytes()[: MODEL.stat().st_size // 2])
            installation.signal("rasa-0", signal.SIGKILL)
            time.sleep(15)
            assert not installation.is_ready("rasa-0")
            meanwhile = traffic.answers[before:]
        finally:
            shutil.move(whole, installation.model)
        installation.wait_until_ready()
        healed_after = traffic.wait_for_good_answers(since, within=60)
    noted.update(
        fault="half a model", healed_after=round(healed_after, 1), out_of_order=0, unreachable=0, slowest=0
    )
    assert traffic.errors == []
    assert meanwhile and all(answer.is_good for answer in meanwhile)
