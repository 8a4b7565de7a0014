"""`make unanswered`: prints messages that were not understood, grouped, as lines for the training data."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.intake import not_understood
from bot.intake.case_store import open_case_store
from bot.intake.not_understood import Entry
from bot.municipality import load_profiles
from bot.run.environments import Environment
from bot.run.servers import environment
from bot.run.train import MODEL
from bot.settings import ROOT, Settings


@dataclass(frozen=True)
class Group:
    """Messages of similar meaning, and the nearest topic."""

    entries: list[Entry]
    topic: str


def can_group() -> bool:
    """Whether this machine has Rasa's environment and a model; the front's container has neither."""
    return Environment.RASA.python.exists() and MODEL.exists()


def groups(entries: list[Entry]) -> list[Group]:
    """The entries by meaning, the largest group first.

    Raises:
        subprocess.CalledProcessError: they could not be grouped; the error contains no message.
    """
    answer = subprocess.run(
        [Environment.RASA.python, "-m", "bot.assistant.grouping", MODEL],
        cwd=ROOT,
        env=environment(),
        input=json.dumps([entry.text for entry in entries]),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return [
        Group([entries[index] for index in group["texts"]], group["topic"])
        for group in json.loads(answer.stdout)
    ]


def file_of(topic: str) -> Path | None:
    """The file with the topic's Swedish training data, or None. English examples have metadata first."""
    wanted = f"- intent: {topic}\n    examples:"
    files = sorted((ROOT / "data/nlu").glob("*.yml"))
    return next((path for path in files if wanted in path.read_text(encoding="utf-8")), None)


def described(group: Group) -> str:
    """A group as text for staff, with the lines to paste."""
    path = file_of(group.topic)
    texts = sorted({entry.text for entry in group.entries})
    count = len(group.entries)
    head = [f"{count} meddelande{'n' if count > 1 else ''}, närmast ämnet {group.topic}:"]
    messages = [f"  {entry.day}  {entry.text}" for entry in group.entries]
    where = path.relative_to(ROOT) if path else "data/nlu/<ämnets fil>.yml"
    to_paste = [f"  Hör de dit, klistra in under `- intent: {group.topic}` i {where}:"]
    return "\n".join(head + messages + to_paste + [f"      - {text}" for text in texts])


def main() -> int:
    """Prints the groups; returns the exit code."""
    settings = Settings()
    case_store = open_case_store(settings)
    profiles = load_profiles(settings.municipalities)
    with case_store.transaction() as session:
        entries = [
            entry for key in profiles for entry in not_understood.everything(session, case_store.vault, key)
        ]
    for profile in profiles.values():
        if not profile.keeps_not_understood:
            print(f"{profile.name}: inget sparas, `keeps_not_understood` är av i kommunens profil.")
    if not entries:
        print("Det finns inga meddelanden som inte förstods.")
        return 0
    try:
        for group in groups(entries):
            print(described(group), end="\n\n")
    except (OSError, subprocess.CalledProcessError):
        print("Meddelandena kunde inte grupperas. Kör make train, och prova igen.", file=sys.stderr)
        return 1
    print("Passar inget ämne: README beskriver hur man lägger till ett svar på fem minuter.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
