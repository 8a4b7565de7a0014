"""Whoever reads the metrics as often as they can does not learn what one person did."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from prometheus_client import CollectorRegistry

from bot.coarse_metrics import HOUR, STEP, Durations, HourlyCounter, RoundedGauge
from bot.report.rounding import BASE


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """One number, which is the time."""
    now = [100 * HOUR + 7.0]
    monkeypatch.setattr("bot.coarse_metrics.time.time", lambda: now[0])
    yield now


def alarms(registry: CollectorRegistry) -> float | None:
    return registry.get_sample_value("alarms_total", {"kind": "alarm"})


def counter(registry: CollectorRegistry) -> HourlyCounter:
    return HourlyCounter("alarms", "", ("kind",), registry, known=[("alarm",)])


def test_fewer_than_in_the_yearly_report_are_never_told() -> None:
    assert STEP == BASE


def test_an_alarm_does_not_show_when_it_rings(registry: CollectorRegistry, clock: list[float]) -> None:
    counted = counter(registry)
    for _ in range(STEP):
        counted.inc("alarm")
        assert alarms(registry) == 0
        clock[0] += 1
    clock[0] = 101 * HOUR - 0.5
    assert alarms(registry) == 0
    clock[0] = 101 * HOUR
    assert alarms(registry) == STEP


def test_a_few_alarms_never_show(registry: CollectorRegistry, clock: list[float]) -> None:
    counted = counter(registry)
    for _ in range(STEP - 1):
        counted.inc("alarm")
        clock[0] += HOUR
        assert alarms(registry) == 0
    counted.inc("alarm")
    clock[0] += HOUR
    assert alarms(registry) == STEP


def test_what_happens_after_the_hour_does_not_show_with_it(
    registry: CollectorRegistry, clock: list[float]
) -> None:
    """Also where nobody asked meanwhile: the numbers are those of the full hour."""
    counted = counter(registry)
    for _ in range(STEP - 1):
        counted.inc("alarm")
    clock[0] += HOUR
    counted.inc("alarm")
    assert alarms(registry) == 0


def test_what_was_done_only_once_has_no_row_of_its_own(
    registry: CollectorRegistry, clock: list[float]
) -> None:
    counted = counter(registry)
    counted.inc("rare")
    clock[0] += HOUR
    [family] = registry.collect()
    assert [sample.labels for sample in family.samples] == [{"kind": "alarm"}]


def test_how_many_are_there_at_once_is_told_in_fives(registry: CollectorRegistry) -> None:
    gauge = RoundedGauge("streams", "", registry)
    seen = []
    with ExitStack() as open_streams:
        for _ in range(STEP + 1):
            open_streams.enter_context(gauge.one_more())
            seen.append(registry.get_sample_value("streams"))
    assert seen == [0, 0, 0, 0, STEP, STEP]


def test_whoever_leaves_is_not_counted_any_more_also_after_an_error(registry: CollectorRegistry) -> None:
    gauge = RoundedGauge("streams", "", registry)
    for _ in range(STEP):
        with pytest.raises(ValueError), gauge.one_more():
            raise ValueError
    assert registry.get_sample_value("streams") == 0


def test_a_duration_tells_only_its_bucket(registry: CollectorRegistry) -> None:
    durations = Durations("seconds", "", buckets=(0.1, 1, 5), registry=registry)
    for seconds, total in {0.001: 0.1, 0.0999: 0.2, 0.1: 0.3, 0.1001: 1.3, 4.2: 6.3, 77: 16.3}.items():
        durations.observe(seconds)
        assert registry.get_sample_value("seconds_sum") == pytest.approx(total)
    buckets = {"0.1": 3, "1.0": 4, "5.0": 5, "+Inf": 6}
    assert {le: registry.get_sample_value("seconds_bucket", {"le": le}) for le in buckets} == buckets
