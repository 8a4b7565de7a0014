"""Completes a response with what depends on the conversation: choices, a shorter text, a follow-up's answer.

An answer's metadata may hold `simpler`, its text in at most three short sentences; `title`, a few words for
a button that leads to it; and `aspects`, what a short follow-up question is answered with, each a text or
another topic. None of them is sent or stored with the conversation.
"""

from collections.abc import Mapping

from bot.assistant.in_english import KEY as ENGLISH_TEXT
from bot.assistant.in_english import Choose, Template, in_english, response_of
from bot.dialogue.state import ENGLISH, State

FOLLOW_UP = "utter_follow/"
AGAIN = "utter_repair/again"
SHORTER = ("utter_simpler", "utter_same_again")
NONE_OF_THESE = {"sv": "Inget av det", "en": "None of these"}
ONLY_HERE = ("simpler", "aspects", "title", "laws", "offers_choices", "offers_also", ENGLISH_TEXT)


def composed(name: str, state: State, choose: Choose) -> Template | None:
    """The response's template, completed; None if there is no such response.

    `choose` gives the variation of a response, by its name, that fits the conversation.
    """
    if state.language == ENGLISH:
        choose = in_english(choose)
    template = choose(name)
    if template is None:
        return None
    about = choose(f"utter_{state.topic}") if state.topic else None
    if about is not None and name.startswith(FOLLOW_UP):
        template = _followed_up(template, about, name.removeprefix(FOLLOW_UP))
    elif about is not None and name == AGAIN:
        template = simpler(about) if state.is_simple else about
    elif about is not None and name in SHORTER:
        template = _joined(template, simpler(about))
    elif state.is_simple:
        template = simpler(template)
    metadata, own = template.get("metadata") or {}, template.get("buttons", [])
    if metadata.get("offers_choices"):
        template = {**template, "buttons": [*_choices(state, choose), *own]}
    elif metadata.get("offers_also"):
        template = {**template, "buttons": [*own, *_topics(state, choose)]}
    return _without_notes(template)


def titled(
    own: Mapping[str, list[Template]], shared: Mapping[str, list[Template]]
) -> dict[str, list[Template]]:
    """A municipality's own answers, each with the title of the shared answer that it replaces."""
    return {
        name: [
            {**each, "metadata": {**_title(shared.get(name)), **(each.get("metadata") or {})}}
            for each in answer
        ]
        for name, answer in own.items()
    }


def _title(shared: list[Template] | None) -> Template:
    titles = [(each.get("metadata") or {}).get("title") for each in shared or []]
    return {"title": titles[0]} if titles and titles[0] else {}


def simpler(template: Template) -> Template:
    """The answer in its simpler text, or as it is where it has none."""
    text = (template.get("metadata") or {}).get("simpler")
    return {**template, "text": text} if text else template


def _followed_up(template: Template, about: Template, aspect: str) -> Template:
    """What the last answer says of the aspect; otherwise the honest line, with that answer's buttons.

    Where another topic is the answer, the dialogue has said that one instead.
    """
    said = ((about.get("metadata") or {}).get("aspects") or {}).get(aspect)
    if said is None:
        return {**template, "buttons": [*about.get("buttons", []), *template.get("buttons", [])][:3]}
    return {**about, "text": said}


def _joined(opening: Template, answer: Template) -> Template:
    """The answer after an opening line, with the opening's own buttons where choices are on offer."""
    metadata = {**(answer.get("metadata") or {}), **(opening.get("metadata") or {})}
    metadata["sources"] = (answer.get("metadata") or {}).get("sources") or []
    text = f"{opening['text']}\n\n{answer['text']}"
    return {**answer, "text": text, "metadata": metadata, "buttons": opening.get("buttons", [])}


def _choices(state: State, choose: Choose) -> list[dict[str, str]]:
    """The topics on offer, and the way out."""
    topics = _topics(state, choose)
    none = {"title": NONE_OF_THESE[state.language], "payload": "/choose_none"}
    return [*topics, none] if topics else []


def _topics(state: State, choose: Choose) -> list[dict[str, str]]:
    found = [(label, choose(response_of(label))) for label in state.choices]
    titles = [(label, (each.get("metadata") or {}).get("title")) for label, each in found if each]
    return [
        {"title": title, "payload": label if "/" in label else f"/{label}"}
        for label, title in titles
        if title
    ]


def _without_notes(template: Template) -> Template:
    metadata = template.get("metadata")
    if not metadata:
        return template
    return {
        **template,
        "metadata": {name: value for name, value in metadata.items() if name not in ONLY_HERE},
    }
