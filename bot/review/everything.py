"""All findings for a municipality, the most urgent first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.municipality import Profile
from bot.municipality.english import translations_for
from bot.municipality.languages import pages
from bot.municipality.laws import laws as known_laws
from bot.municipality.sources import documents
from bot.review import easier, english, files, languages, laws, reviews, ways
from bot.review.answer_set import all_ways, answers_of
from bot.review.findings import Finding, by_urgency


def findings(profile: Profile, today: date, folder: Path | None) -> list[Finding]:
    """All findings for a municipality; `folder` has the source documents' files, if they are available."""

    def each() -> Iterator[Finding]:
        answer_set, known = answers_of(profile), documents()
        answers = answer_set.answers
        yield from reviews.findings(answers, known, today)
        yield from laws.findings(answers, known_laws(), today)
        yield from files.findings(answers, known, folder)
        yield from easier.findings(answers, answer_set.titles)
        yield from english.findings(answers, translations_for(profile.key))
        yield from languages.findings(profile, pages())
        yield from ways.findings(answers, all_ways())

    return by_urgency(each())
