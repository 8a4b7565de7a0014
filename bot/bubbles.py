"""How a text becomes bubbles."""


def bubbles(text: str) -> list[str]:
    """An answer's text, cut where a blank line stands."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
