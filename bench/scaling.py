"""What each added Rasa server gains where processor is what it adds, as on a machine of its own.

python -m bench.scaling
python -m bench.scaling --seconds 20 --share 0.25 1 2

On two cores the servers of `bench.load` take the processor from each other, and from Locust. Here the kernel
holds each to a share of one core (control groups, which need root): more of them are more processor, and
what they share shows, which is nginx, Redis, PostgreSQL and the front.

Ten minutes, and more than 4 GB of memory for four servers.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from bench.command_line import headline, parser
from bench.control_groups import held_to, lacking
from bench.load import QUESTION
from bench.load.site import answered_within, locust, requests_a_second, site
from bench.load.usage import Usage

VISITORS = 6
"""More would wait longer for one server than nginx lets them, and be asked of it again."""


@dataclass(frozen=True)
class Result:
    """What so many servers carried."""

    a_second: float
    median_ms: float
    p95_ms: float
    failures: int
    other_cores: float

    def row(self, first: float) -> str:
        """Cells of the table; `first` is what the first number of servers carried a second."""
        waits = f"{self.median_ms:.0f} / {self.p95_ms:.0f}"
        gain = self.a_second / first
        return f"{self.a_second:.1f} | {gain:.2f} | {waits} | {self.failures} | {self.other_cores:.2f}"


def measured(servers: int, share: float, seconds: int) -> Result:
    """So many Rasa servers at full speed."""
    with site(str(servers)) as target, ExitStack() as held:
        locust(target, "full", 4, 5)  # what is loaded when first asked is not measured
        rasas = {name: tree for name, tree in target.trees().items() if name.startswith("rasa")}
        for name, tree in rasas.items():
            held.enter_context(held_to(share, name, tree))
        with Usage(target.trees) as usage:
            figures = locust(target, "full", VISITORS, seconds)
    questions = [each for each in figures if each["name"] == QUESTION]
    return Result(
        requests_a_second(figures),
        answered_within(questions, 0.5),
        answered_within(questions, 0.95),
        sum(each["num_failures"] for each in figures),
        sum(use.cores for name, use in usage.by_name.items() if name not in rasas),
    )


def main() -> None:
    """Measures each number of servers, and prints the table."""
    options = parser(__doc__)
    options.add_argument("servers", nargs="*", type=int, default=[1, 2, 3, 4], help="numbers of Rasa servers")
    options.add_argument("--seconds", type=int, default=60, help="how long each lasts")
    options.add_argument("--share", type=float, default=0.2, help="of one core, for each Rasa server")
    options.add_argument("--where-possible", action="store_true", help="elsewhere say why not, and end well")
    asked = options.parse_args()
    if reason := lacking():
        if not asked.where_possible:
            raise SystemExit(reason)
        print(f"What an added Rasa server gains was left out. {reason}")
        return
    print(f"{headline()}; each Rasa has {asked.share:g} of one, {VISITORS} visitors without pause.\n")
    print("| Rasa servers | requests/s | of the first's | question, ms median / p95 | errors | other cores |")
    print("|---:|---:|---:|---:|---:|---:|")
    first = 0.0
    for number in asked.servers:
        found = measured(number, asked.share, asked.seconds)
        first = first or found.a_second
        print(f"| {number} | {found.row(first)} |", flush=True)


if __name__ == "__main__":
    main()
