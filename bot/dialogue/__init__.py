"""What a conversation does next: a reading of the message, what came before, and the move that follows.

Pure: it knows nothing of Rasa, texts or databases. `decide` in decision.py is the whole of it.
"""
