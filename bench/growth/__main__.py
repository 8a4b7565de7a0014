"""What the work costs as it grows.

python -m bench.growth              answers, conversations, streams: a table and a picture of each
python -m bench.growth streams      one of them

The pictures are docs/pictures/growth-....png.
"""

import argparse
import os
import platform
from collections.abc import Callable
from datetime import date

from bench.growth import answers, conversations, streams
from bench.growth.curves import Growth
from bot.settings import ROOT

MEASURED: dict[str, Callable[[], Growth]] = {
    "answers": answers.measure,
    "conversations": conversations.measure,
    "streams": streams.measure,
}


def main() -> None:
    """Measures what is asked for, prints the tables and draws the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", default=list(MEASURED), help=f"of {', '.join(MEASURED)}")
    kinds = parser.parse_args().kinds
    print(
        f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."
    )
    print("An exponent of 0 does not grow, 1 is linear, more is worse than linear.", flush=True)
    for kind in kinds:
        growth = MEASURED[kind]()
        growth.draw(ROOT / f"docs/pictures/growth-{kind}.png")
        print(f"\n{growth.table()}", flush=True)


if __name__ == "__main__":
    main()
