"""Each of several workers of the front shows its own metrics, also the one that takes a dead one's place."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from bot.check.sockets import listening
from bot.run.metrics_port import metrics_ports
from bot.settings import Settings
from lab.processes import Processes, free_offset, servers_on_free_ports
from tests.support.metric_names import total

WORKERS = 2
WITHIN = 60
"""Seconds, on a machine that others use."""


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Processes]:
    """The front alone, which answers visitors without Rasa as it is turned off."""
    servers = servers_on_free_ports(tmp_path)
    offset = free_offset(*range(servers.web_port, servers.web_port + WORKERS + 1))
    extra = {
        "VAGVISAREN_TURNED_OFF": "true",
        "VAGVISAREN_WEB_WORKERS": str(WORKERS),
        "VAGVISAREN_METRICS_PORT_OFFSET": str(offset),
    }
    with Processes(servers, tmp_path / "log", extra).run("web") as running:
        yield running


def started(front: Processes) -> dict[int, float]:
    """When the worker at each port of metrics was started."""
    offset = int(front.environment["VAGVISAREN_METRICS_PORT_OFFSET"])
    found = {}
    for port in metrics_ports(Settings(metrics_port_offset=offset), front.servers.web_port, WORKERS):
        with suppress(httpx.HTTPError):
            page = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=2).text
            found[port] = total(page, "process_start_time_seconds")
    return found


def wait_for_workers(front: Processes) -> dict[int, float]:
    start = time.monotonic()
    while len(found := started(front)) < WORKERS:
        assert time.monotonic() - start < WITHIN, found
        time.sleep(0.2)
    return found


def test_each_worker_has_its_own_page_on_loopback_and_so_has_a_new_one(front: Processes) -> None:
    before = wait_for_workers(front)
    assert len(before) == WORKERS
    assert {str(each.address) for each in listening() if each.port in before} == {"127.0.0.1"}
    killed = min(before)
    next(
        each
        for each in psutil.Process(front.pid("web")).children()
        if any(address.laddr.port == killed for address in each.net_connections("tcp") if address.laddr)
    ).kill()
    start = time.monotonic()
    while (after := started(front)).get(killed, before[killed]) == before[killed]:
        assert time.monotonic() - start < WITHIN, after
        time.sleep(0.2)
    assert {port: when for port, when in after.items() if port != killed} == {
        port: when for port, when in before.items() if port != killed
    }
