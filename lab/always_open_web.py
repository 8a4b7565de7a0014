"""`python -m lab.always_open_web`: the public front as `python -m bot.web` has it, never closed."""

from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.__main__ import serve
from lab.profiles import always_open

if __name__ == "__main__":
    serve(Settings(), Profiles(always_open()))
