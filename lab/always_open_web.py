"""`python -m lab.always_open_web`: the public front like `python -m bot.web`, but always open."""

from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.__main__ import serve
from lab.profiles import always_open

if __name__ == "__main__":
    serve(Settings(), Profiles(always_open()))
