"""The installation that is attacked."""

from collections.abc import Iterator

import pytest

from lab.production import Production, production


@pytest.fixture(scope="package")
def installation() -> Iterator[Production]:
    with production(rasas=1, web_workers=1) as running:
        yield running
