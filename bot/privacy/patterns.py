"""Finds everything that a pattern can match: numbers, contact details, addresses, named places."""

from collections.abc import Callable, Iterator

from bot.privacy.addresses import find_addresses
from bot.privacy.contacts import find_emails, find_handles
from bot.privacy.found import Found
from bot.privacy.numbers import find_identities, find_long_numbers, find_phones, find_plates
from bot.privacy.places import find_named_places

FINDERS: tuple[Callable[[str], Iterator[Found]], ...] = (
    find_identities,
    find_phones,
    find_long_numbers,
    find_plates,
    find_emails,
    find_handles,
    find_addresses,
    find_named_places,
)


def find_patterns(text: str) -> list[Found]:
    """All matches of all patterns; they may overlap."""
    return [found for finder in FINDERS for found in finder(text)]
