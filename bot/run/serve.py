"""`make run`: runs the servers in the foreground with honcho, and prints a line when they are ready."""

import shlex
import sys
import threading
import time

from honcho.manager import Manager

from bot.intake import staff
from bot.intake.case_store import open_case_store
from bot.run.servers import Servers
from bot.settings import ROOT, Settings

READY_WITHIN = 120
"""Seconds after which the start counts as failed."""


def _announce(servers: Servers) -> None:
    start = time.monotonic()
    while not servers.are_ready(*servers.commands()):
        if time.monotonic() - start > READY_WITHIN:
            print(f"Not ready after {READY_WITHIN} s: see the lines above.", flush=True)
            return
        time.sleep(0.5)
    page = f"http://127.0.0.1:{servers.web_port}"
    print(
        f"Ready after {time.monotonic() - start:.0f} s: open {page}, or {page}/desk. "
        f"Rasa is on port {servers.rasa_port}, actions on {servers.actions_port}. Ctrl-C stops all of it.",
        flush=True,
    )
    with open_case_store(Settings()).transaction() as session:
        if not staff.everybody(session):
            print('The desk has no accounts yet: make staff ARGS="add <name> handläggare"', flush=True)


def main(servers: Servers) -> int:
    """Runs until a server ends or Ctrl-C is pressed; returns the exit code."""
    if taken := servers.taken_ports():
        print(f"Port {' and '.join(map(str, taken))} is already in use: is another `make run` going?")
        return 1
    manager = Manager()
    for name, command in servers.commands().items():
        manager.add_process(name, shlex.join(command), env=servers.environment(), cwd=str(ROOT))
    threading.Thread(target=_announce, args=(servers,), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    sys.exit(main(Servers()))
