"""What a machine can find of accessibility faults."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SMALL: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""1280 by 1024 at 400 %."""


def no_violations(page: Page) -> None:
    """axe-core, all rules up to WCAG 2.2 AA and its best practice, none switched off."""
    results = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    )
    assert results.violations_count == 0, results.generate_report()


def fits_in_width(page: Page) -> None:
    """Nothing but what scrolls by itself is wider than the window (WCAG 2.2, 1.4.10)."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


def is_accessible(page: Page) -> None:
    """axe-core finds nothing in the page as it is, and it fits on a small screen and magnified."""
    no_violations(page)
    usual = page.viewport_size
    assert usual
    for size in (usual, SMALL, ZOOMED):
        page.set_viewport_size(size)
        fits_in_width(page)
    page.set_viewport_size(usual)


def tab_to(page: Page, name: str, at_most: int = 60) -> None:
    """Moves the focus by keyboard alone until it is on what has this name."""
    script = """() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        if (at === document.body) return '';
        const label = at?.labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
        return label.trim();
    }"""
    for _ in range(at_most):
        if name in page.evaluate(script):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"cannot reach {name!r} by keyboard; the focus is on {page.evaluate(script)!r}")
