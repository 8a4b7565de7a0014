"""Addresses for visitors on this machine, as nginx limits what one address may do."""

from ipaddress import IPv4Address
from random import Random

LOOPBACK = int(IPv4Address("127.0.0.0"))
NEIGHBOURS = 2**16
"""The first addresses are left to servers and to those who want a certain one."""

_chance = Random()


def address_of_its_own() -> str:
    """A random loopback address: like another machine, as long as few are taken of sixteen million."""
    return str(IPv4Address(LOOPBACK + _chance.randrange(NEIGHBOURS, 2**24 - 1)))
