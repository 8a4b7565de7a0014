"""Which ports of this machine listen, and for whom, from the kernel's own lists."""

import socket
import sys
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

LISTS = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LISTENS = "0A"
WORD = 4


@dataclass(frozen=True)
class Listening:
    """A socket that waits for connections."""

    address: IPv4Address | IPv6Address
    port: int

    @property
    def is_public(self) -> bool:
        """Whether more than this machine's own programs reach it."""
        mapped = self.address.ipv4_mapped if isinstance(self.address, IPv6Address) else None
        return not (mapped or self.address).is_loopback


def parse(text: str) -> list[Listening]:
    """Reads one list: addresses are hexadecimal, each four bytes in the processor's order."""
    found = []
    for line in text.splitlines()[1:]:
        _, local, _, state, *_ = line.split()
        if state != LISTENS:
            continue
        address, port = local.split(":")
        packed = bytes.fromhex(address)
        words = [packed[start : start + WORD] for start in range(0, len(packed), WORD)]
        if sys.byteorder == "little":
            words = [word[::-1] for word in words]
        found.append(Listening(ip_address(b"".join(words)), int(port, 16)))
    return found


def listening() -> list[Listening]:
    """All that listens; without IPv6 there is one list only."""
    return [each for path in LISTS if path.exists() for each in parse(path.read_text(encoding="ascii"))]


def is_here(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
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
