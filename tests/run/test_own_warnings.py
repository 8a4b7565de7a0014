"""A server prints the warnings that our own code causes, and no other's."""

import subprocess

from bot.run.environments import Environment
from bot.run.servers import environment
from bot.settings import ROOT

CODE = """
import warnings
from bot.run.own_warnings import show_own_warnings_only
show_own_warnings_only()
import rasa_sdk.endpoint
for module in ("bot.assistant.nlg", "actions.self_check", "rasa.core.agent", "botocore"):
    names = {"__name__": module, "warnings": warnings}
    exec(f"warnings.warn('of {module}', DeprecationWarning)", names)
"""


def test_deprecations_of_our_own_are_shown_and_libraries_are_not() -> None:
    ran = subprocess.run(
        [Environment.RASA.python, "-c", CODE],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    told = [line for line in ran.stderr.splitlines() if "Warning" in line]
    assert [line.rpartition(" of ")[2] for line in told] == ["bot.assistant.nlg", "actions.self_check"]
