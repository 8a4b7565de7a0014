"""Measures requests per second, response times, cores and memory, over the visitor API.

python -m bench.load                           embedded, then production with 1, 2 and 4 Rasa servers
python -m bench.load --seconds 20 embedded 2   some of them, for a shorter time

A quarter of an hour. Production needs PostgreSQL, Redis and nginx, and with 4 Rasa servers more than 4 GB of
memory.
"""

from typing import Any

from bench.command_line import headline, parser
from bench.load import QUESTION
from bench.load.site import answered_within, locust, requests_a_second, site
from bench.load.usage import Usage

SHAPES = ("embedded", "1", "2", "4")
"""`embedded`: one Rasa server and SQLite. A number: production with that many Rasa and action servers."""

PACES = {"full speed, 8 visitors": ("full", 8), "10 visitors' turns a second": ("1", 10)}
"""Locust's pace and visitors. One turn in ten leaves a message for a human, which is two requests."""


def installation(shape: str) -> str:
    """A shape's name in the tables."""
    return shape if shape == "embedded" else f"production, {shape} Rasa"


def report(shape: str, pace: str, figures: list[dict[str, Any]], usage: Usage) -> str:
    """One line of the table."""
    failures = sum(each["num_failures"] for each in figures)
    questions = [each for each in figures if each["name"] == QUESTION]
    median, p95, p99 = (answered_within(questions, share) for share in (0.5, 0.95, 0.99))
    rasa = [use for name, use in usage.by_name.items() if name.startswith("rasa")]
    every = usage.by_name.values()
    cells = [
        installation(shape),
        pace,
        f"{requests_a_second(figures):.1f}",
        f"{answered_within(figures, 0.5):.0f} / {answered_within(figures, 0.95):.0f}",
        f"{median:.0f} / {p95:.0f} / {p99:.0f}",
        str(failures),
        f"{sum(use.cores for use in every):.2f}, of which Rasa {sum(use.cores for use in rasa):.2f}",
        f"{sum(use.peak_mb for use in every):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def of_each_process(usage: Usage) -> str:
    """Average cores and peak megabytes, by name."""
    return ", ".join(f"{name} {use.cores:.2f} / {use.peak_mb:.0f}" for name, use in usage.by_name.items())


def main() -> None:
    """Measures the chosen shapes, each at every pace."""
    options = parser(__doc__)
    options.add_argument("shapes", nargs="*", default=SHAPES, help=f"of {', '.join(SHAPES)}")
    options.add_argument("--seconds", type=int, default=60, help="how long each lasts")
    wanted = options.parse_args()
    print(f"{headline()}, {wanted.seconds} s each.\n")
    print(
        "| installation | pace | requests/s | ms median / p95 | a question, ms median / p95 / p99 | "
        "errors | cores used | MB |\n|---|---|---:|---:|---:|---:|---|---:|"
    )
    processes = []
    for shape in wanted.shapes:
        with site(shape) as target:
            locust(target, "full", 4, 5)  # warms up
            for pace, (which, visitors) in PACES.items():
                with Usage(target.trees) as usage:
                    figures = locust(target, which, visitors, wanted.seconds)
                print(report(shape, pace, figures, usage), flush=True)
                processes.append(f"| {installation(shape)} | {pace} | {of_each_process(usage)} |")
    print("\n| installation | pace | cores / MB of each process |\n|---|---|---|")
    print("\n".join(processes))


if __name__ == "__main__":
    main()
