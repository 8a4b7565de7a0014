"""How likely labels are in the conversation: what is on offer, and whom the visitor has spoken of."""

from dataclasses import replace

from bot.dialogue.move import Situation
from bot.dialogue.reading import Reading

POSITIONS = {"choose_first": 0, "choose_second": 1, "choose_third": 2}
"""Labels that choose one of the topics on offer, and which."""

LEAVES_CHECK = ("cancel", "go_back")
ANSWERS_NOTHING = 0.1
"""How likely it is to choose where there is no choice, or to leave a self-check that one is not in."""

CONCERNS = {
    "want_to_leave": "self",
    "faq/relative_parent": "child",
    "faq/relative_sibling": "sibling",
    "faq/relative_partner": "partner",
    "faq/relative_friend": "friend",
}
"""Labels that say whom the conversation concerns."""

SAYS_WHOM = 0.3
"""From this probability of such a label, the visitor is taken to have said so."""

SOMEBODY_ELSE = 0.2
"""How likely somebody else is than whom the visitor has spoken of."""


def as_expected(now: Situation) -> Situation:
    """The situation with each label as likely as it is in this conversation."""
    state = now.state.but(concerns=_concerned(now.reading) or now.state.concerns)
    weights = _weights(now)
    if now.reading.is_pressed or not any(guess.label in weights for guess in now.reading.ranked):
        return replace(now, state=state)
    reading = now.reading.weighted(weights)
    label = reading.label if now.label in weights else now.label
    return replace(now, state=state, reading=replace(reading, label=label))


def _weights(now: Situation) -> dict[str, float]:
    """What labels' probabilities are multiplied with."""
    meaningless = [*([] if now.state.choices else POSITIONS), *([] if now.is_form else LEAVES_CHECK)]
    concerns = now.state.concerns
    others = [label for label, whom in CONCERNS.items() if concerns not in ("", whom) and whom != "self"]
    return {**dict.fromkeys(meaningless, ANSWERS_NOTHING), **dict.fromkeys(others, SOMEBODY_ELSE)}


def _concerned(reading: Reading) -> str:
    """Whom the message concerns; empty where it does not say."""
    if reading.is_pressed:
        return CONCERNS.get(reading.label, "")
    guesses = [guess for guess in reading.ranked if guess.label in CONCERNS]
    said = next((guess for guess in guesses if guess.probability >= SAYS_WHOM), None)
    return CONCERNS[said.label] if said else ""
