"""What a process writes for a statement that logs, fails or warns: a fork of one interpreter for each."""

import json
import subprocess
import sys
from collections.abc import Mapping

from bot.settings import ROOT

SECRET = "Papegoja"
"""What the statements have as `secret`, and what no line may hold."""

PLACE = "<statement>"
"""The file in which a statement stands; each begins on its line 1."""

PROGRAM = f"""
import asyncio, json, logging, os, sys, threading, warnings
from bot.privacy import logs

imports, secret, statements = json.load(sys.stdin)
exec(imports)
logs.configure()
logger = logging.getLogger("somebody.else")
written = {{}}
for way, statement in statements.items():
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.dup2(writing, 1), os.dup2(writing, 2)
        os.close(reading), os.close(writing)
        exec(compile(statement, {PLACE!r}, "exec"))
        break
    os.close(writing)
    with open(reading, encoding="utf-8") as lines:
        written[way] = lines.read()
    os.wait()
else:
    json.dump(written, sys.stdout)
"""


def written_for(statements: Mapping[str, str], imports: str = "") -> dict[str, str]:
    """All that goes to standard output and to standard error, by the statement's name."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        input=json.dumps([imports, SECRET, dict(statements)]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    written: dict[str, str] = json.loads(done.stdout)
    return written


def leaking(written: Mapping[str, str]) -> list[str]:
    """The names of those that logged nothing, or the secret with it."""
    return [
        way for way, lines in written.items() if '"logger"' not in lines or SECRET.lower() in lines.lower()
    ]
