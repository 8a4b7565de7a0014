"""What a model chose is read alike from ours and from Rasa's own response selector."""

from typing import Any

import pytest

from bench.parse import predicted_label


def parsed(intent: str, **topics: str) -> dict[str, Any]:
    chosen = {name: {"response": {"intent_response_key": topic}} for name, topic in topics.items()}
    return {"intent": {"name": intent}, "response_selector": chosen}


@pytest.mark.parametrize(
    ("result", "label"),
    [
        (parsed("greet"), "greet"),
        (parsed("faq", faq="faq/money"), "faq/money"),
        (parsed("faq", default="faq/money"), "faq/money"),
        (parsed("greet", default="faq/money"), "greet"),
        (parsed("danger", disclosure="disclosure/crime", danger="danger/threat"), "danger/threat"),
    ],
)
def test_the_label_is_the_intent_or_the_topic_that_was_chosen_for_it(
    result: dict[str, Any], label: str
) -> None:
    assert predicted_label(result) == label
