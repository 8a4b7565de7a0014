"""The municipalities that one installation serves, and which of them a conversation belongs to.

A conversation's id, and Rasa's name for it, begin with the municipality's key: `eskilstuna.` and so on. An id
without one belongs to the first municipality: pages that were opened when there was only one have such ids.
"""

from collections.abc import Iterator, Mapping

from bot.municipality.profile import Profile
from bot.municipality.reading import ProfileError, load_profile

END_OF_KEY = "."


class UnknownMunicipalityError(LookupError):
    """This installation does not serve the municipality."""


class Profiles(Mapping[str, Profile]):
    """The profiles by key, in the order of the setting. The first is the default for pages that name none."""

    def __init__(self, *profiles: Profile) -> None:
        self._profiles = {profile.key: profile for profile in profiles}

    def __getitem__(self, key: str) -> Profile:
        """The municipality of this key.

        Raises:
            UnknownMunicipalityError: it is not served here.
        """
        if key not in self._profiles:
            raise UnknownMunicipalityError(key)
        return self._profiles[key]

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._profiles)

    def __len__(self) -> int:
        """The number of municipalities."""
        return len(self._profiles)

    @property
    def first(self) -> Profile:
        """The default for pages and conversations that name none."""
        return next(iter(self._profiles.values()))

    @property
    def only(self) -> Profile | None:
        """The only municipality, or None if there are several."""
        return self.first if len(self) == 1 else None

    def of_conversation(self, id_: str) -> Profile:
        """The municipality that a conversation belongs to, by its id or by Rasa's name for it.

        Raises:
            UnknownMunicipalityError: it is not served here.
        """
        key, separator, _ = id_.partition(END_OF_KEY)
        return self[key] if separator else self.first


def load_profiles(names: str) -> Profiles:
    """The profiles of these names, separated by blanks.

    Raises:
        ProfileError: there is no name, or a profile is missing or invalid.
    """
    if not names.split():
        raise ProfileError("VAGVISAREN_MUNICIPALITIES nämner ingen kommun.")
    return Profiles(*(load_profile(name) for name in names.split()))
