"""Decides the move that follows a message: a table of situations, of which the first that fits decides.

The situations and the replies come from what good counsellors do: danger first and then believed, one line
of repair instead of the same text again, choices instead of a guess (docs/decisions/0019).
"""

from dataclasses import replace

from bot.dialogue.alarm import after_alarm, alarm, asked_about_danger, softened
from bot.dialogue.expectation import POSITIONS, as_expected
from bot.dialogue.move import CHOICES, Kind, Move, Situation, saying
from bot.dialogue.reading import ASKS_FOR_ENGLISH, FALLBACK, is_offered
from bot.dialogue.state import ENGLISH, Alarm, State

MOST_MISSES = 3
"""After so many messages in a row that were not understood, a human is offered instead of new choices."""


def decide(situation: Situation) -> Move:
    """The move that follows; a short reply is not said twice in a row."""
    situation = as_expected(_in_language(situation))
    return _not_twice(situation.state.said, _decided(situation))


def _decided(situation: Situation) -> Move:
    for fits in (_interrupted_form, alarm, after_alarm, asked_about_danger):
        if (move := fits(situation)) is not None:
            return move
    for fits in (_wordless, _chosen, _follow_up, _wish, _repair, _line):
        if (move := fits(situation)) is not None:
            return softened(situation, move)
    return softened(situation, _answer(situation))


STILL_HERE = "utter_still_here"
SAME_AGAIN = "utter_same_again"
"""The last answer once more, in its simpler text."""

ANSWERED_JUST_NOW = "utter_answered_just_now"
"""What is said where the simpler text has been said too."""

NO_SIMPLER = "utter_no_simpler"


def _not_twice(said: str, move: Move) -> Move:
    """The move with a line to go on from in the place of one that was said just now.

    While danger may be there, what to do about it is said again.
    """
    is_over = move.kind is Kind.AFTER_ALARM and move.state.alarm is Alarm.OVER
    is_short = move.kind in (Kind.LINE, Kind.REPAIR) or said in (ANSWERED_JUST_NOW, NO_SIMPLER)
    if said not in move.actions or not (is_over or is_short):
        return move
    actions = tuple(STILL_HERE if action == said else action for action in move.actions)
    return replace(move, state=move.state.but(said=STILL_HERE, choices=()), actions=actions)


def _in_language(now: Situation) -> Situation:
    """The situation in the message's language, or in the conversation's where that is uncertain."""
    language = ENGLISH if now.label == ASKS_FOR_ENGLISH else now.reading.language
    return replace(now, state=now.state.but(language=language)) if language else now


FORM = "self_check_form"
EXPLAIN = "action_explain_question"
FORM_HAS_RULES_FOR = (
    "affirm", "deny", "unsure", "go_back", "cancel", "goodbye", "faq", "human", "why_ask", "clarify",
    "ask_source", "topics", "foreign", "afraid", "disclosure", "greet", "thanks", "start_self_check",
    "nlu_fallback", "out_of_scope", "malfunction", "insult", "want_to_leave",
)  # fmt: skip
"""Families of labels that data/rules/self_check.yml says something about."""


def _interrupted_form(now: Situation) -> Move | None:
    """In the self-check its own rules decide; a line of ours comes first where they say nothing."""
    if not now.is_form or now.reading.family == "danger":
        return None
    if not now.has_refused or now.reading.family in FORM_HAS_RULES_FOR:
        return Move(Kind.RULE, now.calm)
    if now.label == "follow/why":  # "varför då?" is about the question here
        return Move(Kind.LINE, now.calm, (EXPLAIN, FORM))
    has_line = now.is_sure and now.reading.family in LINES
    response = f"utter_{now.label}" if has_line else "utter_self_check_hint"
    return Move(Kind.LINE, now.calm, (response, FORM))


def _chosen(now: Situation) -> Move | None:
    """An answer to "Menade du ...?"."""
    choices, label = now.state.choices, now.label
    if label.startswith("choose_") and not choices:
        return saying(Kind.LINE, now.calm, "utter_no_question")
    if not choices:
        return None
    if label in ("choose_none", "deny"):
        return saying(Kind.REPAIR, now.calm.but(misses=now.state.misses + 1), "utter_none_of_these")
    if label == "affirm" and len(choices) > 1:
        return saying(Kind.CHOICES, now.calm.but(choices=choices), "utter_which_one")
    position = POSITIONS.get(label, 0 if label == "affirm" else None)
    if position is None:
        return None
    chosen = choices[min(position, len(choices) - 1)]
    return _about(Kind.CHOSEN, now.calm, chosen)


WITHOUT_TOPIC = {
    "follow/under_18": "faq/under_18",
    "follow/police": "faq/reporting_duty",
    "follow/social_services": "faq/social_secrecy",
    "follow/cost": "faq/support_cost",
    "follow/how_long": "faq/how_long",
    "follow/next": "faq/first_contact",
    "follow/who": "faq/who_you_meet",
}
"""What a follow-up asks about in general, when nothing has been answered yet."""


AS_LIKELY = 0.15
"""From this probability, what a follow-up asks about in general is answered where the topic says nothing."""


def _follow_up(now: Situation) -> Move | None:
    """A short question about the last answer: "hur länge då?"."""
    if now.reading.family != "follow" or not (now.is_sure or now.state.topic):
        return None
    if not now.state.topic and now.label in WITHOUT_TOPIC:
        return _about(Kind.ANSWER, now.calm, WITHOUT_TOPIC[now.label])
    if not now.state.topic:
        return saying(Kind.REPAIR, now.calm, "utter_about_what")
    aspect = now.aspects.get(now.label.removeprefix("follow/"), "")
    if is_offered(aspect):
        return _about(Kind.FOLLOW_UP, now.calm, aspect)
    general = WITHOUT_TOPIC.get(now.label, "")
    if not aspect and now.reading.probability(general) >= AS_LIKELY:
        return _about(Kind.FOLLOW_UP, now.calm, general)
    return saying(Kind.FOLLOW_UP, now.calm, f"utter_{now.label}")


def _wish(now: Situation) -> Move | None:
    """A wish for the same in other words, which holds for what follows, or for the same once more."""
    if now.label == "clarify":
        state = now.calm.but(is_simple=True)
        is_short_already = now.state.is_simple or now.state.said == SAME_AGAIN
        response = NO_SIMPLER if is_short_already else "utter_simpler"
        return saying(Kind.SIMPLER, state, response) if state.topic else Move(Kind.RULE, state)
    if now.label == "repair/again":
        response = "utter_repair/again" if now.state.topic else "utter_about_what"
        return saying(Kind.AGAIN, now.calm, response)
    return None


def _repair(now: Situation) -> Move | None:
    """A complaint is owned, and what else may have been meant is offered."""
    if now.reading.family != "repair" or not (now.is_sure or now.state.said):
        return None
    choices = now.state.alternatives[:CHOICES] if now.label != "repair/sorry" else ()
    return saying(Kind.REPAIR, now.calm.but(choices=choices), f"utter_{now.label}")


WAITING = "utter_waiting"


def _wordless(now: Situation) -> Move | None:
    """Three dots or an emoji: somebody who is there, and has not found words yet."""
    has_words = now.reading.ranked or now.label not in ("", FALLBACK)
    return None if has_words else saying(Kind.LINE, now.calm, WAITING)


LINES = ("feeling", "asks_promise", "short_on_time", "child_writes", "waiting")


def _line(now: Situation) -> Move | None:
    """A feeling, a child, a promise that is asked for: a short reply of its own."""
    if now.reading.family not in LINES or not now.is_sure:
        return None
    return _talk(now)


def _talk(now: Situation) -> Move:
    """A reply that needs no action of Rasa's."""
    return saying(Kind.LINE, now.calm, f"utter_{now.label}")


TALK = ("greet", "goodbye", "thanks", "topics", "insult", "want_to_leave", "afraid", "why_ask")
"""Labels with one response each. A wrong guess among them does little harm, so they need no certainty."""

RULES = ("affirm", "deny", "unsure", "cancel", "go_back", "ask_source", "foreign", "malfunction")
"""Labels that a rule of Rasa's answers even if they are guesses."""

ANSWERED_IF_SURE = ("faq", "human", "start_self_check", "disclosure", "clarify")
"""Families of labels that are answered, by the topic's text or a rule of Rasa's, unless they are guesses."""


def _answer(now: Situation) -> Move:
    """The answer, choices where it is a guess, and a rule of Rasa's for everything else."""
    reading = now.reading
    if reading.label in TALK:
        return _talk(now)
    if reading.family in RULES:
        return Move(Kind.RULE, now.calm)
    offered = reading.topics(now.thresholds.choice)
    if not now.is_sure or reading.family not in ANSWERED_IF_SURE:
        return _guess(now, offered[:CHOICES])
    if not reading.label.startswith("faq/"):
        return Move(Kind.RULE, now.calm.but(said=f"utter_{reading.label}"))
    alternatives = tuple(each for each in offered if each != reading.label)[:CHOICES]
    if reading.label == now.state.topic and not reading.is_pressed:
        state = now.calm.but(choices=alternatives, alternatives=alternatives)
        is_short_already = state.is_simple or now.state.said in (SAME_AGAIN, ANSWERED_JUST_NOW)
        return saying(Kind.AGAIN, state, ANSWERED_JUST_NOW if is_short_already else SAME_AGAIN)
    return _about(Kind.ANSWER, now.calm.but(alternatives=alternatives), reading.label)


def _guess(now: Situation, offered: tuple[str, ...]) -> Move:
    """Choices, or that it was not understood: after several misses, and where it is about something else."""
    state = now.calm.but(misses=now.state.misses + 1)
    is_elsewhere = now.label == now.reading.best.label == "out_of_scope"
    if is_elsewhere:
        return saying(Kind.NOT_UNDERSTOOD, state, "utter_out_of_scope")
    if not offered or now.state.misses >= MOST_MISSES:
        return saying(Kind.NOT_UNDERSTOOD, state, "utter_not_understood")
    return saying(Kind.CHOICES, state.but(choices=offered, alternatives=offered), "utter_choices")


def _about(kind: Kind, state: State, label: str) -> Move:
    """The answer to a topic, or what the self-check and the way to a human begin with."""
    if label == "human":
        return Move(kind, state.but(said="utter_human"), ("action_find_human", "utter_human"))
    if label == "start_self_check":
        return saying(kind, state, "utter_self_check_intro")
    return saying(kind, state.but(topic=label), f"utter_{label}")
