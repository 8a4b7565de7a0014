"""A provider that answers whatever a test wants, with keys of its own: what a real one never does."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "vagvisaren"
KEY = RSAKey.generate_key(2048, {"kid": "ours", "alg": "RS256", "use": "sig"})
STRANGERS_KEY = RSAKey.generate_key(2048, {"kid": "ours", "alg": "RS256", "use": "sig"})


class FalseProvider:
    """Its token says what `claims` change (None removes) and is made by `sign`; `about` changes the rest."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.nonce = ""
        self.sign: Callable[[dict[str, Any]], str] = signed
        self.token_answer: tuple[int, dict[str, Any]] | None = None
        self.asked: list[dict[str, list[str]]] = []
        self.questions: list[str] = []
        self.answers = threading.Event()
        self.answers.set()

    def __enter__(self) -> "FalseProvider":
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                provider.questions.append(path)
                provider.answers.wait()
                self._say(200, provider.keys() if path == "/keys" else provider.description())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked.append(parse_qs(body))
                self._say(*(provider.token_answer or (200, provider.token())))

            def _say(self, status: int, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.answers.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.about,
        }

    @staticmethod
    def keys() -> dict[str, Any]:
        return {"keys": [KEY.as_dict(private=False)]}

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        usual = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "197001019999",
            "name": "Hemlige Hemliggren",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "groups": ["handläggare"],
            "municipality": "eskilstuna",
        }
        claims = {name: value for name, value in {**usual, **self.claims}.items() if value is not None}
        return {"id_token": self.sign(claims), "access_token": "an-access-token", "token_type": "Bearer"}


def signed(claims: dict[str, Any], key: RSAKey = KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": "ours"}, claims, key)
