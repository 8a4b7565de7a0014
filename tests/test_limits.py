"""Limits that more than one file keeps to are one number, and each wait outlasts the one before."""

import re

from bot import limits
from bot.settings import ROOT, Settings


def test_whoever_waits_outlasts_what_they_wait_for() -> None:
    chain = (
        limits.REDIS_WITHIN,
        limits.DATABASE_WITHIN,
        limits.LOCK_LIFETIME,
        limits.RASA_FAILOVER_AFTER,
        limits.ANSWER_WITHIN,
        limits.PAGE_WITHIN,
    )
    assert list(chain) == sorted(set(chain))
    assert limits.STATEMENT_WITHIN < limits.DATABASE_WITHIN
    assert Settings().answer_within == limits.ANSWER_WITHIN


def test_nginx_passes_over_a_rasa_server_when_we_say_so() -> None:
    text = (ROOT / "deploy/nginx/inside.conf").read_text(encoding="utf-8")
    waits = [float(each) for each in re.findall(r"proxy_read_timeout (\d+)s;", text)]
    assert limits.RASA_FAILOVER_AFTER in waits
    assert max(waits) == limits.RASA_FAILOVER_AFTER


def test_what_a_visitor_may_send_and_how_long_the_page_waits_stand_once() -> None:
    def spelled(*numbers: float) -> str:
        return "(" + "|".join(f"{number:_.0f}|{number:.0f}" for number in numbers) + r")\b"

    sizes = spelled(limits.MESSAGE_CHARACTERS, limits.SHARED_CHARACTERS, limits.SHARED_LINES)
    named = rf"(max|length|characters|lines|message|slice)\w*\W{{1,4}}{sizes}"  # such as MAX_MESSAGE = 1_000
    again = re.compile(rf"{named}|\b{spelled(1000 * limits.PAGE_WITHIN)}", re.IGNORECASE)
    assert all(again.search(line) for line in ("const MAX_MESSAGE = 1_000;", "max_length=500", "slice(-500)"))
    files = [path for kind in ("py", "js", "html") for path in (ROOT / "bot").rglob(f"*.{kind}")]
    found = {
        path.relative_to(ROOT).as_posix(): again.search(path.read_text(encoding="utf-8")) for path in files
    }
    assert {name for name, match in found.items() if match} == {"bot/limits.py"}
