"""Shows Python's warnings for our own code only; those of libraries are for their maintainers."""

import warnings


def show_own_warnings_only() -> None:
    """Must be called before Rasa or its SDK is imported."""
    import sanic  # noqa: F401, PLC0415 - its import turns on deprecation warnings of all libraries

    warnings.filterwarnings("ignore")
    warnings.filterwarnings("default", module=r"(bot|actions)(\.|$)")
