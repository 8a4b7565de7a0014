"""Accounts at the desk, and signing in with them over HTTP through the real pages."""

import html
import re
from dataclasses import dataclass
from datetime import datetime, timezone

import httpx
import pyotp

from bot.intake import staff
from bot.intake.case_store import CaseStore
from bot.intake.models import Role

STEP_SECONDS = 30


@dataclass
class Account:
    """A name and its password."""

    name: str
    password: str


def make_account(
    case_store: CaseStore, name: str, role: Role = Role.WORKER, municipality: str = "eskilstuna"
) -> Account:
    """Adds an account, as the command line does."""
    now = datetime.now(timezone.utc)
    with case_store.transaction() as session:
        return Account(name, staff.add(session, case_store.vault, name, role, municipality, now))


def secret_on(page: str) -> str:
    """The key that the first sign-in shows."""
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found, page
    return found[1]


def current_code(secret: str, steps_ahead: int = 0) -> str:
    """The phone's code. A used one is refused: one step ahead is good for a second sign-in right away."""
    moment = datetime.now(timezone.utc).timestamp() + steps_ahead * STEP_SECONDS
    return pyotp.TOTP(secret).at(int(moment))


def csrf_on(page: str) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def give_password(browser: httpx.Client, account: Account) -> httpx.Response:
    """Fills in the first form; what comes back is the page that asks for the code."""
    answer: httpx.Response = browser.post("/desk/sign-in", data=vars(account))
    return answer


def give_code(browser: httpx.Client, code: str) -> httpx.Response:
    """Fills in the second form."""
    csrf = csrf_on(browser.get("/desk/code").text)
    answer: httpx.Response = browser.post("/desk/code", data={"csrf": csrf, "code": code})
    return answer


def csrf_of(browser: httpx.Client) -> str:
    """The token of a signed-in browser."""
    return csrf_on(browser.get("/desk/").text)


def submit(browser: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Fills in a form of a signed-in browser; what comes back is the answer itself, not what it leads to."""
    fields = {"csrf": csrf_of(browser), **fields}
    answer: httpx.Response = browser.post(path, data=fields, follow_redirects=False)
    return answer
