"""Checks that each municipality's profile is complete, so that no visitor is referred to a missing number."""

from collections.abc import Iterator
from datetime import datetime, timezone

from bot.check.results import Result, advice, fine, wrong
from bot.municipality import Profile, ProfileError, load_profiles
from bot.municipality.complete import missing
from bot.settings import Settings


def results(profile: Profile, now: datetime) -> Iterator[Result]:
    """A result for each missing value, and one for the sites that may embed the chat."""
    file = f"bot/municipality/{profile.key}.yml"
    gaps = list(missing(profile, now))
    for gap in gaps:
        yield wrong(f"{profile.name}: {gap.what}", f"{gap.to_do} ({file})")
    if not gaps:
        yield fine(f"{profile.name}: profilen är ifylld.")
    if profile.origins:
        yield fine(
            f"{profile.name}: webbplatser som får visa chatten utöver vår egen: {len(profile.origins)}."
        )
    else:
        to_do = f"fyll i origins, om den ska finnas på fler ({file})."
        yield advice(f"{profile.name}: bara vår egen sida får visa chatten.", to_do)


def check(settings: Settings) -> Iterator[Result]:
    """Reads the profiles, and checks them."""
    try:
        profiles = load_profiles(settings.municipalities)
    except ProfileError as error:
        found = "; ".join(str(error).removesuffix(".").splitlines())
        yield wrong(
            f"En kommuns profil kan inte läsas: {found}.",
            "rätta filen i bot/municipality, eller VAGVISAREN_MUNICIPALITIES.",
        )
        return
    for profile in profiles.values():
        yield from results(profile, datetime.now(timezone.utc))
