"""Where a process shows its metrics: a port of its own, for Prometheus on the same machine.

The page is made anew once a minute, whoever asks and how often: what changes between is not told.
"""

import logging
import time
from collections.abc import Iterable
from enum import Enum

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, start_http_server
from prometheus_client.registry import Collector

from bot.metrics import BUILD, REGISTRY
from bot.run import train
from bot.settings import ROOT, Settings
from bot.version import VERSION

MINUTE = 60.0
SHOWN = frozenset({"process_resident_memory_bytes", "process_start_time_seconds"})
"""Of the process itself. Its processor time and open files would tell of each visitor."""

CONTENT = ("data/responses/**/*.yml", "bot/municipality/**/*.yml")
"""What visitors read."""

SHORT = 12
"""Characters of a fingerprint: enough to compare."""

logger = logging.getLogger(__name__)


class Server(Enum):
    """Which of the processes it is, as its metrics name it."""

    FRONT = "front"
    RASA = "rasa"
    ACTIONS = "actions"


class OfTheProcess(Collector):
    """Its memory and when it started."""

    def __init__(self) -> None:
        self._all = ProcessCollector(registry=None)

    def collect(self) -> Iterable[Metric]:
        """Those of the library's that are SHOWN."""
        return [each for each in self._all.collect() if each.name in SHOWN]


class EachMinute(Collector):
    """What is collected stands for a minute."""

    def __init__(self, *collectors: Collector | CollectorRegistry) -> None:
        self._collectors = collectors
        self._made: list[Metric] = []
        self._made_at = -MINUTE

    def collect(self) -> Iterable[Metric]:
        """What there was at some moment within the last minute."""
        now = time.monotonic()
        if now - self._made_at >= MINUTE:
            self._made_at = now
            self._made = [metric for each in self._collectors for metric in each.collect()]
        return self._made


def metrics_ports(settings: Settings, port: int, workers: int = 1) -> range:
    """The ports of a server's metrics, given its own port; of several workers each has one.

    One is to spare: while workers are replaced, the new one is there before the old one has gone.
    """
    first = port + settings.metrics_port_offset
    return range(first, first + workers + (workers > 1)) if settings.metrics_port_offset else range(0)


def _model(server: Server) -> str:
    """What the model that Rasa reads was made of; in the other processes, what lies here to make one of."""
    if server is Server.RASA and train.FINGERPRINT.exists():
        return train.FINGERPRINT.read_text()[:SHORT]
    return train.fingerprint()[:SHORT]


def publish_metrics(server: Server, settings: Settings, port: int, workers: int = 1) -> None:
    """Shows this process's metrics on the first free one of its ports, until the process ends.

    Where none is free it serves without: visitors come first, and Prometheus tells that a target is missing.
    """
    ports = metrics_ports(settings, port, workers)
    if not ports:
        return
    content = train.digest(ROOT, CONTENT)[:SHORT]
    BUILD.info({"process": server.value, "version": VERSION, "model": _model(server), "content": content})
    page = CollectorRegistry()
    page.register(EachMinute(REGISTRY, OfTheProcess()))
    for each in ports:
        try:
            start_http_server(each, settings.metrics_host, page)
        except (OSError, OverflowError):
            continue
        return
    logger.warning("No port is free for the metrics.")
