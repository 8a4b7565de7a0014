"""Python's warnings, of our own code alone: what one library tells another is for its makers to mend."""

import warnings


def show_own_warnings_only() -> None:
    """Must be called before Rasa or its SDK is imported."""
    import sanic  # noqa: F401, PLC0415 - from then on it has Python show every library's deprecations

    warnings.filterwarnings("ignore")
    warnings.filterwarnings("default", module=r"(bot|actions)(\.|$)")
