"""nginx never refuses everybody because it takes every server for dead: one may have come back meanwhile."""

import re

import pytest

from bot.settings import ROOT

UPSTREAMS = (ROOT / "deploy/nginx/upstreams.conf").read_text(encoding="utf-8")
INSIDE = (ROOT / "deploy/nginx/inside.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["vagvisaren_rasa", "vagvisaren_actions"])
def test_every_server_is_tried_again_when_none_is_left(name: str) -> None:
    [block] = re.findall(rf"upstream {name} {{(.*?)}}", UPSTREAMS, re.DOTALL)
    servers = re.findall(r"server ([\d.:]+) max_fails=3 fail_timeout=10s;", block)
    assert len(servers) == 2
    assert re.findall(r"server ([\d.:]+) max_fails=0 backup;", block) == servers


def test_there_are_tries_enough_for_the_last_server_and_then_each_once_more() -> None:
    assert re.findall(r"proxy_next_upstream_tries (\d+);", INSIDE) == ["3", "3"]
