"""The municipalities that one installation serves, and to which of them a conversation belongs.

A conversation's id begins with its municipality, `eskilstuna.` and so on, and so does the name under which
Rasa knows it. An id without is of the first: such ids stand in pages opened while there was only one.
"""

from collections.abc import Iterator, Mapping

from bot.municipality.profile import Profile
from bot.municipality.reading import ProfileError, load_profile

END_OF_KEY = "."


class UnknownMunicipalityError(LookupError):
    """It is not served here."""


class Profiles(Mapping[str, Profile]):
    """The profiles by key, in the order in which they are served. The first is for pages that name none."""

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
        """How many are served."""
        return len(self._profiles)

    @property
    def first(self) -> Profile:
        """The municipality of pages and conversations that name none."""
        return next(iter(self._profiles.values()))

    @property
    def only(self) -> Profile | None:
        """The municipality that everything must be of, if there is but one."""
        return self.first if len(self) == 1 else None

    def of_conversation(self, id_: str) -> Profile:
        """The municipality to which a conversation belongs, by its id or by Rasa's name for it.

        Raises:
            UnknownMunicipalityError: it is not served here.
        """
        key, separator, _ = id_.partition(END_OF_KEY)
        return self[key] if separator else self.first


def load_profiles(names: str) -> Profiles:
    """The profiles of these names, separated by blanks.

    Raises:
        ProfileError: there is no name, or no such profile, or something in one is not as expected.
    """
    if not names.split():
        raise ProfileError("VAGVISAREN_MUNICIPALITIES nämner ingen kommun.")
    return Profiles(*(load_profile(name) for name in names.split()))
