"""Measures the replies to the held-out messages and conversations, and prints a table.

python -m bench.exam                 needs the trained model and Rasa's environment
python -m bench.exam --development   the messages and conversations that have been read instead
"""

import asyncio
from collections.abc import Sequence

from bench.command_line import headline, parser
from lab.exam import Sheet, examine, load_assistant
from lab.held_out import DEVELOPMENT, HELD_OUT


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def row(name: str, sheets: Sequence[Sheet]) -> str:
    """One file's figures as a row of a Markdown table."""
    count = len(sheets)
    cells = [
        sum(sheet.is_right for sheet in sheets),
        sum(sheet.is_understood for sheet in sheets),
        sum(sheet.is_wrong for sheet in sheets),
        sum(sheet.is_alarm for sheet in sheets),
        sum(sheet.is_soft for sheet in sheets),
    ]
    return f"| {name} | {count} | " + " | ".join(_share(cell, count) for cell in cells) + " |"


def main() -> None:
    """Measures, and prints the table."""
    arguments = parser(__doc__)
    arguments.add_argument("--development", action="store_true")
    folder = DEVELOPMENT if arguments.parse_args().development else HELD_OUT
    sheets = asyncio.run(examine(asyncio.run(load_assistant()), folder))
    print(f"{headline()}\n")
    print("| | messages | right | or a right button | wrong | alarm | calm line |\n|---|" + "---:|" * 6)
    for file in dict.fromkeys(sheet.file for sheet in sheets):
        print(row(file, [sheet for sheet in sheets if sheet.file == file]))
    context = [sheet for sheet in sheets if sheet.needs_context]
    print(row("turns that need what came before", context))


if __name__ == "__main__":
    main()
