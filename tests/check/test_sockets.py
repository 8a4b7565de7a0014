"""Which sockets listen, and for whom, is read as the kernel writes it."""

import socket
from ipaddress import ip_address

import pytest

from bot.check.sockets import Listening, is_here, listening, parse

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
REST = "00000000:00000000 00:00000000 00000000     0        0 1611 1 0000000021409ba9 100 0 0 10 0\n"
EVERYBODY = "00000000000000000000000000000000"


def line(local: str, state: str = "0A") -> str:
    remote = "0" * len(local.split(":", maxsplit=1)[0])
    return f"   0: {local} {remote}:0000 {state} {REST}"


@pytest.mark.parametrize(
    ("local", "address", "port", "is_public"),
    [
        ("00000000:1389", "0.0.0.0", 5001, True),
        ("0100007F:1F90", "127.0.0.1", 8080, False),
        ("3500007F:0035", "127.0.0.53", 53, False),
        ("0A01A8C0:1538", "192.168.1.10", 5432, True),
        (f"{EVERYBODY}:138D", "::", 5005, True),
        ("00000000000000000000000001000000:138D", "::1", 5005, False),
        ("0000000000000000FFFF00000100007F:138D", "::ffff:127.0.0.1", 5005, False),
        ("0000000000000000FFFF00000A01A8C0:138D", "::ffff:192.168.1.10", 5005, True),
        ("000000FD000000000000000002000000:138D", "fd00::2", 5005, True),
    ],
)
def test_a_listening_socket_and_whether_others_reach_it(
    local: str, address: str, port: int, is_public: bool
) -> None:
    [found] = parse(HEAD + line(local))
    assert found == Listening(ip_address(address), port)
    assert found.is_public is is_public


def test_a_connection_is_not_a_listening_socket() -> None:
    assert parse(HEAD + line("00000000:1389", "01")) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_socket_of_our_own_is_found_on_this_machine(host: str) -> None:
    with socket.create_server((host, 0)) as server:
        port = server.getsockname()[1]
        assert [each for each in listening() if each.port == port] == [Listening(ip_address(host), port)]


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("localhost", True), ("203.0.113.7", False)])
def test_this_machines_addresses_are_told_from_others(host: str, here: bool) -> None:
    assert is_here(host) is here
