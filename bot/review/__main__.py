"""Prints what has to be done about the answers: `python -m bot.review`, or `make review`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import chain

import yaml

from bot.intake import not_understood as kept
from bot.intake.case_store import open_case_store
from bot.municipality import Profile, ProfileError, load_profiles
from bot.municipality.answers import AnswersError
from bot.review import not_understood
from bot.review.everything import findings
from bot.review.findings import Finding, Urgency
from bot.settings import Settings


def described(finding: Finding) -> str:
    """A finding as text, for the editors."""
    lines = [f"[{finding.urgency.value}] {finding.text}", f"    Gör så här: {finding.to_do}"]
    if finding.answers:
        lines.append(f"    Svar: {', '.join(finding.answers)}")
    return "\n".join(lines)


def report(found: Iterable[tuple[Profile, list[Finding]]]) -> Iterator[str]:
    """The lines to print, by municipality."""
    for profile, todo in found:
        yield f"{profile.name}:"
        yield from map(described, todo)
        if not todo:
            yield "Inget att göra."
        yield ""


def _not_understood(settings: Settings, profile: Profile) -> Iterator[Finding]:
    if not profile.keeps_not_understood:
        return
    case_store = open_case_store(settings)
    with case_store.transaction() as session:
        entries = kept.everything(session, case_store.vault, profile.key)
    yield from not_understood.findings(len(entries), not_understood.nearest_topics(entries))


def main() -> int:
    """Prints all findings; returns 1 if one of them is urgent, or if something cannot be read."""
    now = datetime.now(timezone.utc)
    try:
        settings = Settings()
        found = [
            (
                profile,
                [
                    *findings(profile, profile.local_time(now).date(), settings.sources),
                    *_not_understood(settings, profile),
                ],
            )
            for profile in load_profiles(settings.municipalities).values()
        ]
    except (AnswersError, ProfileError, ValueError, yaml.YAMLError) as error:
        print(f"Det går inte att läsa allt: {error}")
        return 1
    print("\n".join(report(found)), end="")
    everything = chain.from_iterable(todo for _, todo in found)
    return int(any(finding.urgency is Urgency.NOW for finding in everything))


if __name__ == "__main__":
    sys.exit(main())
