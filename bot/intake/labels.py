"""A neutral two-word label for each case, so that nobody needs a name."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake.models import Case

ADJECTIVES = """
blå grön gul lila rosa orange turkos randig prickig rutig blank mjuk rund varm sval klar stilla lugn solig
regnig frostig mossig dimmig blommig
"""
NOUNS = """
ekorre svala lärka igelkott hare älg bäver uggla trast mes örn gädda abborre lax humla fjäril björk gran ek
lönn asp rönn alm hassel ljung blåklocka smörblomma tussilago klöver vallmo kantarell sten bäck sjö vik strand
klippa äng hage backe dal kulle stig bro brygga båt åra fyr lykta lada kvarn grind
"""
TRIES = 50


def new_label(session: Session) -> str:
    """Two words that no case has now; a number goes with them should nearly all be taken."""
    for _ in range(TRIES):
        label = f"{secrets.choice(ADJECTIVES.split())} {secrets.choice(NOUNS.split())}"
        if session.scalar(select(Case.id).where(Case.label == label)) is None:
            return label
    return f"{label} {secrets.randbelow(1_000_000)}"
