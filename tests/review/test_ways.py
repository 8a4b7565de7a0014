"""Questions without answers, answers that nothing leads to, and examples that nothing uses are told."""

from pathlib import Path

import pytest

from bot.municipality.answers import Answers
from bot.review.findings import Urgency
from bot.review.ways import findings, read_ways

ANSWERS: Answers = {"utter_faq/pets": [{"text": "Ja."}], "utter_greet": [{"text": "Hej."}]}
NLU = """
nlu:
- intent: faq/pets
  examples: |
    - får man ha hund
    - katt då
- intent: greet
  examples: |
    - hej
"""
RULES = """
rules:
- rule: answer
  steps:
  - intent: faq
  - action: utter_faq
- rule: greet
  steps:
  - intent: greet
  - action: utter_greet
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which everything leads somewhere."""
    for folder in ("data/nlu", "data/rules", "bot/assistant/nlu", "bot/dialogue", "actions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/nlu/a.yml").write_text(NLU)
    (tmp_path / "data/rules/a.yml").write_text(RULES)
    return tmp_path


def test_where_everything_leads_somewhere_nothing_is_told(root: Path) -> None:
    assert list(findings(ANSWERS, read_ways(root))) == []


def test_a_topic_that_nothing_answers_is_told_as_urgent(root: Path) -> None:
    [finding] = findings({"utter_greet": ANSWERS["utter_greet"]}, read_ways(root))
    assert finding.urgency is Urgency.NOW
    assert "faq/pets" in finding.text


@pytest.mark.parametrize("name", ["faq/cars", "farewell"])
def test_an_answer_that_no_example_and_no_rule_leads_to_is_told(root: Path, name: str) -> None:
    [finding] = findings({**ANSWERS, f"utter_{name}": [{"text": "Nej."}]}, read_ways(root))
    assert (finding.urgency, finding.answers) == (Urgency.SOME_TIME, (name,))


def test_an_answer_that_a_component_names_is_led_to(root: Path) -> None:
    (root / "bot/assistant/policy.py").write_text('OUT_OF_ORDER = "utter_out_of_order"')
    answers = {**ANSWERS, "utter_out_of_order": [{"text": "Trasigt."}]}
    assert list(findings(answers, read_ways(root))) == []


LINES = NLU.replace("faq/pets", "feeling/shame").replace("greet", "waiting")
SAID: Answers = {"utter_feeling/shame": [{"text": "Bra."}], "utter_waiting": [{"text": "Vänta."}]}


def test_a_line_that_the_dialogue_says_by_its_label_is_led_to_and_its_examples_are_used(root: Path) -> None:
    (root / "data/nlu/b.yml").write_text(LINES)
    assert [finding.urgency for finding in findings({**ANSWERS, **SAID}, read_ways(root))] == [
        Urgency.SOME_TIME,
        Urgency.SOME_TIME,
    ]
    (root / "bot/dialogue/decision.py").write_text('LINES = ("feeling", "waiting")')
    assert list(findings({**ANSWERS, **SAID}, read_ways(root))) == []


def test_a_line_in_another_language_needs_no_examples(root: Path) -> None:
    assert list(findings({**ANSWERS, "utter_foreign/fr": [{"text": "112."}]}, read_ways(root))) == []


def test_examples_of_what_no_rule_knows_are_told_until_a_rule_or_an_action_does(root: Path) -> None:
    (root / "data/nlu/b.yml").write_text(NLU.replace("faq/pets", "shout").replace("greet", "whisper"))
    [finding] = findings(ANSWERS, read_ways(root))
    assert finding.urgency is Urgency.SOME_TIME
    assert "shout, whisper" in finding.text
    (root / "data/rules/b.yml").write_text(RULES.replace("greet", "shout"))
    (root / "actions/whisper.py").write_text('HEARD = {"whisper": True}')
    assert list(findings(ANSWERS, read_ways(root))) == []


def test_a_labels_first_example_is_kept(root: Path) -> None:
    assert read_ways(root).examples["faq/pets"] == "får man ha hund"
