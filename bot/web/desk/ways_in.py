"""How staff may sign in at this installation: with accounts of ours, with the municipality's, or both."""

from dataclasses import dataclass

from bot.intake.models import StaffMember
from bot.settings import Settings
from bot.web.desk.provider import IdentityProvider
from bot.web.desk.rights import Claims


@dataclass(frozen=True)
class WaysIn:
    """What the settings let in."""

    has_local: bool
    provider: IdentityProvider | None
    claims: Claims

    @classmethod
    def set_by(cls, settings: Settings) -> "WaysIn":
        """Those of the settings."""
        provider = IdentityProvider(settings) if settings.oidc_issuer else None
        return cls(settings.local_accounts, provider, Claims.named_by(settings))

    def admit(self, account: StaffMember) -> bool:
        """Whether its kind is let in: switching a way off also ends what was opened by it."""
        return self.has_local if account.external_id is None else self.provider is not None
