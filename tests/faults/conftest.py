"""An installation that things break in, and what each fault did to visitors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.intake.case_store import CaseStore, open_case_store
from lab.production import Production, production

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test one fault, the first that is named, unless all are asked for: they take minutes."""
    if config.getoption("--every-fault"):
        return
    ours = [item for item in items if item.path.parent == HERE and isinstance(item, pytest.Function)]
    first = {(item.path, item.originalname): item for item in reversed(ours)}.values()
    others = [item for item in ours if item not in first]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="package")
def installation() -> Iterator[Production]:
    with production() as running:
        yield running


@pytest.fixture(scope="package")
def case_store(installation: Production) -> CaseStore:
    """The case's database, as the desk has it."""
    return open_case_store(installation.settings())


@pytest.fixture(scope="package")
def is_long(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


@pytest.fixture
def noted(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """What a test measured; written into a file for docs/drift.md where `--faults` names one."""
    row: dict[str, Any] = {}
    yield row
    if path := request.config.getoption("--faults"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"test": request.node.name, **row}, ensure_ascii=False) + "\n")
