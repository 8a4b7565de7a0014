"""Metrics stay inside: nginx passes none on, and the dashboard asks for what there is."""

import json
import re
from typing import Any

import pytest
import yaml

from bot.run.metrics_port import metrics_ports
from bot.settings import ROOT, Settings
from tests.deploy.test_files import DEPLOY, composed, example
from tests.support.metric_names import METRICS, VALUES, series

NGINX = sorted((DEPLOY / "nginx").glob("*.conf"))
DASHBOARD = DEPLOY / "grafana/vagvisaren.json"
OF_PROMETHEUS = {"up"}
"""What Prometheus itself says of each target."""


def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    return Settings()


def own_ports(settings: Settings) -> dict[int, int]:
    """The port of each server that deploy/nginx divides work between, and how many workers it has."""
    text = (DEPLOY / "nginx/upstreams.conf").read_text(encoding="utf-8")
    found = {int(port): 1 for port in re.findall(r"server 127\.0\.0\.1:(\d+)", text)}
    assert {5005, 5006, 5055, 5056, settings.web_port} <= set(found)
    return found | {settings.web_port: settings.web_workers}


def test_production_shows_metrics_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = settings(monkeypatch)
    assert asked_for.metrics_port_offset > 0
    assert asked_for.metrics_host == Settings.model_fields["metrics_host"].default == "127.0.0.1"


def test_nginx_passes_no_metrics_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = settings(monkeypatch)
    hidden = {
        each
        for port, workers in own_ports(asked_for).items()
        for each in metrics_ports(asked_for, port, workers)
    }
    assert len(hidden) == 7
    text = "\n".join(path.read_text(encoding="utf-8") for path in NGINX)
    text += composed()["configs"]["upstream"]["content"]
    assert hidden & {int(port) for port in re.findall(r"\b\d{2,5}\b", text)} == set()
    passed_on = set(re.findall(r"proxy_pass\s+(\S+?);", text))
    assert passed_on == {"http://vagvisaren_web", "http://vagvisaren_rasa", "http://vagvisaren_actions"}


def test_in_containers_metrics_are_shown_to_the_network_inside_alone() -> None:
    services = composed()["services"]
    for name in ("web", "rasa", "actions"):
        assert services[name]["environment"]["VAGVISAREN_METRICS_HOST"] == "0.0.0.0"
        assert services[name]["networks"] == ["inside"] and "ports" not in services[name]
    assert composed()["networks"]["inside"] == {"internal": True}


def queries() -> list[str]:
    def found(node: Any) -> list[str]:
        if isinstance(node, list):
            return [expr for each in node for expr in found(each)]
        if not isinstance(node, dict):
            return []
        own = [str(node["expr"])] if "expr" in node else []
        return own + [expr for each in node.values() for expr in found(each)]

    return found(json.loads(DASHBOARD.read_text(encoding="utf-8")))


def named(query: str) -> set[str]:
    """The series that a query or an alert asks for."""
    return set(re.findall(r"\b(?:vagvisaren|process)_\w+|\bup\b", query))


def asked(query: str) -> list[tuple[str, str]]:
    """Each label, and what it is asked to be."""
    return re.findall(r'(\w+)="([^"]*)"', query)


def test_every_metric_of_the_dashboard_exists() -> None:
    assert len(queries()) > 8
    assert {name for query in queries() for name in named(query)} <= series() | OF_PROMETHEUS
    assert all(named(query) for query in queries())
    for query in queries():
        for label, value in asked(query):
            assert value in VALUES.get(label, {value} if label == "job" else ()), query


def test_the_dashboard_shows_every_metric_of_ours() -> None:
    told = {name for query in queries() for name in named(query)}
    endings = re.compile(r"_(total|bucket|count|sum)$")
    ours = {name for names in METRICS.values() for name in names} - {"process_start_time_seconds"}
    assert ours <= {endings.sub("", name) for name in told} | told


def test_every_metric_that_the_guide_watches_exists() -> None:
    guide = (ROOT / "docs/drift.md").read_text(encoding="utf-8")
    told = named(guide) - {f"vagvisaren_{upstream}" for upstream in ("web", "rasa", "actions")}
    told -= {*re.findall(r"CREATE ROLE (\w+)", guide)}
    assert len(told) > 8
    assert told <= series() | OF_PROMETHEUS


def test_prometheus_is_told_to_look_at_the_ports_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = settings(monkeypatch)
    guide = (ROOT / "docs/drift.md").read_text(encoding="utf-8")
    [block] = [
        each
        for each in re.findall(r"^```\w*\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
        if "scrape_configs" in each
    ]
    [config] = yaml.safe_load(block)["scrape_configs"]
    targets = {target for each in config["static_configs"] for target in each["targets"]}
    assert targets == {
        f"127.0.0.1:{each}"
        for port, workers in own_ports(asked_for).items()
        for each in metrics_ports(asked_for, port, workers)
    }
