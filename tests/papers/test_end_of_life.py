"""Everything that the public reaches is supported today, and the test would notice if it were not."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.run.environments import Environment
from bot.settings import ROOT
from scripts.end_of_life import Supported, faults, python_of, read

TODAY = date(2026, 11, 27)
FRONT = Supported("Python 3.13", True, date(2029, 10, 31), "a page", "It is public.")
RASA = Supported("Python 3.10", False, date(2026, 10, 31), "a page", "On loopback.", date(2027, 4, 1))
NGINX = Supported("nginx 1.30", True, None, "a page", "No day is said.", date(2027, 4, 1))


def test_everything_that_the_public_reaches_is_supported_today() -> None:
    assert faults(read(), list(Environment), date.today()) == []


@pytest.mark.parametrize(
    "each", [each for each in read() if each.public and each.ends], ids=lambda each: each.name
)
def test_a_version_fails_on_the_day_after_its_end_and_not_before(each: Supported) -> None:
    assert each.ends
    assert not any("has been unsupported" in fault for fault in each.faults(each.ends))
    assert any("has been unsupported" in fault for fault in each.faults(each.ends + timedelta(days=1)))


def test_a_list_that_is_in_order_has_no_faults() -> None:
    assert faults([FRONT, RASA, NGINX], (), TODAY) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(FRONT, ends=TODAY - timedelta(days=1)), "faces the public and has been unsupported"),
        (replace(RASA, public=True), "faces the public and has been unsupported"),
        (replace(RASA, again=None), "has no date for its next review"),
        (replace(NGINX, again=None), "has no date for its next review"),
        (replace(NGINX, again=TODAY - timedelta(days=1)), "was due for review"),
        (
            replace(NGINX, stands_in={"file": "deploy/compose.yml", "as": "nginx:0.8"}),
            "no longer names",
        ),
    ],
)
def test_each_reason_why_a_version_cannot_stay_is_told(changed: Supported, told: str) -> None:
    assert any(told in fault for fault in changed.faults(TODAY))


def test_a_front_on_a_python_that_may_not_face_the_public_is_told() -> None:
    front, rasa = (replace(RASA, name=python_of(each)) for each in Environment)
    [fault] = faults([front], [Environment.FRONT], TODAY)
    assert fault == f"front faces the public on Python {Environment.FRONT.version}, which is not allowed to"
    assert faults([rasa], [Environment.RASA], TODAY) == []
    assert faults([], [Environment.FRONT], TODAY) == [f"front: {front.name} is not in the list"]


def test_a_package_that_no_environment_has_is_told() -> None:
    package = replace(NGINX, name="PyYAML", package="pyyaml")
    assert faults([package], (), TODAY) == ["PyYAML is not locked any more"]
    assert faults([package, FRONT], [Environment.FRONT], TODAY) == []


def test_every_container_image_is_in_the_list() -> None:
    named = {each.stands_in["as"] for each in read() if each.stands_in}
    compose = (ROOT / "deploy/compose.yml").read_text(encoding="utf-8")
    images = set(re.findall(r"^ +(image: (?!vagvisaren).*?)$", compose, re.MULTILINE))
    for path in (ROOT / "deploy").glob("Dockerfile*"):
        images |= set(re.findall(r"^FROM \S+", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(images) >= 4
    assert images <= named


def test_every_entry_has_a_source_and_a_reason() -> None:
    for each in read():
        assert re.fullmatch(r"https://\S+", each.source), each.name
        assert len(each.because) > 20, each.name
