"""A list of processes of a test's own, as the kernel would show it."""

from pathlib import Path


def add_process(proc: Path, number: int, command: str, environment: dict[str, str] | None) -> None:
    """Puts a process in the list; without an environment it is another user's, which we may not see."""
    folder = proc / str(number)
    folder.mkdir()
    (folder / "cmdline").write_bytes("".join(f"{word}\0" for word in command.split()).encode())
    if environment is not None:
        variables = "".join(f"{name}={value}\0" for name, value in environment.items())
        (folder / "environ").write_bytes(variables.encode())
