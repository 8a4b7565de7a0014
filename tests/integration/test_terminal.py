"""Conversations typed into a terminal: `make shell`, as staff try answers, and Rasa's own `rasa shell`."""

import re
from pathlib import Path

import pexpect

from bot.run.environments import Environment
from bot.run.servers import Servers, environment
from bot.run.train import MODEL
from bot.settings import ROOT
from lab.processes import Processes, servers_on_free_ports

START_WITHIN = 120
TO_END = 2.0
"""Seconds between one signal to end and the next: what Rasa's shell holds takes a while to give back."""

CURSOR_SHOWN = "\x1b[?25h"
"""What Rasa's prompt sends when it is ready for typing."""


def typed_into(*command: str) -> pexpect.spawn:
    """A program with a terminal of its own, wide enough that no line of it wraps."""
    return pexpect.spawn(
        str(Environment.RASA.python),
        list(command),
        cwd=str(ROOT),
        env={**environment(), "TERM": "dumb"},
        encoding="utf-8",
        timeout=START_WITHIN,
        dimensions=(50, 500),
    )


def our_shell(servers: Servers) -> pexpect.spawn:
    code = (
        "from pathlib import Path; from bot.run.shell import main; from bot.run.servers import Servers; "
        f"raise SystemExit(main(Servers({servers.rasa_port}, {servers.actions_port}, {servers.web_port}, "
        f"Path({str(servers.endpoints)!r}))))"
    )
    return typed_into("-c", code)


def test_make_shell_starts_the_servers_talks_and_stops_them_again(tmp_path: Path) -> None:
    servers = servers_on_free_ports(tmp_path)
    shell = our_shell(servers)
    shell.expect("1. ")
    shell.expect("Du:")
    shell.sendline("vad är en bevisperson")
    shell.expect("Källa: ")
    shell.expect("Du:")
    shell.sendline("/slut")
    shell.expect(pexpect.EOF)
    shell.close()
    assert shell.exitstatus == 0
    assert servers.taken_ports() == []


def test_in_make_shell_a_number_chooses_a_button(processes: Processes) -> None:
    shell = our_shell(processes.servers)
    shell.expect("Du:")
    shell.sendline("jag vill göra självkontrollen")
    shell.expect("1. Ja, börja")
    shell.expect("Du:")
    shell.sendline("1")
    shell.expect("Fråga 1 av högst")
    shell.expect("Du:")
    shell.sendeof()
    shell.expect(pexpect.EOF)


def test_rasa_shell_answers(processes: Processes) -> None:
    arguments = ["shell", "--model", str(MODEL), "--endpoints", str(processes.servers.endpoints)]
    shell = typed_into("-m", "rasa", *arguments)
    shell.expect("Your input ->")
    shell.expect(re.escape(CURSOR_SHOWN))
    shell.send("bevisperson?\r")
    shell.expect("Skriv inget om saken här")
    shell.ptyproc.delayafterterminate = TO_END
    shell.close(force=True)
