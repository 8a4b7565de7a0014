"""Limits on waiting that stand in more than one file are one number, and each outlasts the one before."""

import re

from bot import limits
from bot.settings import ROOT, Settings


def test_whoever_waits_outlasts_what_they_wait_for() -> None:
    chain = (
        limits.REDIS_WITHIN,
        limits.DATABASE_WITHIN,
        limits.RASA_PASSED_OVER_AFTER,
        limits.ANSWER_WITHIN,
        limits.LOCK_LIFETIME,
        limits.PAGE_WITHIN,
    )
    assert list(chain) == sorted(set(chain))
    assert limits.STATEMENT_WITHIN < limits.DATABASE_WITHIN
    assert Settings().answer_within == limits.ANSWER_WITHIN


def test_nginx_passes_over_a_rasa_server_when_we_say_so() -> None:
    text = (ROOT / "deploy/nginx/inside.conf").read_text(encoding="utf-8")
    waits = [float(each) for each in re.findall(r"proxy_read_timeout (\d+)s;", text)]
    assert limits.RASA_PASSED_OVER_AFTER in waits
    assert max(waits) == limits.RASA_PASSED_OVER_AFTER
