"""A real identity provider on loopback, with its own login page, for as long as a block lasts."""

import subprocess
import time
from pathlib import Path
from types import TracebackType

import httpx
from playwright.sync_api import Page

from bot.settings import ROOT
from lab.processes import free_port

READY_WITHIN = 60.0
SETTINGS = {
    "oidc_client_id": "vagvisaren",
    "oidc_client_secret": "the-secret-of-the-tests",
    "oidc_worker_group": "Vägvisaren handläggare",
    "oidc_administrator_group": "Vägvisaren administratör",
    "oidc_municipality_claim": "locale",
}
"""As tests/support/canaille_server.py has them."""


SERVER = ROOT / "tests/support/canaille_server.py"


def python() -> str:
    """The Python that has the provider.

    Raises:
        subprocess.CalledProcessError: there is none, and it could not be installed.
    """
    found = subprocess.run(
        [ROOT / "scripts/environment_beside.sh", "provider"], stdout=subprocess.PIPE, text=True, check=True
    )
    return f"{found.stdout.strip()}/bin/python"


class IdentityProvider:
    """Knows the people in tests/support/canaille_server.py, and sends them to `back`.

    It is `localhost` and the desk 127.0.0.1: to a browser two sites, as in life.
    """

    def __init__(self, back: str, folder: Path) -> None:
        self._back = back
        self._log = folder / "provider.log"
        self._port = free_port()
        self.issuer = f"http://localhost:{self._port}"

    def __enter__(self) -> "IdentityProvider":
        # -I: without our packages, one of which has the name of one of Python's.
        command: list[str | Path] = [python(), "-I", SERVER, str(self._port), self._back]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        start = time.monotonic()
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() - start < READY_WITHIN, self._log.read_text()
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.issuer}/.well-known/openid-configuration").status_code == 200
        except httpx.HTTPError:
            return False


def log_in(page: Page, name: str) -> None:
    """Fills in the provider's own pages."""
    page.get_by_label("Login").fill(name)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("textbox", name="Password").fill(f"{name}s lösenord")
    page.get_by_role("button", name="Sign in").click()
