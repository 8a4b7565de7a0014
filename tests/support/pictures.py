"""Pictures of the real pages, for the guides."""

from pathlib import Path

from playwright.sync_api import Locator, Page


class Pictures:
    """Takes a picture when pictures are asked for."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def take(self, page: Page | Locator, name: str) -> None:
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self._folder / f"{name}.png")
