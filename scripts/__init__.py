"""Development and release tools, which are not part of an installation."""
