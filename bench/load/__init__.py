"""How many visitors an installation carries, and what carries them."""

QUESTION = "question"
"""What Locust's figures call a visitor's question."""
