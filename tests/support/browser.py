"""The browser that the tests drive."""

import subprocess

from bot.settings import ROOT


def chromium() -> str:
    """The path of a Chromium.

    Raises:
        subprocess.CalledProcessError: there is none, and it could not be installed.
    """
    found = subprocess.run([ROOT / "scripts/find_browser.sh"], stdout=subprocess.PIPE, text=True, check=True)
    return found.stdout.splitlines()[0]
