"""Attacks an installation of its own, and prints how far each attack got: `make attack`.

The exit code is 1 if one got further than it may. Thirteen minutes on two cores, if these do nothing else:
only then do times tell what they can. Needs PostgreSQL, Redis and nginx.
"""

from lab.production import production
from tests.attack.flood import BEFORE, HOSTILE, LIMITS, MAY_FAIL, during_flood
from tests.attack.listener import BY_SIZE, BY_TIME, overheard

TOPICS, TIMES = 142, 2
FLOOD_SECONDS = 60


def main() -> None:
    """Runs every attack; prints a table."""
    with production(rasas=1, web_workers=1) as running:
        seen = overheard(running, TOPICS, TIMES)
        served = {number: during_flood(running, [*HOSTILE], number, FLOOD_SECONDS) for number in BEFORE}
    print(f"{len(seen)} conversations.\n\n| attack | before | after | limit |\n|---|---:|---:|---:|")
    succeeded = []
    for attack in (*BY_SIZE, *BY_TIME):
        share = attack.share(seen)
        print(f"| {attack.name} | {attack.before:.1%} | {share:.1%} | {attack.limit:.1%} |")
        if share > attack.limit:
            succeeded.append(attack.name)
    for connections, before in BEFORE.items():
        for kind, each in served[connections].items():
            name, share = f"{kind} failed or late, beside {connections}", each.share_failed(LIMITS[kind])
            print(f"| {name} | {before[kind]:.1%} | {share:.1%} | {MAY_FAIL:.1%} |")
            if share > MAY_FAIL:
                succeeded.append(name)
    if succeeded:
        raise SystemExit("\n".join(["\nSucceeded:", *succeeded]))


if __name__ == "__main__":
    main()
