"""Role and municipality of somebody who signs in at the identity provider, from its claims."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.intake.external import Rights
from bot.intake.models import Role
from bot.settings import Settings


class Refusal(str, enum.Enum):
    """Why somebody whom the provider has authenticated is refused; the values go into the audit log."""

    NO_GROUP = "varken handläggare eller administratör"
    BOTH_GROUPS = "både handläggare och administratör"
    NO_MUNICIPALITY = "ingen kommun som finns här"


class RefusedError(Exception):
    """The provider has authenticated somebody who has no rights here."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.name)
        self.reason = reason


@dataclass(frozen=True)
class Claims:
    """The names of the claims and groups that decide, as the provider calls them."""

    groups: str
    municipality: str
    group_of: Mapping[Role, str]

    @classmethod
    def named_by(cls, settings: Settings) -> "Claims":
        """The names that the settings give."""
        group_of = {
            Role.WORKER: settings.oidc_worker_group,
            Role.ADMINISTRATOR: settings.oidc_administrator_group,
        }
        return cls(settings.oidc_groups_claim, settings.oidc_municipality_claim, group_of)

    def rights(self, given: Mapping[str, Any], served: Collection[str]) -> Rights:
        """The role and the municipality that the claims grant.

        Raises:
            RefusedError: they do not grant exactly one role and exactly one municipality that is served.
        """
        groups = _values(given.get(self.groups))
        roles = [role for role, group in self.group_of.items() if group in groups]
        if len(roles) != 1:
            raise RefusedError(Refusal.BOTH_GROUPS if roles else Refusal.NO_GROUP)
        municipalities = _values(given.get(self.municipality))
        if len(municipalities) != 1 or municipalities[0] not in served:
            raise RefusedError(Refusal.NO_MUNICIPALITY)
        return Rights(roles[0], municipalities[0])


def _values(claim: object) -> list[str]:
    """A claim's values: providers send a single value or a list."""
    values = claim if isinstance(claim, list) else [claim]
    return [value for value in values if isinstance(value, str) and value]
