"""`make municipality NAME=…`: creates a profile, and lists what it lacks before it may go live."""

import sys
from datetime import datetime, timezone
from pathlib import Path

from bot.municipality.complete import missing
from bot.municipality.reading import FOLDER, ProfileError, load_profile
from bot.municipality.scaffold import begin


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Creates or checks a profile; returns 1 while something is missing, 2 if the name or file is invalid."""
    try:
        key = "".join(arguments)
        if path := begin(key, folder):
            print(f"{path.name} är påbörjad i {path.parent.name}/. Rätta namnet först (å, ä och ö).")
        profile = load_profile(key, folder)
    except ProfileError as error:
        print(error, file=sys.stderr)
        return 2
    gaps = list(missing(profile, datetime.now(timezone.utc)))
    if not gaps:
        print(f"{profile.name}: profilen är ifylld.")
        print(f"Ta med {key} i VAGVISAREN_MUNICIPALITIES, och kör make check.")
        return 0
    print(f"{profile.name}: det här saknas innan någon får mötas här.")
    for gap in gaps:
        print(f"  - {gap.what} Gör så här: {gap.to_do}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
