"""What the benches' command lines have in common."""

import argparse
import os
import platform
from datetime import date


def parser(doc: str | None) -> argparse.ArgumentParser:
    """For a bench's options; its docstring is the help, line by line."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def headline() -> str:
    """When it was measured, and on what; stands above each table."""
    return f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores"
