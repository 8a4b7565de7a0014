"""A neutral two-word label for each case, so that nobody needs a name."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake.models import Case

# Nothing that could be said of a person, of prison, of money, or of how the queue stands.
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
    """Two words that no case has now; a number goes with them should nearly all be taken.

    Another transaction may give them to a case before this one has: then the database refuses the second.
    """
    for _ in range(TRIES):
        label = f"{secrets.choice(ADJECTIVES.split())} {secrets.choice(NOUNS.split())}"
        if session.scalar(select(Case.id).where(Case.label == label)) is None:
            return label
    return f"{label} {secrets.randbelow(1_000_000)}"
