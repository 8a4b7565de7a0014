"""Reads a message as the answer to one of the self-check's questions."""

from datetime import date

from bot.programme.answer import Answer
from bot.programme.self_check import DANGER, LIVES_IN_MUNICIPALITY, UNDER_18
from bot.programme.self_check_reading.age import is_only_age, read_age
from bot.programme.self_check_reading.lexicon import lexicon, pattern
from bot.programme.self_check_reading.numbers import number
from bot.programme.self_check_reading.places import Places, is_only_place, is_place
from bot.programme.self_check_reading.reading import CONTRADICTORY, Content, Kind, Reading, answered
from bot.programme.self_check_reading.residence import has_no_home, read_residence
from bot.programme.self_check_reading.topics import OF_GROUP, read_echo, read_topic
from bot.programme.self_check_reading.whose import is_anothers
from bot.programme.self_check_reading.wishes import (
    is_about_the_chat,
    is_left_out,
    is_not_as_known,
    is_question,
    is_skip,
    is_unknown,
    wish,
)
from bot.programme.self_check_reading.words import (
    FILLERS,
    HEDGES,
    LONE_YES,
    NEGATIONS,
    NO,
    OKAY,
    SURE_YES,
    UNSURE,
    YES,
    clauses,
    is_negated,
    plain,
    words_of,
)

_SENTENCE = 3
"""From so many words on, a clause is a sentence of its own."""

_SIGNS = "👍👎✅❌🤷?"
_UNCERTAIN_SAFETY = pattern("uncertain_safety")
"""In the question about danger, "inte säker" is either not knowing or not being safe."""
_SO_TO_SAY = pattern("so_to_say")
_NEVER, _CERTAINLY, _BELIEVED = pattern("never"), pattern("certainly"), pattern("believed")
_SMALL, _HALF_NO = lexicon("small"), lexicon("half_no")


def read(question: str, text: str, places: Places, today: date) -> Reading:
    """What `text` says to the question with this id. `today` is for a year of birth."""
    said = plain(text)
    if not any(sign.isalnum() or sign in _SIGNS for sign in said):
        return Reading(Kind.NO_ANSWER)
    if wished := wish(said):
        return Reading(wished)
    if is_about_the_chat(said):
        return Reading(Kind.NOT_KNOWN)
    if is_skip(said):
        return answered(Answer.UNKNOWN)
    if is_question(said):
        return Reading(Kind.NO_ANSWER)
    return _statement(question, said, places, today)


def is_only_answer(question: str, text: str, places: Places) -> bool:
    """Whether every word of a message belongs to an answer or a wish about the check.

    Such a message is no threat, whatever a classifier that does not know the question takes it for.
    """
    said = plain(text)
    if wish(said) or is_left_out(said):
        return True
    if question == LIVES_IN_MUNICIPALITY:
        return is_only_place(said, places)
    return question == UNDER_18 and is_only_age(clauses(said))


def _statement(question: str, said: str, places: Places, today: date) -> Reading:
    every = clauses(said)
    if question == DANGER and _UNCERTAIN_SAFETY.search(said):
        return _both()
    if _SO_TO_SAY.fullmatch(said):
        return answered(Answer.YES, is_hedged=True, is_bare=True)
    own = every if question.startswith(OF_GROUP) else [each for each in every if not is_anothers(each)]
    if not own:
        return Reading(Kind.NO_ANSWER)
    content, polarities = _content(question, said, own, places, today), _polarities(own)
    if content is not None:
        return _with_content(content, polarities, own, said)
    if is_unknown(said) and len(polarities) <= 1:
        return answered(Answer.UNKNOWN)
    is_other = not polarities and _names_something_else(own, places)
    return Reading(Kind.NO_ANSWER) if is_other else _bare(own, polarities, said)


def _both() -> Reading:
    return Reading(Kind.CONTRADICTORY)


def _content(question: str, said: str, own: list[list[str]], places: Places, today: date) -> Content | None:
    """What the message says of the question's subject."""
    if question == UNDER_18:
        content = read_age(own, today.year)
    elif question == LIVES_IN_MUNICIPALITY:
        content = Content(Answer.UNKNOWN) if has_no_home(own) else read_residence(own, places)
    else:
        content = None if is_not_as_known(said) else read_topic(question, own)
    if is_unknown(said):  # "vet inte vilken kommun det är" is no "det är det inte"
        return content if content and content.is_fact else None
    return content or (None if is_not_as_known(said) else read_echo(own))


def _with_content(content: Content, polarities: set[Answer], own: list[list[str]], said: str) -> Reading:
    """The subject, and the yes or no beside it, which should agree."""
    if content.is_foreign:
        return _bare(own, polarities, said) if polarities else Reading(Kind.NO_ANSWER)
    if content is CONTRADICTORY or content.answer is None:
        return _both()
    if polarities <= {content.answer} or content.answer is Answer.UNKNOWN:
        return answered(content.answer, is_hedged=content.is_hedged or _is_hedged(own, content))
    return answered(content.answer, is_hedged=True) if content.is_fact else _both()


def _polarities(own: list[list[str]]) -> set[Answer]:
    """The yes and no that stand for themselves; "absolut inte" is a no, "nej okej" both."""
    found = {each for clause in own for each in _in_clause(clause)}
    return found | {Answer.YES} if found and any(_is_okay(clause) for clause in own) else found


def _is_okay(clause: list[str]) -> bool:
    """Whether "okej" says yes; in "jag är okej" it does not."""
    return any(
        word in OKAY and not {"är", "e", "mår", "känns"} & set(clause[:place])
        for place, word in enumerate(clause)
    )


def _in_clause(clause: list[str]) -> set[Answer]:
    found = set()
    for place, word in enumerate(clause):
        is_turned = not NEGATIONS.isdisjoint(clause[place + 1 : place + 3]) and word not in SURE_YES
        if word in NO or (word in YES and is_turned):
            found.add(Answer.NO)
        elif word in YES and (word not in LONE_YES or (place == 0 and len(clause) < _SENTENCE)):
            found.add(Answer.YES)
    return found


def _is_hedged(own: list[list[str]], content: Content) -> bool:
    """Hedging words, or a yes with a "but not": "jag vill men vågar inte"."""
    is_less = content.answer is Answer.YES and any(is_negated(clause) for clause in own[1:])
    return not content.is_fact and (is_less or not HEDGES.isdisjoint(words_of(own)))


def _names_something_else(own: list[list[str]], places: Places) -> bool:
    """A bare place or number, where neither was asked for."""
    return all(is_place(clause, places) or _is_number(clause) for clause in own)


def _is_number(clause: list[str]) -> bool:
    return all(number(word) is not None or word in ("år", "bast") for word in clause)


def _bare(own: list[list[str]], polarities: set[Answer], said: str) -> Reading:
    """A yes or a no without anything about the subject."""
    found = words_of(own)
    is_hedged = is_not_as_known(said) or not HEDGES.isdisjoint(found)
    if not polarities:
        return _implied(own, said, is_hedged=is_hedged)
    is_half = Answer.YES in polarities and any(is_negated(clause) for clause in own)
    if len(polarities) > 1 or is_half:  # "jo fast inte just nu"
        return _both()
    [answer] = polarities
    unknown = found - YES - NO - FILLERS - HEDGES - NEGATIONS - UNSURE - _SMALL
    is_hedged = is_hedged or not UNSURE.isdisjoint(found)
    return answered(answer, is_hedged=is_hedged, is_bare=True, is_wordy=len(unknown) >= _SENTENCE)


def _implied(own: list[list[str]], said: str, *, is_hedged: bool) -> Reading:
    """A yes or no that neither "ja" nor "nej" says: "tror det", "kanske inte", "hundra procent"."""
    found, is_not = words_of(own), any(is_negated(clause) for clause in own)
    is_small = found <= FILLERS | HEDGES | NEGATIONS | UNSURE | _SMALL
    table = (
        (is_not_as_known(said) or _NEVER.fullmatch(said) is not None, Answer.NO),
        (_BELIEVED.search(said) is not None, Answer.NO if is_not else Answer.YES),
        (_CERTAINLY.fullmatch(said) is not None, Answer.YES),
        (is_small and is_not, Answer.NO),
        (is_small and not UNSURE.isdisjoint(found), Answer.UNKNOWN),
        (is_small and not _HALF_NO.isdisjoint(found), Answer.NO),
        (is_small and not HEDGES.isdisjoint(found), Answer.YES),
    )
    answer = next((answer for fits, answer in table if fits), None)
    if answer is None:
        return Reading(Kind.NOT_KNOWN)
    is_hedged = is_hedged or "gärna" in found
    return answered(answer, is_hedged=is_hedged and answer is not Answer.UNKNOWN, is_bare=True)
