"""Settings that are not fit for the public are named, with what to do in Swedish."""

from collections.abc import Mapping

import pytest
from pydantic import SecretStr

from bot.check.configuration import TO_DO, check, results
from bot.check.results import Verdict
from bot.run.production import Kind, Reason
from bot.settings import Settings
from lab.settings import settings_of

READY: Mapping[str, object] = {"production": True, "public_url": "https://chat.example.se"}
SHARED: Mapping[str, object] = {
    "database_url": "postgresql://v:s@h/a",
    "conversations_url": "postgresql://v:s@h/b",
    "redis_host": "r",
    "redis_password": SecretStr("another-secret"),
}
OIDC: Mapping[str, object] = {
    "oidc_issuer": "https://id.example.se",
    "oidc_client_id": "vagvisaren",
    "oidc_client_secret": SecretStr("a-secret"),
    "oidc_worker_group": "handläggare",
    "oidc_administrator_group": "administratörer",
}


def test_settings_that_are_in_order_are_one_line() -> None:
    for settings in (settings_of(READY), settings_of({**READY, **SHARED}), settings_of({**READY, **OIDC})):
        [line] = check(settings)
        assert line.verdict is Verdict.FINE


def test_outside_production_it_is_only_said_that_it_is_not_production() -> None:
    [line] = check(Settings(web_workers=4))
    assert line.verdict is Verdict.ADVICE
    assert "VAGVISAREN_PRODUCTION" in line.text


@pytest.mark.parametrize(
    ("changed", "names", "to_do"),
    [
        ({"keys": "byt-ut-mig"}, "KEYS", "er egen hemlighet där det står byt-ut-mig."),
        ({"redis_password": "byt-ut-mig"}, "REDIS_PASSWORD", "er egen hemlighet där det står byt-ut-mig."),
        ({**OIDC, "oidc_client_secret": "byt-ut-mig"}, "OIDC_CLIENT_SECRET", "er egen hemlighet"),
        ({"database_url": "postgresql://v:byt-ut-mig@h/a"}, "DATABASE_URL", "er egen hemlighet"),
        ({"public_url": "http://chat.example.se"}, "PUBLIC_URL", "med https:// som besökarna använder."),
        ({**SHARED, "conversations_url": "sqlite://"}, "CONVERSATIONS_URL", "postgresql://"),
        ({**SHARED, "redis_password": ""}, "REDIS_PASSWORD", "samma som requirepass i Redis"),
        ({**OIDC, "oidc_client_id": ""}, "OIDC_CLIENT_ID", "fyll i, "),
        (
            {**OIDC, "oidc_client_id": "", "oidc_worker_group": ""},
            "OIDC_CLIENT_ID, VAGVISAREN_OIDC_WORKER_GROUP",
            "fyll i, ",
        ),
        ({**OIDC, "oidc_issuer": "http://id.example.se"}, "OIDC_ISSUER", "leverantörens adress med https://"),
        (
            {**OIDC, "oidc_worker_group": "alla", "oidc_administrator_group": "alla"},
            "OIDC_WORKER_GROUP",
            "en annan grupp än administratörernas",
        ),
        ({"local_accounts": False}, "LOCAL_ACCOUNTS", "sätt den till true, eller fyll i raderna"),
    ],
)
def test_each_setting_to_mend_is_named_with_what_to_do(
    changed: Mapping[str, object], names: str, to_do: str
) -> None:
    [line] = check(settings_of({**READY, **changed}))
    assert line.verdict is Verdict.WRONG
    assert line.text.startswith(f"VAGVISAREN_{names} duger inte i drift. Gör så här: ")
    assert to_do in line.text


def test_every_kind_of_reason_has_advice_of_its_own() -> None:
    assert set(TO_DO) == set(Kind)
    assert len(set(TO_DO.values())) == len(Kind)


def test_each_reason_is_a_line() -> None:
    found = list(results(True, [Reason(kind, ("A", "B")) for kind in Kind]))
    assert [line.verdict for line in found] == [Verdict.WRONG] * len(Kind)
    assert all(line.text.startswith("A, B duger inte i drift.") for line in found)
