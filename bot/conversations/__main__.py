"""The second half of `make purge`: deletes the conversations with the assistant that have ended."""

import sys
from datetime import datetime, timezone

from sqlalchemy.exc import OperationalError

from bot.conversations.store import open_conversations
from bot.settings import Settings


def main() -> int:
    """Deletes ended conversations; returns the exit code."""
    try:
        ended = open_conversations(Settings()).purge(datetime.now(timezone.utc))
    except OperationalError:
        print("The database of conversations does not answer.", file=sys.stderr)
        return 1
    print(f"Deleted: {ended} conversations that had ended.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
