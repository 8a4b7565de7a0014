"""The public front: the only process a proxy may expose."""
