"""How staff may sign in at this installation: with accounts of ours, with the municipality's, or both."""

from dataclasses import dataclass

from bot.intake.models import StaffMember
from bot.settings import Settings
from bot.web.desk.provider import IdentityProvider
from bot.web.desk.rights import Claims


@dataclass(frozen=True)
class SignInMethods:
    """The ways to sign in that the settings allow: `provider` is None without one."""

    has_local: bool
    provider: IdentityProvider | None
    claims: Claims

    @classmethod
    def from_settings(cls, settings: Settings) -> "SignInMethods":
        """The methods that the settings name."""
        provider = IdentityProvider(settings) if settings.oidc_issuer else None
        return cls(settings.local_accounts, provider, Claims.named_by(settings))

    def allow(self, account: StaffMember) -> bool:
        """Whether this kind of account may sign in: switching a method off also ends its open sessions."""
        return self.has_local if account.external_id is None else self.provider is not None
