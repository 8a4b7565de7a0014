"""Logs that cannot contain what a visitor wrote, whichever library writes them, at any level.

Threat: Rasa, Sanic, SQLAlchemy and others put messages, conversation ids and addresses into their log lines
and exception messages. Method: no text that is composed at run time is logged. A line keeps its text only if
it is a literal in the code that logs it; of an exception, its types and its positions in the code are kept.
This is done in the record factory, so it applies to every handler. Not covered: what a program prints
directly, and what the operating system logs when it kills a process.
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
"""How many of an exception's innermost stack frames are kept."""


def literal(message: object, path: str, line: int) -> str | None:
    """The message, if it is a literal in the code that logs it; otherwise None."""
    frame = sys._getframe(1)
    while frame.f_back and (frame.f_code.co_filename != path or frame.f_lineno != line):
        frame = frame.f_back
    return message if isinstance(message, str) and message in _texts(frame.f_code) else None


def _texts(code: CodeType) -> set[str]:
    return {constant for constant in code.co_consts if isinstance(constant, str)}


def chain(error: BaseException | None) -> list[str]:
    """The types of an exception and of its causes, the latest first; never their messages."""
    kinds: list[str] = []
    while error is not None:
        kinds.append(f"{type(error).__module__}.{type(error).__name__}")
        error = error.__cause__ or error.__context__
    return kinds


def places(error: BaseException | None) -> list[str]:
    """The stack frames of the first exception in the chain, innermost last."""
    while error is not None and (earlier := error.__cause__ or error.__context__):
        error = earlier
    steps = traceback.walk_tb(error.__traceback__ if error else None)
    found = [f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in steps]
    return found[-FRAMES:]


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def safe_record(*parts: Any) -> logging.LogRecord:
    """A record whose message is a JSON object; a record factory with `logging.LogRecord`'s arguments."""
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
    written = json.dumps({key: value for key, value in content.items() if value}, ensure_ascii=False)
    return logging.LogRecord(name, level, path, line, written, (), None)


def _current(exc_info: Any) -> BaseException | None:
    """The exception that a line is about: the argument, or the one being handled.

    structlog passes the exception as text, while it is still being handled.
    """
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return error if isinstance(error, BaseException) else sys.exc_info()[1]


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(__name__).critical("uncaught exception", exc_info=(kind, error or kind(), trace))


def protect() -> None:
    """Makes all log lines of this process safe from now on, including uncaught exceptions and warnings."""
    logging.setLogRecordFactory(safe_record)
    logging.root.__class__ = logging.RootLogger  # numpy.distutils replaces it by one that only prints
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda it: _uncaught(it.exc_type, it.exc_value, it.exc_traceback)


def configure(*_: Any, **__: Any) -> None:
    """Makes this process's log safe and writes it, from `LOG_LEVEL` up, to stderr.

    Ignores its arguments, because it replaces functions of Rasa's that would otherwise set up logging.
    """
    protect()
    logging.basicConfig(format="%(message)s", level=os.environ.get("LOG_LEVEL", "WARNING"), force=True)
