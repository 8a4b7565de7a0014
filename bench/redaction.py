"""Measures redaction's recall, precision and time: `python -m bench.redaction`.

Uses the messages in tests/held_out_chat.txt, and measures the recognisers' own time in the same run. Takes
less than a minute.
"""

import statistics
import time

from bot.privacy.swedish_pipeline import OFFICIAL, pipelines
from lab.marked_chat import Message, read, score

NUMBERS = ("id", "phone", "email", "address", "plate", "account", "card")


def spacy_ms(messages: list[Message]) -> float:
    """The recognisers' median time for a message, in milliseconds."""
    taken = []
    for message in messages:
        start = time.perf_counter()
        for pipeline in pipelines():
            pipeline(message.text)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def main() -> None:
    """Prints the results as a table for docs/measurements.md."""
    messages = read()
    result = score(messages)
    alone = spacy_ms(messages)
    official = len(pipelines()) > 1
    print(f"{len(messages)} held-out chat messages; {OFFICIAL} is {'' if official else 'not '}installed.\n")
    print("| Hidden | of | recall |\n|---|---:|---:|")
    for kind, number in result.marked.most_common():
        print(f"| {kind} | {number} | {result.recall(kind):.3f} |")
    print(f"| all numbers, e-mail, addresses | | {result.recall(*NUMBERS):.3f} |")
    print(f"| ordinary words, in vain | {result.ordinary_words} | {result.in_vain:.4f} |")
    print(f"\nA message: {result.median_ms:.1f} ms (median), of which the recogniser takes {alone:.1f} ms.")


if __name__ == "__main__":
    main()
