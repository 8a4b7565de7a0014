"""Only a token that the provider made now, for us, and for this question says who is there."""

import base64
import hmac
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from pydantic import SecretStr

from bot.settings import Settings
from bot.web.clock import now
from bot.web.desk.provider import IdentityProvider, NotTrustedError
from bot.web.desk.round_trip import RoundTrip
from tests.support.false_provider import CLIENT, KEY, STRANGERS_KEY, FalseProvider, signed
from tests.support.provider_way import awaited

TRIP = RoundTrip.begin(b"key", now())
HS256, NONE = b'{"alg":"HS256","kid":"ours"}', b'{"alg":"none"}'
SECRET = "a-secret-of-at-least-thirty-two-characters"


@pytest.fixture(scope="module")
def running() -> Iterator[FalseProvider]:
    with FalseProvider() as provider:
        yield provider


@pytest.fixture
def provider(running: FalseProvider) -> FalseProvider:
    running.claims, running.sign, running.token_answer = {}, signed, None
    running.nonce = TRIP.nonce
    return running


def who(provider: FalseProvider) -> dict[str, Any]:
    settings = Settings(
        public_url="https://chat.example.se",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
    )
    return awaited(IdentityProvider(settings).claims("a-code", TRIP))


def soon(seconds: int) -> int:
    return int(time.time()) + seconds


@pytest.mark.parametrize("claims", [{}, {"aud": [CLIENT]}, {"azp": CLIENT}])
def test_the_right_token_says_who_is_there(provider: FalseProvider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    assert who(provider)["sub"] == "197001019999"


def test_half_a_minute_between_the_clocks_is_forgiven(provider: FalseProvider) -> None:
    for claims in ({"exp": soon(-30)}, {"iat": soon(30)}):
        provider.claims = claims
        assert who(provider)["sub"] == "197001019999"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": None},
        {"nonce": RoundTrip.begin(b"key", now()).nonce},
        {"aud": None},
        {"aud": "another"},
        {"aud": ["another"], "azp": CLIENT},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"aud": []},
        {"azp": "another"},
        {"iss": None},
        {"iss": "https://somebody.else"},
        {"sub": None},
        {"sub": ""},
        {"sub": 197001019999},
        {"exp": None},
        {"exp": soon(-3600)},
        {"exp": "tomorrow"},
        {"iat": None},
        {"iat": soon(3600)},
        {"nbf": soon(3600)},
    ],
    ids=", ".join,
)
def test_a_token_for_another_time_place_or_question_is_not_trusted(
    provider: FalseProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    with pytest.raises(NotTrustedError):
        who(provider)


def in_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def unsigned(claims: dict[str, Any]) -> str:
    _, body, _ = signed(claims).split(".")
    return f"{in_base64(NONE)}.{body}."


def with_the_public_key_as_a_secret(claims: dict[str, Any]) -> str:
    """As who knows the key would do it: libraries refuse."""
    _, body, _ = signed(claims).split(".")
    message = f"{in_base64(HS256)}.{body}"
    made = hmac.digest(KEY.as_pem(private=False), message.encode(), "sha256")
    return f"{message}.{in_base64(made)}"


def with_the_clients_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))


def with_a_key_that_it_brings_along(claims: dict[str, Any]) -> str:
    header = {"alg": "RS256", "kid": "ours", "jwk": STRANGERS_KEY.as_dict(private=False)}
    return jwt.encode(header, claims, STRANGERS_KEY)


def with_an_unknown_key(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "x"}, claims, ECKey.generate_key("P-256"))


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        with_the_public_key_as_a_secret,
        with_the_clients_secret,
        with_a_key_that_it_brings_along,
        with_an_unknown_key,
        lambda claims: signed(claims, STRANGERS_KEY),
        lambda claims: f"{signed(claims)}x",
        lambda claims: signed(claims).rpartition(".")[0],
        lambda _: "not.a.token",
        lambda _: "",
        lambda _: 5,
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_not_trusted(
    provider: FalseProvider, sign: Callable[[dict[str, Any]], str]
) -> None:
    provider.sign = sign
    with pytest.raises(NotTrustedError):
        who(provider)


@pytest.mark.parametrize("answer", [(200, {}), (400, {"error": "invalid_grant"}), (401, {})])
def test_without_a_token_nobody_is_there(provider: FalseProvider, answer: tuple[int, Any]) -> None:
    provider.token_answer = answer
    with pytest.raises(NotTrustedError):
        who(provider)
