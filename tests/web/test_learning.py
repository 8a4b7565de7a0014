"""What the assistant did not understand is kept only where the municipality wants it, never with a name."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.intake import not_understood
from bot.intake.case_store import CaseStore
from bot.municipality import Profile, load_profiles
from bot.settings import Settings
from bot.web.app import create_app
from tests.support.desk import write
from tests.web.conftest import StandInRasa

NOT_UNDERSTOOD = [{"text": "Nu förstod jag inte riktigt.", "kind": "not_understood"}]


@pytest.fixture
def rasa() -> StandInRasa:
    return StandInRasa(answer=lambda _: NOT_UNDERSTOOD)


@pytest.fixture
def profile(profile: Profile) -> Profile:
    """One whose municipality has decided to learn."""
    return profile.model_copy(update={"keeps_not_understood": True})


def kept(case_store: CaseStore) -> list[str]:
    with case_store.transaction() as session:
        return [entry.text for entry in not_understood.everything(session, case_store.vault, "eskilstuna")]


def test_a_message_that_was_not_understood_is_kept_without_names(
    client: TestClient, conversation: str, case_store: CaseStore
) -> None:
    write(client, conversation, "får mohammed ta med hunden")
    assert kept(case_store) == ["får [person] ta med hunden"]


def test_a_message_that_was_understood_is_not(
    client: TestClient, conversation: str, case_store: CaseStore, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: [{"text": "Svar"}]
    write(client, conversation, "vad är det här")
    assert kept(case_store) == []


def test_a_message_that_is_sent_again_is_kept_once(
    client: TestClient, conversation: str, case_store: CaseStore, rasa: StandInRasa
) -> None:
    write(client, conversation, "får man ta med hunden")
    first = rasa.answer
    rasa.answer = lambda text: [{**reply, "again": True} for reply in first(text)]
    write(client, conversation, "får man ta med hunden")
    assert kept(case_store) == ["får man ta med hunden"]


def test_where_the_recogniser_is_unsure_nothing_is_kept(
    client: TestClient, conversation: str, case_store: CaseStore
) -> None:
    write(client, conversation, "får Qvarzilina och hennes bror hjälp av er")
    assert kept(case_store) == []


class TestByDefault:
    """As the profile has it until the municipality decides."""

    @pytest.fixture
    def client(self, rasa: StandInRasa, web_settings: Settings) -> Iterator[TestClient]:
        app: Any = create_app(web_settings, load_profiles("eskilstuna"), httpx.MockTransport(rasa.handle))
        with TestClient(app) as client:
            yield client

    def test_nothing_is_kept(self, client: TestClient, conversation: str, case_store: CaseStore) -> None:
        assert write(client, conversation, "får man ta med hunden").status_code == 200
        assert kept(case_store) == []
