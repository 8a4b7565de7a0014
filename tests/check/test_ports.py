"""Only nginx is to be reached by others: any other open door is told."""

import socket
from dataclasses import replace
from ipaddress import ip_address

import pytest

from bot.check import ports
from bot.check.ports import Ports, gather, named, of_postgres, results
from bot.check.processes import Kind, Process
from bot.check.results import Verdict
from bot.check.sockets import Listening
from bot.settings import Settings
from lab.postgres import Postgres

OURS = {5005: "Rasa", 5432: "PostgreSQL", 8080: "Webbfronten"}


def listens(address: str, port: int) -> Listening:
    return Listening(ip_address(address), port)


def test_ports_on_loopback_and_what_is_not_ours_are_in_order() -> None:
    sockets = (listens("127.0.0.1", 5005), listens("::1", 5432), listens("0.0.0.0", 443))
    [line] = results(Ports(sockets, OURS))
    assert line.verdict is Verdict.FINE


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.10"])
def test_a_port_that_others_can_reach_is_told(address: str) -> None:
    sockets = (listens("127.0.0.1", 8080), listens(address, 5005), listens(address, 5432))
    [line] = results(Ports(sockets, OURS))
    assert line.verdict is Verdict.WRONG
    assert "Rasa (port 5005), PostgreSQL (port 5432)" in line.text
    assert "8080" not in line.text


def test_in_a_container_it_is_the_other_containers_that_reach_it() -> None:
    [line] = results(Ports((listens("0.0.0.0", 8080),), OURS, in_container=True))
    assert line.verdict is Verdict.ADVICE
    assert "Webbfronten (port 8080)" in line.text


def test_what_cannot_be_seen_is_not_taken_for_safe() -> None:
    assert [each.verdict for each in results(Ports((), OURS, unseen=("Rasa",)))] == [Verdict.ADVICE]
    lines = list(results(Ports((), OURS, elsewhere=("Redis", "PostgreSQL"))))
    assert [each.verdict for each in lines] == [Verdict.FINE, Verdict.ADVICE]
    assert "Redis, PostgreSQL" in lines[1].text
    open_too = list(results(Ports((listens("::", 8080),), OURS, unseen=("Rasa",))))
    assert [each.verdict for each in open_too] == [Verdict.WRONG, Verdict.ADVICE]


def test_every_server_that_the_settings_or_the_processes_name_is_looked_at() -> None:
    settings = Settings(
        web_port=8081,
        rasa_url="http://127.0.0.1:5000",
        actions_url="http://actions:5050/webhook",
        redis_host="127.0.0.1",
        redis_port=6380,
        database_url="postgresql://v:tulpan@10.0.0.5/arenden",
        conversations_url="postgresql://v:tulpan@127.0.0.1:5433/samtal",
    )
    processes = [Process(Kind.RASA, 5006, "false"), Process(Kind.ACTIONS, 5056, None)]
    assert named(settings, processes) == [
        ("Webbfronten", "127.0.0.1", 8081),
        ("Rasa", "127.0.0.1", 5006),
        ("Åtgärdsservern", "127.0.0.1", 5056),
        ("Rasa", "127.0.0.1", 5000),
        ("Åtgärdsservern", "actions", 5050),
        ("Redis", "127.0.0.1", 6380),
        ("PostgreSQL", "10.0.0.5", 5432),
        ("PostgreSQL", "127.0.0.1", 5433),
    ]


def test_the_ports_of_metrics_are_ours_and_an_open_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = [Process(Kind.RASA, 5006, "false"), Process(Kind.ACTIONS, 5056, None)]
    settings = Settings(web_port=8080, web_workers=2, metrics_port_offset=1000)
    told = [port for name, _, port in named(settings, processes) if name == ports.METRICS]
    assert told == [9080, 9081, 9082, 6006, 6056]
    monkeypatch.setattr(ports, "running", lambda: processes)
    found = gather(settings)
    assert {port for port, name in found.ours.items() if name == ports.METRICS} == set(told)
    opened = replace(found, listening=(listens("0.0.0.0", 6006),), in_container=False)
    first, *_ = results(opened)
    assert first.verdict is Verdict.WRONG
    assert "Mätvärdena (port 6006)" in first.text


def test_a_database_reached_by_a_file_tells_itself_whether_it_has_a_port(postgres: Postgres) -> None:
    name = postgres.create()
    assert of_postgres(postgres.url(name)) is None
    postgres.drop(name)
    assert of_postgres("postgresql:///arenden?host=/nowhere") is None


def test_an_open_door_of_this_machine_is_found_and_what_is_elsewhere_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ports, "running", lambda: [Process(Kind.RASA, 1, "false")])
    with socket.create_server(("0.0.0.0", 0)) as server:
        port = server.getsockname()[1]
        settings = Settings(web_port=port, redis_host="203.0.113.7")
        found = replace(gather(settings), in_container=False)
    assert found.elsewhere == ("Redis",)
    assert found.unseen == ("Åtgärdsservern",)
    assert {1: "Rasa", 5005: "Rasa", 5055: "Åtgärdsservern", port: "Webbfronten"} == found.ours
    first, *_ = results(found)
    assert first.verdict is Verdict.WRONG
    assert f"Webbfronten (port {port})" in first.text
