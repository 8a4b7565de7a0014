"""A desk whose staff sign in at a provider of the test's own."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.municipality import Profiles
from bot.settings import Settings
from tests.support.desk import ORIGIN, Desk
from tests.support.false_provider import CLIENT, FalseProvider
from tests.support.provider_way import SECRET
from tests.web.conftest import StandInRasa


@pytest.fixture
def provider() -> Iterator[FalseProvider]:
    with FalseProvider() as provider:
        yield provider


@pytest.fixture
def settings(web_settings: Settings, provider: FalseProvider) -> Settings:
    return Settings(
        database_url=web_settings.database_url,
        key_file=web_settings.key_file,
        public_url=ORIGIN,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_worker_group="handläggare",
        oidc_administrator_group="administratörer",
    )


@pytest.fixture
def desk(settings: Settings, profiles: Profiles, rasa: StandInRasa) -> Iterator[Desk]:
    with Desk(settings, profiles, rasa.handle) as desk:
        yield desk
