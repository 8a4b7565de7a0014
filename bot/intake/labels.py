"""Neutral two-word labels for cases, so that nobody needs a name."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake.models import Case

# No words that could describe a person, prison, money or the state of the queue.
ADJECTIVES = """
blå grön gul lila rosa orange turkos ljusblå mörkblå ljusgrön mörkgrön vinröd silvrig sval solig regnig molnig
blåsig blommig
"""
NOUNS = """
ekorre svala lärka igelkott älg uggla trast örn abborre humla fjäril björk gran ek lönn asp rönn alm hassel
ljung tall poppel hägg sälg tulpan syren nejlika blåsippa vitsippa blåklocka smörblomma tussilago bäck sjö vik
strand klippa äng hage backe dal kulle brygga båt åra lykta lada kvarn grind snäcka kotte fjäder stjärna våg ö
"""
TRIES = 50


def new_label(session: Session) -> str:
    """A label that no case has now; with a number added if nearly all are taken.

    A concurrent transaction may use the same one; the database then refuses the second.
    """
    for _ in range(TRIES):
        label = f"{secrets.choice(ADJECTIVES.split())} {secrets.choice(NOUNS.split())}"
        if session.scalar(select(Case.id).where(Case.label == label)) is None:
            return label
    return f"{label} {secrets.randbelow(1_000_000)}"
