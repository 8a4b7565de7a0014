"""Rasa pipeline components: intent, language, danger, and disclosure of what nobody needs to know."""
