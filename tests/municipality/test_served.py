"""To which municipality something belongs."""

import pytest

from bot.conversations.store import sender_of
from bot.municipality import ProfileError, Profiles, UnknownMunicipalityError, load_profiles


@pytest.fixture
def profiles() -> Profiles:
    return load_profiles("eskilstuna botkyrka")


def test_a_conversation_belongs_to_the_municipality_that_its_id_begins_with(profiles: Profiles) -> None:
    assert profiles.of_conversation("botkyrka.0123").key == "botkyrka"


def test_rasas_name_for_a_conversation_tells_its_municipality_and_not_its_id(profiles: Profiles) -> None:
    sender = sender_of("botkyrka.a-token-nobody-may-learn")
    assert profiles.of_conversation(sender).key == "botkyrka"
    assert "token" not in sender


def test_an_id_from_before_there_were_several_is_the_first_ones(profiles: Profiles) -> None:
    assert profiles.of_conversation("0123").key == "eskilstuna"
    assert profiles.of_conversation(sender_of("0123")).key == "eskilstuna"


def test_a_municipality_that_is_not_served_is_refused(profiles: Profiles) -> None:
    with pytest.raises(UnknownMunicipalityError):
        profiles.of_conversation("ingenstans.0123")
    with pytest.raises(UnknownMunicipalityError):
        profiles["ingenstans"]


def test_where_several_are_served_none_is_taken_for_granted(profiles: Profiles) -> None:
    assert profiles.only is None
    assert load_profiles("botkyrka").only is not None


@pytest.mark.parametrize("names", ["", "  ", "eskilstuna ingenstans"])
def test_a_municipality_that_nobody_wrote_a_profile_for_is_told(names: str) -> None:
    with pytest.raises(ProfileError):
        load_profiles(names)
