"""A municipality's profile: what is its own rather than the law's or the programme's."""

from bot.municipality.profile import Profile, ProfileError, load_profile

__all__ = ["Profile", "ProfileError", "load_profile"]
