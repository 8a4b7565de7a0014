"""Rasa pipeline components: what a message is about, and what must be said before anything else."""
