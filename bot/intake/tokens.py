"""Bearer tokens, of which the database holds only hashes."""

import hashlib


def token_hash(token: str) -> str:
    """The token's hash, as stored. A slow hash would add nothing to 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
