"""Runs a server that raises an error containing the message when a message contains `krascha`.

`python -m lab.crashing <module> <arguments>`
"""

import runpy
import sys
from typing import Any

WORD = "krascha"


def break_the_component() -> None:
    from bot.assistant import rasa_patches  # noqa: PLC0415 - exists only in Rasa's environment

    without_tensorflow = rasa_patches.leave_out_tensorflow

    def leave_out_tensorflow() -> None:
        without_tensorflow()
        from bot.assistant.nlu.intent_classifier import LabelClassifier  # noqa: PLC0415 - not before

        whole = LabelClassifier.process

        def process(self: LabelClassifier, messages: list[Any]) -> list[Any]:
            for message in messages:
                text = message.get("text")
                if f"{WORD} modellen" in text:
                    raise ValueError(text)
            return list(whole(self, messages))

        component: Any = LabelClassifier
        component.process = process

    rasa_patches.leave_out_tensorflow = leave_out_tensorflow


def break_the_action() -> None:
    from actions.human import ActionFindHuman  # noqa: PLC0415 - only the action server needs it

    whole = ActionFindHuman.run

    def run(self: ActionFindHuman, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        text = tracker.latest_message["text"]
        if WORD in text:
            raise ValueError(text)
        return whole(self, dispatcher, tracker, domain)

    action: Any = ActionFindHuman
    action.run = run


if __name__ == "__main__":
    _, module, *arguments = sys.argv
    sys.argv = [module, *arguments]
    break_the_component() if module == "bot.run.rasa" else break_the_action()
    runpy.run_module(module, run_name="__main__", alter_sys=True)
