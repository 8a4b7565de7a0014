"""The browsers that the tests drive."""

import shutil
import subprocess

from bot.settings import ROOT


def chromium() -> str:
    """The path of a whole Chromium, with all that a person's has.

    Raises:
        subprocess.CalledProcessError: there is none, and it could not be installed.
    """
    found = subprocess.run([ROOT / "scripts/find_browser.sh"], stdout=subprocess.PIPE, text=True, check=True)
    return found.stdout.splitlines()[0]


def headless_chromium() -> str:
    """The path of a Chromium without a window, which opens a page with a quarter of the work, or else of any.

    `make test` installs it where it may. It never keeps a page to show it again on the way back.

    Raises:
        subprocess.CalledProcessError: there is none, and it could not be installed.
    """
    return shutil.which("chromium-headless-shell") or chromium()
