"""A log line holds what stands in the source code, and nothing that was put together as the program ran."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from bot.settings import ROOT

SECRET = "Papegoja"

PROGRAM = """
import asyncio, logging, sys, threading, warnings
import structlog
from rasa.utils.log_utils import configure_structlog
from bot.privacy import logs

logs.configure()
secret = sys.argv[1]
logger = logging.getLogger("somebody.else")
{statement}
"""

LINES = {
    "argument": 'logger.error("no answer to %s", secret)',
    "f-string": 'logger.warning(f"no answer to {secret}")',
    "format": 'logger.error("no answer to {}".format(secret))',
    "alone": "logger.error(secret)",
    "object": "logger.error([secret])",
    "extra": 'logger.error("no answer", extra={"text": secret})',
    "debug": 'logging.getLogger().setLevel("DEBUG"); logger.debug("heard %s", secret)',
    "exception alone": "logger.error(ValueError(secret))",
    "exception": 'try: raise ValueError(secret)\nexcept ValueError: logger.exception("broken")',
    "raised": "raise ValueError(secret)",
    "raised from another": (
        "try: raise ValueError(secret)\nexcept ValueError as error: raise KeyError(secret) from error"
    ),
    "thread": (
        "def run(): raise ValueError(secret)\n"
        "thread = threading.Thread(target=run, name=secret); thread.start(); thread.join()"
    ),
    "task": (
        "async def fail(): raise ValueError(secret)\n"
        "async def main(): asyncio.create_task(fail()); await asyncio.sleep(0.1)\n"
        "asyncio.run(main())"
    ),
    "warning": "warnings.warn(secret)",
    "structlog": 'configure_structlog(); structlog.get_logger().error("heard", text=secret)',
    "structlog exception": (
        "configure_structlog()\n"
        "try: raise ValueError(secret)\n"
        'except ValueError: structlog.get_logger().exception("broken", text=secret)'
    ),
    "a root logger that prints": "import numpy.distutils.log; logs.protect(); logging.error(secret)",
    "other handlers": (
        "handler = logging.StreamHandler(); handler.setFormatter(logging.Formatter('%(message)s %(args)s'))\n"
        'logger.addHandler(handler); logger.error("no answer to %s", secret)'
    ),
}


def written(statement: str) -> str:
    command = [sys.executable, "-c", PROGRAM.format(statement=statement), SECRET]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.stdout + done.stderr


def line(statement: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(written(statement).splitlines()[-1])
    return parsed


@pytest.mark.parametrize("way", LINES)
def test_no_line_holds_what_came_in(way: str) -> None:
    lines = written(LINES[way])
    assert '"logger"' in lines
    assert SECRET.lower() not in lines.lower()


def test_a_text_of_the_source_code_is_kept_and_what_was_to_be_put_into_it_is_not() -> None:
    assert line(LINES["argument"])["event"] == "no answer to %s"


def test_a_line_tells_when_how_bad_and_who() -> None:
    told = line(LINES["argument"])
    assert (told["level"], told["logger"], told["place"]) == ("error", "somebody.else", "<string>:10")
    assert told["at"].endswith("+00:00")


def test_of_an_exception_the_kinds_and_the_places_are_kept() -> None:
    told = line(LINES["raised from another"])
    assert told["error"] == ["builtins.KeyError", "builtins.ValueError"]
    assert told["trace"] == ["<string>:10 <module>"]


def test_an_exception_that_structlog_made_text_of_is_known_by_its_kind() -> None:
    assert line(LINES["structlog exception"])["error"] == ["builtins.ValueError"]


def test_being_stopped_is_no_error() -> None:
    assert written("raise KeyboardInterrupt") == ""
