"""What Rasa's own libraries log holds nothing that came in (others: tests/privacy/test_logs.py)."""

import json

import pytest

from tests.support.log_lines import leaking, written_for

LINES = {
    "structlog": 'configure_structlog(); structlog.get_logger().error("heard", text=secret)',
    "structlog exception": (
        "configure_structlog()\n"
        "try: raise ValueError(secret)\n"
        'except ValueError: structlog.get_logger().exception("broken", text=secret)'
    ),
    "a root logger that prints": "import numpy.distutils.log; logs.protect(); logging.error(secret)",
}


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return written_for(LINES, "import structlog; from rasa.utils.log_utils import configure_structlog")


def test_no_line_holds_what_came_in(written: dict[str, str]) -> None:
    assert leaking(written) == []


def test_an_exception_that_structlog_made_text_of_is_known_by_its_kind(written: dict[str, str]) -> None:
    assert json.loads(written["structlog exception"].splitlines()[-1])["error"] == ["builtins.ValueError"]
