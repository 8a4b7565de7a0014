"""The listening sockets of this machine."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import psutil


@dataclass(frozen=True)
class Listening:
    """A listening socket."""

    address: IPv4Address | IPv6Address
    port: int

    @property
    def is_public(self) -> bool:
        """Whether it is not limited to loopback."""
        mapped = self.address.ipv4_mapped if isinstance(self.address, IPv6Address) else None
        return not (mapped or self.address).is_loopback


def listening() -> list[Listening]:
    """All listening TCP sockets, of all processes."""
    return [
        Listening(ip_address(each.laddr.ip), each.laddr.port)
        for each in psutil.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN and each.laddr
    ]


def is_here(host: str) -> bool:
    """Whether a host name or address is this machine's."""
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(_can_bind(family, address) for family, _, _, _, address in found)


def _can_bind(family: socket.AddressFamily, address: Any) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind(address)
    except OSError:
        return False
    return True
