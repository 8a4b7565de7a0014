"""Nothing serves the public with settings that are not safe, and each reason is one line on what to do."""

import os
import subprocess
import sys

import pytest
from pydantic import SecretStr

from bot.production import EXAMPLE, NotReadyError, reasons, refuse_unless_ready
from bot.settings import ROOT, Settings

READY = {
    "production": True,
    "public_url": "https://chat.example.se",
    "database_url": "postgresql://vagvisaren:a-secret@127.0.0.1/arenden",
    "conversations_url": "postgresql://vagvisaren:a-secret@127.0.0.1/samtal",
    "web_workers": 2,
    "redis_host": "127.0.0.1",
    "redis_password": SecretStr("another-secret"),
}
OIDC = {
    "oidc_issuer": "https://id.example.se",
    "oidc_client_id": "vagvisaren",
    "oidc_client_secret": SecretStr("a-third-secret"),
    "oidc_worker_group": "handläggare",
    "oidc_administrator_group": "administratörer",
}


def test_settings_that_are_in_order_may_serve_the_public() -> None:
    assert list(reasons(Settings(**READY))) == []
    refuse_unless_ready(Settings(**READY))


@pytest.mark.parametrize("local_accounts", [True, False])
def test_staff_may_sign_in_by_openid_connect_beside_local_accounts_or_instead(local_accounts: bool) -> None:
    assert list(reasons(Settings(**READY, **OIDC, local_accounts=local_accounts))) == []


def test_one_worker_may_serve_the_public_on_sqlite() -> None:
    small = Settings(production=True, public_url="https://chat.example.se")
    assert list(reasons(small)) == []


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"database_url": f"postgresql://vagvisaren:{EXAMPLE}@127.0.0.1/arenden"}, "DATABASE_URL"),
        ({"conversations_url": f"postgresql://vagvisaren:{EXAMPLE}@127.0.0.1/samtal"}, "CONVERSATIONS_URL"),
        ({"keys": SecretStr(EXAMPLE)}, "KEYS"),
        ({"redis_password": SecretStr(EXAMPLE)}, "REDIS_PASSWORD"),
        ({"public_url": ""}, "PUBLIC_URL"),
        ({"public_url": "http://chat.example.se"}, "PUBLIC_URL"),
        ({"public_url": "https://"}, "PUBLIC_URL"),
        ({"database_url": "sqlite:///cases.sqlite"}, "DATABASE_URL"),
        ({"conversations_url": "sqlite:///conversations.sqlite"}, "CONVERSATIONS_URL"),
        ({"conversations_url": "sqlite://", "web_workers": 1}, "CONVERSATIONS_URL"),  # several Rasa servers
        ({"conversations_url": "sqlite://", "redis_host": ""}, "CONVERSATIONS_URL"),  # several web workers
        ({"local_accounts": False}, "LOCAL_ACCOUNTS"),  # and no OpenID Connect
        ({**OIDC, "oidc_issuer": "http://id.example.se"}, "OIDC_ISSUER"),
        ({**OIDC, "oidc_issuer": "https://"}, "OIDC_ISSUER"),
        ({**OIDC, "oidc_client_secret": SecretStr(EXAMPLE)}, "OIDC_CLIENT_SECRET"),
        ({**OIDC, "oidc_administrator_group": "handläggare"}, "OIDC_WORKER_GROUP"),
        *(({**OIDC, name: SecretStr("") if "secret" in name else ""}, name.upper()) for name in OIDC),
        ({**OIDC, "oidc_groups_claim": ""}, "OIDC_GROUPS_CLAIM"),
        ({**OIDC, "oidc_municipality_claim": ""}, "OIDC_MUNICIPALITY_CLAIM"),
        ({"local_accounts": False, "oidc_issuer": "https://id.example.se"}, "OIDC_CLIENT_ID"),
    ],
)
def test_each_thing_to_mend_is_one_line_with_the_setting_to_change(
    changed: dict[str, object], name: str
) -> None:
    settings = Settings(**{**READY, **changed})
    assert [line.split()[0].strip(":,") for line in reasons(settings)] == [f"VAGVISAREN_{name}"]
    with pytest.raises(NotReadyError):
        refuse_unless_ready(settings)


def test_a_secret_is_not_in_the_line_about_it() -> None:
    secret = f"mine-{EXAMPLE}-mine"
    settings = Settings(**{**READY, "keys": SecretStr(secret)})
    assert secret not in "\n".join(reasons(settings))


def test_without_production_nothing_is_refused() -> None:
    refuse_unless_ready(Settings(web_workers=4))


@pytest.mark.parametrize(
    "command",
    [["bot.web"], ["bot.rasa_cli", "run", "--port", "5999"], ["bot.action_server", "5998"]],
    ids=["web", "rasa", "actions"],
)
def test_no_server_starts_and_none_shows_more_than_the_reason(command: list[str]) -> None:
    environment = {**os.environ, "VAGVISAREN_PRODUCTION": "true", "RASA_TELEMETRY_ENABLED": "false"}
    started = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *command],
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
