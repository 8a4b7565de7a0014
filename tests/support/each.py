"""One test for many things of the same kind: it tells of every one that is wrong, not of the first."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def check_each(
    things: Iterable[Thing], check: Callable[[Thing], None], called: Callable[[Thing], str] = str
) -> None:
    """Looks at every thing, whatever is wrong with the others; `called` is what a failure calls it.

    As parametrised tests, thousands of them, each would have to be collected in every process of pytest.

    Raises:
        AssertionError: `check` raised for some of the things, each of which has a line; or there was none.
    """
    looked_at, wrong = 0, []
    for thing in things:
        looked_at += 1
        try:
            check(thing)
        except Exception as error:
            wrong.append(f"{called(thing)}: {type(error).__name__} {error}")
    if not looked_at:
        raise AssertionError("there was nothing to look at")
    if wrong:
        raise AssertionError("\n".join([f"{len(wrong)} of {looked_at} are wrong:", *wrong]))
