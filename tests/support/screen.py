"""Every word that stands on a screen of ours: at the desk, and in the chat."""

import re
from collections.abc import Iterator
from functools import cache

from bot.intake import audit, cases
from bot.municipality import load_profile
from bot.settings import ROOT
from bot.web import problems
from bot.web.clock import now
from bot.web.desk import audit_log, pages, sign_in
from bot.web.desk.phrases import REFERRALS, phrases_of
from bot.web.explanation import load_explanation

WEB = ROOT / "bot/web"
QUOTED = re.compile(r'"([^"]+)"')


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ():,\n")


def _of_templates() -> Iterator[str]:
    for path in (*(WEB / "templates").rglob("*.html"), *(ROOT / "bot/report/templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        for code in re.findall(r"{[{%].*?[%}]}", text, re.DOTALL):
            yield from QUOTED.findall(code)
        yield from re.split(r"<[^>]*>|\0", re.sub(r"{[{%].*?[%}]}", r"\0", text, flags=re.DOTALL))


def _of_scripts() -> Iterator[str]:
    for path in (WEB / "static").glob("*.js"):
        whole = re.sub(r'" \+\s+"', "", path.read_text(encoding="utf-8"))
        yield from QUOTED.findall(whole)


def _of_code() -> Iterator[str]:
    profile = load_profile("eskilstuna")
    ready_made = [*phrases_of(profile), *REFERRALS.values()]
    yield from (each for phrase in ready_made for each in (phrase.title, phrase.text))
    yield from load_explanation().texts_for(profile)
    yield from (*pages.STATES.values(), *pages.ROLES.values())
    yield from (pages.danger(None), *pages.DANGERS.values())
    yield from (*audit_log.WORDS.values(), *audit.NOBODYS_NAMES)
    yield from (
        sign_in.WRONG,
        sign_in.WRONG_CODE,
        sign_in.TOO_MANY,
        sign_in.TOO_MANY_CODES,
        sign_in.NOT_SERVED,
    )
    yield from (*problems.DESK_TEXTS.values(), problems.DESK_TEXT, problems.turned_off_text(profile, now()))
    yield from (cases.TAKEN, cases.HANDED_BACK, cases.ENDED, cases.PUT_BACK)


@cache
def texts() -> frozenset[str]:
    """All of them, with blanks for line ends, and without what is put in while the program runs."""
    found = (*_of_templates(), *_of_scripts(), *_of_code())
    return frozenset(_plain(text) for text in found) - {""}


def is_on_screen(words: str) -> bool:
    """Whether these words stand there: the whole of a line, or its first sentences."""
    plain = _plain(words)
    return any(text == plain or (plain[-1] in ".?" and text.startswith(plain)) for text in texts())
