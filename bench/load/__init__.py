"""Measures how many visitors an installation can serve, and with which resources."""

QUESTION = "question"
"""The name of a visitor's question in Locust's results."""
