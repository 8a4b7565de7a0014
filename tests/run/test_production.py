"""Nothing serves the public with settings that are not safe, and each reason is one line on what to do."""

import os
import subprocess
from collections.abc import Mapping

import pytest
from pydantic import SecretStr

from bot.run.environments import Environment
from bot.run.production import EXAMPLE, Kind, NotReadyError, Reason, reasons, refuse_unless_ready
from bot.settings import ROOT, Settings
from lab.settings import settings_of

READY: Mapping[str, object] = {
    "production": True,
    "public_url": "https://chat.example.se",
    "database_url": "postgresql://vagvisaren:a-secret@127.0.0.1/arenden",
    "conversations_url": "postgresql://vagvisaren:a-secret@127.0.0.1/samtal",
    "web_workers": 2,
    "redis_host": "127.0.0.1",
    "redis_password": SecretStr("another-secret"),
}
OIDC: Mapping[str, object] = {
    "oidc_issuer": "https://id.example.se",
    "oidc_client_id": "vagvisaren",
    "oidc_client_secret": SecretStr("a-third-secret"),
    "oidc_worker_group": "handläggare",
    "oidc_administrator_group": "administratörer",
}


def test_settings_that_are_in_order_may_serve_the_public() -> None:
    assert list(reasons(settings_of(READY))) == []
    refuse_unless_ready(settings_of(READY))


@pytest.mark.parametrize("local_accounts", [True, False])
def test_staff_may_sign_in_by_openid_connect_beside_local_accounts_or_instead(local_accounts: bool) -> None:
    assert list(reasons(settings_of({**READY, **OIDC, "local_accounts": local_accounts}))) == []


def test_one_worker_may_serve_the_public_on_sqlite() -> None:
    small = Settings(production=True, public_url="https://chat.example.se")
    assert list(reasons(small)) == []


REASONS = [
    (
        {"database_url": f"postgresql://vagvisaren:{EXAMPLE}@127.0.0.1/arenden"},
        Kind.EXAMPLE_LEFT,
        "DATABASE_URL",
    ),
    (
        {"conversations_url": f"postgresql://vagvisaren:{EXAMPLE}@127.0.0.1/samtal"},
        Kind.EXAMPLE_LEFT,
        "CONVERSATIONS_URL",
    ),
    ({"keys": SecretStr(EXAMPLE)}, Kind.EXAMPLE_LEFT, "KEYS"),
    ({"redis_password": SecretStr(EXAMPLE)}, Kind.EXAMPLE_LEFT, "REDIS_PASSWORD"),
    ({**OIDC, "oidc_client_secret": SecretStr(EXAMPLE)}, Kind.EXAMPLE_LEFT, "OIDC_CLIENT_SECRET"),
    ({"public_url": ""}, Kind.PLAIN_PUBLIC_URL, "PUBLIC_URL"),
    ({"public_url": "http://chat.example.se"}, Kind.PLAIN_PUBLIC_URL, "PUBLIC_URL"),
    ({"public_url": "https://"}, Kind.PLAIN_PUBLIC_URL, "PUBLIC_URL"),
    ({"database_url": "sqlite:///cases.sqlite"}, Kind.SHARED_SQLITE, "DATABASE_URL"),
    ({"conversations_url": "sqlite:///conversations.sqlite"}, Kind.SHARED_SQLITE, "CONVERSATIONS_URL"),
    # several Rasa servers, and several web workers
    ({"conversations_url": "sqlite://", "web_workers": 1}, Kind.SHARED_SQLITE, "CONVERSATIONS_URL"),
    ({"conversations_url": "sqlite://", "redis_host": ""}, Kind.SHARED_SQLITE, "CONVERSATIONS_URL"),
    ({"redis_password": None}, Kind.OPEN_REDIS, "REDIS_PASSWORD"),
    ({"redis_password": SecretStr("")}, Kind.OPEN_REDIS, "REDIS_PASSWORD"),
    *(
        ({**OIDC, name: SecretStr("") if "secret" in name else ""}, Kind.INCOMPLETE_OIDC, name.upper())
        for name in (*OIDC, "oidc_groups_claim", "oidc_municipality_claim")
    ),
    (
        {"local_accounts": False, "oidc_issuer": "https://id.example.se"},
        Kind.INCOMPLETE_OIDC,
        "OIDC_CLIENT_ID OIDC_CLIENT_SECRET OIDC_WORKER_GROUP OIDC_ADMINISTRATOR_GROUP",
    ),
    ({**OIDC, "oidc_issuer": "http://id.example.se"}, Kind.PLAIN_ISSUER, "OIDC_ISSUER"),
    ({**OIDC, "oidc_issuer": "https://"}, Kind.PLAIN_ISSUER, "OIDC_ISSUER"),
    ({**OIDC, "oidc_administrator_group": "handläggare"}, Kind.SHARED_GROUP, "OIDC_WORKER_GROUP"),
    ({"local_accounts": False}, Kind.NO_WAY_IN, "LOCAL_ACCOUNTS"),  # and no OpenID Connect
]


@pytest.mark.parametrize(("changed", "kind", "names"), REASONS)
def test_each_thing_to_mend_is_one_line_with_the_settings_to_change(
    changed: Mapping[str, object], kind: Kind, names: str
) -> None:
    settings = settings_of({**READY, **changed})
    expected = Reason(kind, tuple(f"VAGVISAREN_{name}" for name in names.split()))
    assert list(reasons(settings)) == [expected]
    with pytest.raises(NotReadyError) as refused:
        refuse_unless_ready(settings)
    assert str(refused.value) == str(expected)
    assert str(expected).startswith(", ".join(expected.settings)) and "\n" not in str(expected)


def test_every_kind_of_reason_is_met_above() -> None:
    assert {kind for _, kind, _ in REASONS} == set(Kind)


def test_all_there_is_to_mend_is_told_at_once() -> None:
    settings = settings_of({**READY, "public_url": "", "oidc_issuer": "http://id.example.se"})
    with pytest.raises(NotReadyError) as refused:
        refuse_unless_ready(settings)
    assert str(refused.value).splitlines() == [
        "VAGVISAREN_PUBLIC_URL must be the https:// address that visitors use: TLS has to be in front.",
        "VAGVISAREN_OIDC_CLIENT_ID, VAGVISAREN_OIDC_CLIENT_SECRET, VAGVISAREN_OIDC_WORKER_GROUP, "
        "VAGVISAREN_OIDC_ADMINISTRATOR_GROUP: not set, and signing in by OpenID Connect needs all of it.",
        "VAGVISAREN_OIDC_ISSUER must be the provider's https:// address: it decides who gets in.",
    ]


def test_a_secret_is_not_in_the_line_about_it() -> None:
    secret = f"mine-{EXAMPLE}-mine"
    settings = settings_of({**READY, "keys": SecretStr(secret)})
    assert secret not in "\n".join(map(str, reasons(settings)))


def test_without_production_nothing_is_refused() -> None:
    refuse_unless_ready(Settings(web_workers=4))


@pytest.mark.parametrize(
    ("where", "command"),
    [
        (Environment.FRONT, ["bot.web"]),
        (Environment.RASA, ["bot.run.rasa", "run", "--port", "5999"]),
        (Environment.RASA, ["bot.run.actions", "5998"]),
    ],
    ids=["web", "rasa", "actions"],
)
def test_no_server_starts_and_none_shows_more_than_the_reason(where: Environment, command: list[str]) -> None:
    environment = {**os.environ, "VAGVISAREN_PRODUCTION": "true", "RASA_TELEMETRY_ENABLED": "false"}
    started = subprocess.run(
        [where.python, "-W", "ignore", "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert started.returncode == 1
    lines = [line for line in started.stderr.splitlines() if "VAGVISAREN" in line or "Traceback" in line]
    assert len(lines) == 1 and lines[0].startswith("VAGVISAREN_PUBLIC_URL")
