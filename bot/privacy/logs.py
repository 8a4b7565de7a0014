"""Logs that cannot hold what a visitor wrote, whichever library writes them and at any level.

Threat: Rasa, Sanic, SQLAlchemy and others put messages, conversation ids and addresses into their log lines
and into the texts of their exceptions. Method: nothing that is put together while the program runs is logged.
A line keeps its text only if that stands literally in the source code of who logs it; of an exception its
kinds and its places in the code are kept. This is done where records are made: every handler is reached.
Not covered: what a program prints past its log, and what the system logs when it takes a process down.
"""

import json
import logging
import os
import sys
import threading
import traceback
from datetime import datetime, timezone
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

FRAMES = 12
"""How many of an exception's innermost places are kept."""


def literal(message: object, path: str, line: int) -> str | None:
    """The message, if it stands as it is in the code that logs it; otherwise None."""
    frame = sys._getframe(1)
    while frame.f_back and (frame.f_code.co_filename != path or frame.f_lineno != line):
        frame = frame.f_back
    return message if isinstance(message, str) and message in _texts(frame.f_code) else None


def _texts(code: CodeType) -> set[str]:
    return {constant for constant in code.co_consts if isinstance(constant, str)}


def chain(error: BaseException | None) -> list[str]:
    """The kinds of an exception and of those it came from, the latest first; never their texts."""
    kinds: list[str] = []
    while error is not None:
        kinds.append(f"{type(error).__module__}.{type(error).__name__}")
        error = error.__cause__ or error.__context__
    return kinds


def places(error: BaseException | None) -> list[str]:
    """Where in the code the first exception of the chain was raised, innermost last."""
    while error is not None and (earlier := error.__cause__ or error.__context__):
        error = earlier
    steps = traceback.walk_tb(error.__traceback__ if error else None)
    found = [f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in steps]
    return found[-FRAMES:]


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def safe_record(*parts: Any) -> logging.LogRecord:
    """A log line whose text is a JSON object; it stands in for `logging.LogRecord`, and takes the same."""
    name, level, path, line, message, _, exc_info, *_ = parts
    error = message if isinstance(message, BaseException) else _current(exc_info)
    content = {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "level": str(logging.getLevelName(level)).lower(),
        "logger": name,
        "place": f"{_short(path)}:{line}",
        "event": literal(message, path, line),
        "error": chain(error),
        "trace": places(error),
    }
    shown = json.dumps({key: value for key, value in content.items() if value}, ensure_ascii=False)
    return logging.LogRecord(name, level, path, line, shown, (), None)


def _current(exc_info: Any) -> BaseException | None:
    """The exception a line is about; structlog makes text of it first, but then it is still being handled."""
    given = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return given if isinstance(given, BaseException) else sys.exc_info()[1]


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(__name__).critical("uncaught exception", exc_info=(kind, error or kind(), trace))


def protect() -> None:
    """From now on every log line of this process is safe, and so are uncaught exceptions and warnings."""
    logging.setLogRecordFactory(safe_record)
    logging.root.__class__ = logging.RootLogger  # numpy.distutils puts another there, which only prints
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda it: _uncaught(it.exc_type, it.exc_value, it.exc_traceback)


def configure(*_: Any, **__: Any) -> None:
    """Protects this process's log and writes it, from `LOG_LEVEL` up, to stderr.

    Ignores its arguments: it stands in the place of functions of Rasa's that would set up logging otherwise.
    """
    protect()
    logging.basicConfig(format="%(message)s", level=os.environ.get("LOG_LEVEL", "WARNING"), force=True)
