"""The client of the municipality's identity provider (OpenID Connect).

Threat: a token that is forged, expired, meant for another client, or replayed. Method: the authorization code
flow with PKCE; the token is fetched from the provider itself, and Authlib checks its signature, issuer,
audience, times and nonce. Only asymmetric signatures are accepted: otherwise the provider's public keys could
be used as a shared secret. Not covered: a provider that is itself compromised.

The provider's metadata is fetched at every sign-in: people sign in seldom, and changed keys are then used at
once. Anybody can start a sign-in without an account. The metadata for that is therefore cached for a minute,
and few requests may be in progress at once, so that a flood neither delays visitors nor reaches the provider.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from cachetools import TTLCache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.settings import Settings
from bot.web.desk.round_trip import RoundTrip

BACK = "/desk/provider/back"
ANSWERS_WITHIN = 5.0
"""Seconds, for each request to the provider."""

REMEMBERED_FOR = 60
"""Seconds for which the provider's metadata is cached for starting a sign-in."""

AT_ONCE = 8
"""Requests to the provider that may be in progress; staff sign in one by one."""

CLOCKS_DIFFER = 60
"""Seconds by which the provider's clock may differ from ours."""

ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"]


class UnreachableError(Exception):
    """The provider does not answer, or not as the standard says."""


class BusyError(Exception):
    """Too many sign-ins are in progress."""


class NotTrustedError(Exception):
    """The provider's answer does not prove who somebody is."""


class IdentityProvider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self._back = f"{settings.public_url.rstrip('/')}{BACK}"
        self._id = settings.oidc_client_id
        secret = settings.oidc_client_secret
        self._secret = secret.get_secret_value() if secret else ""
        self._tls = (
            httpx.create_ssl_context()
        )  # loads all certificate authorities, so once and not for each request
        self._told: TTLCache[str, dict[str, Any]] = TTLCache(1, REMEMBERED_FOR)
        self._free = asyncio.Semaphore(AT_ONCE)

    async def address(self, trip: RoundTrip) -> str:
        """The address to which the browser is sent to sign in.

        Raises:
            BusyError: too many sign-ins are in progress.
            UnreachableError: the provider does not answer as it should.
        """
        about = self._told.get(self.issuer)
        if about is None:
            async with self._http() as http:
                about = self._told[self.issuer] = await self._about(http)
        # Some send groups only if the scope is requested; others refuse a scope they do not know.
        scopes = ["openid", "profile"] + ["groups"] * ("groups" in about.get("scopes_supported", ()))
        client = OAuth2Client(None, self._id, redirect_uri=self._back, code_challenge_method="S256")
        address, _ = client.create_authorization_url(
            self._endpoint(about, "authorization_endpoint"),
            state=trip.state,
            nonce=trip.nonce,
            code_verifier=trip.verifier,
            scope=" ".join(scopes),
        )
        return str(address)

    async def claims(self, code: str, trip: RoundTrip) -> dict[str, Any]:
        """The claims of the person who was sent back with this code.

        Raises:
            BusyError: too many sign-ins are in progress.
            NotTrustedError: the code or the token is not valid.
            UnreachableError: the provider does not answer as it should.
        """
        async with self._http() as http:
            about = await self._about(http)
            token = await self._token(http, self._endpoint(about, "token_endpoint"), code, trip)
            keys = await self._json(http.get(self._endpoint(about, "jwks_uri")))
        try:
            signed = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
            question = {"client_id": self._id, "nonce": trip.nonce}
            claims = CodeIDToken(signed.claims, signed.header, self._expected(), question)
            claims.validate(leeway=CLOCKS_DIFFER)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotTrustedError from error
        if claims["aud"] not in (self._id, [self._id]):
            raise NotTrustedError  # it has other audiences too
        return dict(claims)

    def _expected(self) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._id},
            "sub": {"essential": True},
        }

    @asynccontextmanager
    async def _http(self) -> AsyncIterator[httpx.AsyncClient]:
        if self._free.locked():
            raise BusyError
        async with self._free, httpx.AsyncClient(timeout=ANSWERS_WITHIN, verify=self._tls) as http:
            yield http

    async def _about(self, http: httpx.AsyncClient) -> dict[str, Any]:
        about = await self._json(http.get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"))
        if about.get("issuer") != self.issuer:
            raise UnreachableError  # another provider answers there
        return about

    def _endpoint(self, about: dict[str, Any], name: str) -> str:
        address = str(about.get(name, ""))
        if urlsplit(address).scheme != urlsplit(self.issuer).scheme:
            raise UnreachableError  # an endpoint without TLS, of a provider that has it
        return address

    async def _token(self, http: httpx.AsyncClient, endpoint: str, code: str, trip: RoundTrip) -> str:
        question = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": trip.verifier,
        }
        who = httpx.BasicAuth(quote_plus(self._id), quote_plus(self._secret))
        answer = await self._json(http.post(endpoint, data=question, auth=who), NotTrustedError)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotTrustedError
        return token

    @staticmethod
    async def _json(
        question: Awaitable[httpx.Response], if_refused: type[Exception] = UnreachableError
    ) -> dict[str, Any]:
        """The answer's JSON object.

        Raises:
            UnreachableError: there is no answer, or not such a one.
        """
        try:
            answer = await question
            if answer.is_client_error:
                raise if_refused
            content = answer.raise_for_status().json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise UnreachableError from error
        if not isinstance(content, dict):
            raise UnreachableError
        return content
