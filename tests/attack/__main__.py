"""Attacks an installation of its own, and prints how far each attack got: `make attack`.

The exit code is 1 if one got further than it may. Ten minutes on two cores, if these do nothing else: only
then do times tell what they can. Needs PostgreSQL, Redis and nginx.
"""

from lab.production import production
from tests.attack.listener import BY_SIZE, BY_TIME, overheard

TOPICS, TIMES = 142, 2


def main() -> None:
    """Runs every attack; prints a table."""
    with production(rasas=1, web_workers=1) as running:
        seen = overheard(running, TOPICS, TIMES)
    print(f"{len(seen)} conversations.\n\n| attack | before | after | limit |\n|---|---:|---:|---:|")
    succeeded = []
    for attack in (*BY_SIZE, *BY_TIME):
        share = attack.share(seen)
        print(f"| {attack.name} | {attack.before:.1%} | {share:.1%} | {attack.limit:.1%} |")
        if share > attack.limit:
            succeeded.append(attack.name)
    if succeeded:
        raise SystemExit("\n".join(["\nSucceeded:", *succeeded]))


if __name__ == "__main__":
    main()
