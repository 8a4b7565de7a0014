"""Unguessable tokens: who holds one holds what it stands for, and the database knows only their hashes."""

import hashlib


def token_hash(token: str) -> str:
    """What is stored of a token; slow hashing would add nothing to 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
