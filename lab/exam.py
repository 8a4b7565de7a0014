"""How the assistant replies to the held-out messages and conversations, and how its replies are judged."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.assistant.known_answers import EMERGENCY, aspects_of
from bot.assistant.nlg import MunicipalityResponses
from bot.assistant.replies import Replies
from bot.dialogue.decision import WITHOUT_TOPIC
from bot.municipality.served import END_OF_KEY
from bot.run.train import MODEL
from bot.wire import Reply
from lab.held_out import HELD_OUT, Asked, conversations, messages

SENDER = f"eskilstuna{END_OF_KEY}exam"
FOLLOW_UP = "follow/"
REFUSALS = frozenset({"not_understood", "out_of_scope", "out_of_order", "choices", "ask_danger"})
"""Replies that answer nothing, and so nothing wrongly."""

OFFERING = {"choices", "ask_danger"}
"""Replies whose buttons are guesses at what was meant."""

ACTION = "action"
"""What is said by an action: the self-check's questions, and a source."""

SAME = {
    ACTION: ("self_check", "ask_source"),
    "simpler": ("clarify",),
    "no_simpler": ("clarify",),
    "need_not_call": ("after/afraid_to_call", "after/cannot_talk"),
    "somebody_else": ("after/not_me",),
    "self_check_intro": ("start_self_check",),
    "self_check_cancelled": ("cancel",),
}
"""Responses that carry out what a label asks for under another name."""

NEEDS_A_TOPIC = ("follow/", "repair/again")
"""Labels that ask about the last answer. Where nothing has been answered, it is right to say so."""

NO_TOPIC = "about_what"


SAYS_THE_TOPIC = {"same_again", "answered_just_now", "simpler", "repair/again"}
"""Responses that say the last topic's answer, or a shorter one."""


@dataclass(frozen=True)
class Sheet:
    """A judged reply: what was said, by the responses' names without `utter_`, and which buttons it had."""

    asked: Asked
    said: tuple[str, ...]
    offered: tuple[str, ...]
    repeats: bool = False
    says_112: bool = False

    @property
    def file(self) -> str:
        """The file of the message."""
        return self.asked.file

    @property
    def needs_context(self) -> bool:
        """Whether the message needs what came before."""
        return self.asked.needs_context

    @property
    def is_right(self) -> bool:
        """Whether an accepted reply was given."""
        also = {label for name in self.said for label in SAME.get(name, ())}
        return bool({*self.asked.accepted} & {*self.said, *also})

    @property
    def is_offered(self) -> bool:
        """Whether an accepted reply is one of the choices."""
        return bool(OFFERING & {*self.said}) and bool({*self.asked.accepted} & {*self.offered})

    @property
    def is_understood(self) -> bool:
        """Whether an accepted reply was given or offered."""
        return self.is_right or self.is_offered

    @property
    def is_heard(self) -> bool:
        """Whether danger was heard: an alarm, the calm line, or an answer that says 112 itself."""
        return self.is_alarm or self.is_soft or self.says_112

    @property
    def is_wrong(self) -> bool:
        """Whether something else was answered."""
        return bool(self.said) and not self.is_right and not {*self.said} & REFUSALS

    @property
    def is_alarm(self) -> bool:
        """Whether the alarm rang."""
        return any(name.startswith("danger") for name in self.said)

    @property
    def is_soft(self) -> bool:
        """Whether danger was mentioned calmly, without an alarm."""
        return not self.is_alarm and bool({"soft_alarm", "ask_danger"} & {*self.said})


class Actions(EndpointConfig):  # type: ignore[misc]
    """Runs our actions in this process, instead of asking an action server."""

    def __init__(self) -> None:
        super().__init__()
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, **call: Any) -> Any:
        """Runs the action that Rasa asks for."""
        return await self._executor.run(call["json"])


async def load_assistant() -> Agent:
    """The trained model with the municipalities' answers and our actions."""
    agent = await load_agent(model_path=str(MODEL))
    agent.processor.nlg = MunicipalityResponses(None, agent.domain)
    agent.processor.nlg.responses = agent.domain.responses
    agent.processor.action_endpoint = Actions()
    return agent


async def hold(agent: Agent, texts: Sequence[str]) -> list[list[Reply]]:
    """The replies to the messages of one conversation, which is kept in memory only."""
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(processor.domain)
    turns = []
    for text in texts:
        replies = Replies()
        await processor.handle_message(UserMessage(text, replies, SENDER))
        turns.append(replies.collected)
    return turns


async def examine(agent: Agent, folder: Path = HELD_OUT) -> list[Sheet]:
    """The judged replies to every message of a folder, and to every turn of its conversations."""
    held = [[message] for message in messages(folder)] + conversations(folder)
    return [
        sheet for asked in held for sheet in judged(asked, await hold(agent, [each.text for each in asked]))
    ]


def _is_followed_up(label: str, topic: str, said: Sequence[str]) -> bool:
    """Whether a follow-up to a topic got the topic that the last answer names for it."""
    return (
        label.startswith(FOLLOW_UP) and aspects_of(SENDER, topic).get(label.removeprefix(FOLLOW_UP)) in said
    )


def _is_asked_of_nothing(label: str, said: Sequence[str]) -> bool:
    """Whether a question about an answer that was never given got what holds in general, or that line."""
    return label.startswith(NEEDS_A_TOPIC) and bool({NO_TOPIC, WITHOUT_TOPIC.get(label)} & {*said})


def judged(asked: Sequence[Asked], turns: Sequence[Sequence[Reply]]) -> list[Sheet]:
    """The sheets of one conversation."""
    sheets = []
    before: list[str] = []
    topic = ""
    for message, replies in zip(asked, turns, strict=True):
        said = [reply.response.removeprefix("utter_") for reply in replies if reply.response]
        if replies and not replies[-1].response:
            said.append(ACTION)
        said += [label for label in message.accepted if _is_followed_up(label, topic, said)]
        if not topic:
            said += [label for label in message.accepted if _is_asked_of_nothing(label, said)]
        topic = next((name for name in said if name.startswith("faq/")), topic)
        if topic and {*said} & SAYS_THE_TOPIC:
            said.append(topic)
        offered = [button.payload.removeprefix("/") for reply in replies for button in reply.buttons]
        texts = [reply.text for reply in replies]
        sheets.append(
            Sheet(
                message,
                tuple(dict.fromkeys(said)),
                tuple(offered),
                repeats=bool(texts) and texts == before,
                says_112=any(EMERGENCY in text for text in texts),
            )
        )
        before = texts
    return sheets
