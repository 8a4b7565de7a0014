"""Trains the project's own Swedish pipeline: `make swedish`."""
