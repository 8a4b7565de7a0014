"""Finds texts in other languages that nobody who speaks the language has read."""

from collections.abc import Iterator, Mapping

from bot.municipality import Profile
from bot.municipality.answers import FOREIGN
from bot.municipality.languages import Page
from bot.review.findings import Finding, Urgency

LET_READ = (
    "låt någon som har språket som modersmål läsa filen i bot/municipality/languages, rätta, och skriv "
    "dagens datum i raden read_by_native_speaker."
)


def findings(profile: Profile, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """A finding for the languages that visitors are shown, and one for those that no profile's line names."""
    unread = [code for code, page in pages.items() if page.read_by_native_speaker is None]
    shown = [code for code in unread if code in profile.languages]
    rest = [code for code in unread if code not in profile.languages]
    for urgency, codes, what in (
        (Urgency.SOON, shown, "visas för besökare"),
        (Urgency.SOME_TIME, rest, "är avstängda i profilen"),
    ):
        if codes:
            text = f"Språk som {what}, och som ingen med språket som modersmål har läst: {len(codes)}."
            names = tuple(f"{FOREIGN}{code}".removeprefix("utter_") for code in codes)
            yield Finding(urgency, text, LET_READ, names)
