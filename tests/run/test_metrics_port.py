"""Where metrics are shown: nowhere unless it is asked for, on loopback, and not finer than by the minute."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from prometheus_client import CollectorRegistry, Gauge, Metric, start_http_server

from bot.check.sockets import listening
from bot.run.metrics_port import MINUTE, EachMinute, OfTheProcess, Server, metrics_ports, publish_metrics
from bot.settings import Settings
from lab.processes import free_offset, free_port


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """The servers that are started, and stopped after the test."""
    servers: list[Any] = []
    original = start_http_server

    def start(*arguments: Any) -> None:
        servers.append(original(*arguments)[0])

    monkeypatch.setattr("bot.run.metrics_port.start_http_server", start)
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


def settings(port: int, **more: Any) -> Settings:
    return Settings(metrics_port_offset=free_offset(port, port + 1, port + 2), **more)


@contextmanager
def taken(port: int) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)):
        yield


def test_nothing_is_shown_unless_it_is_asked_for(started: list[Any]) -> None:
    assert list(metrics_ports(Settings(), 8080, 2)) == []
    publish_metrics(Server.FRONT, Settings(), free_port())
    assert started == []


def test_each_server_has_a_port_of_its_own_and_workers_one_to_spare() -> None:
    asked_for = Settings(metrics_port_offset=1000)
    assert list(metrics_ports(asked_for, 5005)) == [6005]
    assert list(metrics_ports(asked_for, 8080, 2)) == [9080, 9081, 9082]


def test_metrics_are_bound_to_loopback_and_nothing_else(started: list[Any]) -> None:
    port = free_port()
    asked_for = settings(port)
    publish_metrics(Server.ACTIONS, asked_for, port)
    own = port + asked_for.metrics_port_offset
    assert [str(each.address) for each in listening() if each.port == own] == ["127.0.0.1"]
    page = httpx.get(f"http://127.0.0.1:{own}/metrics").text
    assert 'vagvisaren_build_info{content="' in page and 'process="actions"' in page


def test_a_worker_takes_the_first_port_that_no_other_has(started: list[Any]) -> None:
    port = free_port()
    asked_for = settings(port)
    first, second, _ = metrics_ports(asked_for, port, 2)
    with taken(first):
        publish_metrics(Server.FRONT, asked_for, port, 2)
    assert [server.server_address for server in started] == [("127.0.0.1", second)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_server_that_finds_no_port_serves_all_the_same(
    workers: int, started: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    port = 65_535 - 50_000 + 1  # and so beyond the last there is
    publish_metrics(Server.FRONT, Settings(metrics_port_offset=50_000), port, workers)
    assert started == []
    assert len(caplog.records) == 1
    assert "No port is free for the metrics." in caplog.text


def test_the_page_is_made_anew_once_a_minute_however_often_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr("bot.run.metrics_port.time.monotonic", lambda: now[0])
    registry = CollectorRegistry()
    gauge = Gauge("number", "", registry=registry)
    each_minute = EachMinute(registry)

    def seen(metrics: Iterable[Metric]) -> list[float]:
        return [sample.value for metric in metrics for sample in metric.samples]

    assert seen(each_minute.collect()) == [0]
    gauge.set(1)
    now[0] += MINUTE - 0.001
    assert seen(each_minute.collect()) == [0]
    now[0] += 0.001
    assert seen(each_minute.collect()) == [1]


def test_the_process_tells_its_memory_and_its_start_and_not_what_each_visitor_costs() -> None:
    told = {metric.name for metric in OfTheProcess().collect()}
    assert told == {"process_resident_memory_bytes", "process_start_time_seconds"}
