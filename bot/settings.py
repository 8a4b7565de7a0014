"""All settings: environment variables, each with a safe default."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import limits

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read once from the environment (`VAGVISAREN_...`) and passed on; never changed while running."""

    model_config = SettingsConfigDict(env_prefix="VAGVISAREN_", frozen=True)

    municipalities: str = Field(
        default="eskilstuna",
        description="The profiles in bot/municipality/ to serve, separated by spaces; a page may name one.",
    )
    production: bool = Field(
        default=False,
        description="Serve the public; refuse to start with unsafe settings (bot/run/production.py).",
    )
    turned_off: bool = Field(
        default=False,
        description="Turn off the assistant: say where a human is. Open cases go on; Rasa need not run.",
    )
    public_url: str = Field(
        default="", description="The address that visitors' browsers use, such as https://chat.example.se."
    )
    action_timeout: float = Field(
        default=4.0,
        gt=0,
        description="Seconds to wait for the action server before the visitor gets a calm line.",
    )

    web_host: str = Field(default="127.0.0.1", description="Where the public front listens.")
    web_port: int = Field(default=8080, ge=1, le=65535, description="The public front's port.")
    web_workers: int = Field(
        default=1, ge=1, le=64, description="Processes of the public front; more than one need PostgreSQL."
    )
    rasa_url: str = Field(
        default="http://127.0.0.1:5005", description="Where the public front reaches Rasa, over loopback."
    )
    actions_url: str = Field(
        default="http://127.0.0.1:5055/webhook",
        description="Where Rasa reaches the action servers; only endpoints.production.yml reads it.",
    )
    redis_host: str = Field(
        default="", description="Where Redis is, which several Rasa servers need for their locks."
    )
    redis_port: int = Field(default=6379, ge=1, le=65535, description="Redis's port.")
    redis_password: SecretStr | None = Field(default=None, description="Redis's password, if it has one.")
    messages_per_minute: int = Field(
        default=1_200,
        ge=1,
        description="Messages that one worker process of the front accepts; others are asked to wait 30 s.",
    )
    answer_within: float = Field(
        default=limits.ANSWER_WITHIN,
        gt=0,
        description="Seconds the public front waits for Rasa before it sends the calm line.",
    )

    metrics_port_offset: int = Field(
        default=0,
        ge=0,
        le=50_000,
        description="Each server shows its metrics on its own port plus this number; 0: nowhere.",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        description="Where metrics are shown: on loopback, or inside a container for those beside it.",
    )

    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'var/vagvisaren.sqlite'}",
        description="Where cases are kept: SQLite, or postgresql://... in production.",
    )
    conversations_url: str = Field(
        default=f"sqlite:///{ROOT / 'var/conversations.sqlite'}",
        description="Where conversations with the assistant are kept, without anything a visitor wrote.",
    )
    conversation_minutes: int = Field(
        default=60, ge=5, le=24 * 60, description="Minutes after its last message that a conversation ends."
    )
    key_file: Path = Field(
        default=ROOT / "var/keys",
        description="The file with the keys if `keys` is unset; created at the first start with mode 0600.",
    )
    keys: SecretStr | None = Field(
        default=None,
        description="The return codes' key and then the encryption keys, newest first, separated by spaces.",
    )

    local_accounts: bool = Field(
        default=True,
        description="Staff may sign in with a password and a one-time code (make staff).",
    )
    oidc_issuer: str = Field(
        default="",
        description="The identity provider whose accounts staff sign in with, https://...; empty: none.",
    )
    oidc_client_id: str = Field(
        default="", description="This installation's client id at the identity provider."
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="This installation's client secret at the identity provider."
    )
    oidc_groups_claim: str = Field(default="groups", description="The claim with a user's groups.")
    oidc_worker_group: str = Field(default="", description="The group whose members are intake workers.")
    oidc_administrator_group: str = Field(
        default="", description="The group whose members are administrators; nobody may be in both."
    )
    oidc_municipality_claim: str = Field(
        default="municipality",
        description="The claim with a user's municipality, by its name in VAGVISAREN_MUNICIPALITIES.",
    )
    sources: Path | None = Field(
        default=None,
        description="A folder with the source documents' files, in which `make review` detects changes.",
    )
