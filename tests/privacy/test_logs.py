"""A log line holds what stands in the source code, and nothing that was put together as the program ran."""

import json
from typing import Any

import pytest

from tests.support.log_lines import PLACE, leaking, written_for

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
    "other handlers": (
        "handler = logging.StreamHandler(); handler.setFormatter(logging.Formatter('%(message)s %(args)s'))\n"
        'logger.addHandler(handler); logger.error("no answer to %s", secret)'
    ),
}
"""Those of Rasa's libraries are in tests/assistant/test_logs.py."""

STOPPED = "stopped"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return written_for({**LINES, STOPPED: "raise KeyboardInterrupt"})


def last(lines: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(lines.splitlines()[-1])
    return parsed


def test_no_line_holds_what_came_in(written: dict[str, str]) -> None:
    assert leaking({way: written[way] for way in LINES}) == []


def test_a_text_of_the_source_code_is_kept_and_what_was_to_be_put_into_it_is_not(
    written: dict[str, str],
) -> None:
    assert last(written["argument"])["event"] == "no answer to %s"


def test_a_line_tells_when_how_bad_and_who(written: dict[str, str]) -> None:
    told = last(written["argument"])
    assert (told["level"], told["logger"], told["place"]) == ("error", "somebody.else", f"{PLACE}:1")
    assert told["at"].endswith("+00:00")


def test_of_an_exception_the_kinds_and_the_places_are_kept(written: dict[str, str]) -> None:
    told = last(written["raised from another"])
    assert told["error"] == ["builtins.KeyError", "builtins.ValueError"]
    assert told["trace"] == [f"{PLACE}:1 <module>"]


def test_being_stopped_is_no_error(written: dict[str, str]) -> None:
    assert written[STOPPED] == ""
