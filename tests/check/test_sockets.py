"""Which sockets listen, and for whom."""

import socket
from ipaddress import ip_address
from types import SimpleNamespace

import psutil
import pytest

from bot.check.sockets import Listening, is_here, listening


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("0.0.0.0", True),
        ("127.0.0.1", False),
        ("127.0.0.53", False),
        ("192.168.1.10", True),
        ("::", True),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:192.168.1.10", True),
        ("fd00::2", True),
    ],
)
def test_others_reach_what_listens_on_more_than_loopback(address: str, is_public: bool) -> None:
    assert Listening(ip_address(address), 5005).is_public is is_public


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_socket_of_our_own_is_found_on_this_machine(host: str) -> None:
    with socket.create_server((host, 0)) as server:
        port = server.getsockname()[1]
        assert [each for each in listening() if each.port == port] == [Listening(ip_address(host), port)]


def test_addresses_of_either_family_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every machine has IPv6."""
    addresses = ["127.0.0.1", "::", "::1", "::ffff:127.0.0.1"]
    listed = [
        SimpleNamespace(laddr=SimpleNamespace(ip=ip, port=1), status=psutil.CONN_LISTEN) for ip in addresses
    ]
    monkeypatch.setattr(psutil, "net_connections", lambda _: listed)
    assert [str(each.address) for each in listening()] == [str(ip_address(each)) for each in addresses]


def test_a_connection_is_not_a_listening_socket() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as own,
    ):
        assert own.getsockname()[1] not in {each.port for each in listening()}


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("localhost", True), ("203.0.113.7", False)])
def test_this_machines_addresses_are_told_from_others(host: str, here: bool) -> None:
    assert is_here(host) is here
