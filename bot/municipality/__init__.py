"""A municipality's profile: what is its own rather than the law's or the programme's."""

from bot.municipality.profile import Profile, ProfileError, RetentionDays, load_profile

__all__ = ["Profile", "ProfileError", "RetentionDays", "load_profile"]
