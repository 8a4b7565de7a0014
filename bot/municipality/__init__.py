"""Municipalities' profiles: what differs between municipalities, and is not law or national."""

from bot.municipality.parts import RetentionDays
from bot.municipality.profile import POLICE, Profile, out_of_order_text
from bot.municipality.reading import ProfileError, load_profile
from bot.municipality.served import Profiles, UnknownMunicipalityError, load_profiles

__all__ = [
    "POLICE",
    "Profile",
    "ProfileError",
    "Profiles",
    "RetentionDays",
    "UnknownMunicipalityError",
    "load_profile",
    "load_profiles",
    "out_of_order_text",
]
