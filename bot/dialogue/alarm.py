"""Moves about danger: the alarm, what follows it, and the calm line beside an answer (ADR 19)."""

from dataclasses import replace

from bot.dialogue.move import CHOICES, Kind, Move, Situation, saying
from bot.dialogue.state import Alarm


def alarm(now: Situation) -> Move | None:
    """Danger: 112 leads. The same text is not said twice in a row, and what ends an alarm is no alarm."""
    if now.reading.family != "danger" or _ends_alarm(now):
        return None
    return _alarmed(now, now.label)


def _alarmed(now: Situation, kind: str) -> Move:
    response = f"utter_{kind}"
    if response == now.state.said:
        response = "utter_danger_again_suicide" if kind == "danger/suicide" else "utter_danger_again"
    paused = now.is_form or now.state.is_check_paused
    asked = now.calm.but(alarm=Alarm.ASKED, alarm_kind=kind, has_alarmed=True, topic="")
    state = asked.but(is_check_paused=paused)
    return saying(Kind.ALARM, state, response)


def _ends_alarm(now: Situation) -> bool:
    """Whether a message with words of danger in it answers the alarm: "nej de är borta nu"."""
    best = now.reading.best
    asked = now.state.alarm is not Alarm.NONE
    return asked and best.family == "after" and best.probability >= now.reading.danger.probability


STILL_IN_DANGER = ("after/afraid_to_call", "after/cannot_talk", "after/not_me")

ASKS_WHETHER_SAFE = ("utter_danger", "utter_call_112_now", *(f"utter_{label}" for label in STILL_IN_DANGER))
"""Responses that end with "Är du i säkerhet just nu?", by how their names begin."""

GO_ON_WITH_CHECK = "utter_go_on_with_check"
ASK = "utter_ask_danger"
ALSO_OFFERED = 2
"""The most topics beside the question about danger, which may be all that was meant."""

SOFT_LINE = "utter_soft_alarm"


def after_alarm(now: Situation) -> Move | None:
    """What answers an alarm is believed, and gets a reply of its own."""
    said = now.state.said
    label = _label_after(now)
    if label.startswith("after/"):
        return _about_danger(now, label)
    if label not in ("affirm", "deny", "unsure"):
        return None
    if said == ASK:
        return _answered(now, label)
    if not said.startswith(ASKS_WHETHER_SAFE):
        return None
    if label == "affirm":
        return _over(now, "utter_safe_now")
    return saying(Kind.AFTER_ALARM, now.calm, "utter_call_112_now")


def _label_after(now: Situation) -> str:
    """The label; while there is an alarm, what may well be an answer to it comes first."""
    if now.state.alarm is Alarm.NONE:
        return now.label
    best = now.reading.best
    answers = (guess for guess in now.reading.ranked if guess.family == "after")
    answer = next(answers, None)
    if answer is None:
        return now.label
    is_likely = now.reading.family != "danger" and 2 * answer.probability >= best.probability
    return answer.label if is_likely or _ends_alarm(now) else now.label


NO_ALARM = {
    "after/afraid_to_call": "utter_need_not_call",
    "after/cannot_talk": "utter_need_not_call",
    "after/not_me": "utter_somebody_else",
}
"""What is said instead where no danger has been spoken of."""

SURE_WITHOUT_ALARM = 0.55
"""How likely all answers to an alarm must be together where there was none: such words often mean more."""


def _about_danger(now: Situation, label: str) -> Move | None:
    if now.state.alarm is Alarm.NONE:
        is_sure = now.reading.is_pressed or now.reading.of_family("after") >= SURE_WITHOUT_ALARM
        return saying(Kind.LINE, now.calm, NO_ALARM.get(label, f"utter_{label}")) if is_sure else None
    if label in STILL_IN_DANGER:
        return saying(Kind.AFTER_ALARM, now.calm.but(alarm=Alarm.ASKED), f"utter_{label}")
    return _over(now, f"utter_{label}")


def _over(now: Situation, response: str, choices: tuple[str, ...] = ()) -> Move:
    """Whoever is safe is believed, and asked whether to go on with a self-check that the alarm broke off."""
    state = now.calm.but(alarm=Alarm.OVER, choices=choices, is_check_paused=False)
    move = saying(Kind.AFTER_ALARM, state, response)
    return replace(move, actions=(response, GO_ON_WITH_CHECK)) if now.state.is_check_paused else move


def _answered(now: Situation, label: str) -> Move:
    """The answer to "Är du i fara nu?": only a no is no alarm."""
    if label != "deny":
        return _alarmed(now, now.state.alarm_kind)
    return _over(now, "utter_no_danger", now.state.alternatives)


def asked_about_danger(now: Situation) -> Move | None:
    """Where danger is possible and the label is a guess, danger is asked about, whatever the guess is."""
    danger, choices = now.reading.danger, now.reading.topics(now.thresholds.choice)
    is_decided = now.is_sure or now.reading.family == "foreign"  # whose line says 112 in that language
    if _is_known(now) or is_decided or danger.probability < now.thresholds.ask:
        return None
    state = now.calm.but(alarm_kind=danger.label, alternatives=choices[:CHOICES], has_soft_line=True)
    return saying(Kind.ASK_DANGER, state.but(choices=choices[:ALSO_OFFERED]), ASK)


def _is_known(now: Situation) -> bool:
    return now.reading.is_pressed or now.state.alarm is Alarm.OVER or now.state.has_soft_line


def softened(now: Situation, move: Move) -> Move:
    """Adds the calm line with 112 where danger is possible, if the move does not say it itself."""
    is_said = not move.actions or move.kind is Kind.NOT_UNDERSTOOD
    if is_said or _is_known(now) or now.reading.danger.probability < now.thresholds.soft:
        return move
    actions = (SOFT_LINE, *move.actions) if move.kind is Kind.CHOICES else (*move.actions, SOFT_LINE)
    return Move(move.kind, move.state.but(has_soft_line=True), actions)
