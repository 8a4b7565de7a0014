"""What the work costs as it grows.

python -m bench.growth              answers, conversations, streams: a table and a picture of each
python -m bench.growth streams      one of them

About half an hour. The pictures are written over those in docs/pictures/growth-....png. Conversations need
PostgreSQL, streams Redis and nginx as well; the largest model takes 4 GB of memory.
"""

import platform
from collections.abc import Callable

from bench.command_line import headline, parser
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
    options = parser(__doc__)
    options.add_argument("kinds", nargs="*", default=list(MEASURED), help=f"of {', '.join(MEASURED)}")
    kinds = options.parse_args().kinds
    print(f"{headline()}, Python {platform.python_version()}.")
    print("An exponent of 0 does not grow, 1 is linear, more is worse than linear.", flush=True)
    for kind in kinds:
        growth = MEASURED[kind]()
        growth.draw(ROOT / f"docs/pictures/growth-{kind}.png")
        print(f"\n{growth.table()}", flush=True)


if __name__ == "__main__":
    main()
