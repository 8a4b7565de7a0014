"""Every limit that several parts of the code must agree on. Time limits are in seconds.

When a database or Redis stops answering, a visitor gets an answer, or the line that says where a human is,
within 5 s. Each time limit in the chain below is longer than the one before it, so that the inner one
expires first and the outer one can report why.
"""

LOCK_LIFETIME = 3.0
"""A lock on a conversation is renewed while its turn runs, and expires this long after its server has died.

Shorter than the time until nginx tries another server, which can then take the turn at once.
"""

RASA_FAILOVER_AFTER = 5.0
"""nginx then tries the next Rasa server (deploy/nginx/inside.conf)."""

ANSWER_WITHIN = 8.0
"""The front then stops waiting for Rasa and sends the calm line. Long enough to try two Rasa servers."""

PAGE_WITHIN = 12.0
"""The visitor's page then stops waiting for the front and offers to send the message again."""

DATABASE_WITHIN = 2.0
"""How long one request, or one turn of the assistant, waits for the database in all.

A message waits at most twice that, 4 s, when the database stops answering: in Rasa, and then in the front.
"""

CONNECT_WITHIN = 2.0
"""For opening a connection to the database. Maintenance too has this limit, or it would wait for minutes."""

STATEMENT_WITHIN = 1.5
"""For one statement. PostgreSQL cancels it before the client closes the connection."""

LOCK_WITHIN = 1.0
"""For waiting for a locked row: shorter than a statement's limit, so that the error says which it was."""

IDLE_IN_TRANSACTION = 10.0
"""PostgreSQL then ends the transaction of a client that has stopped, and releases its locks."""

MAINTENANCE_WITHIN = 600.0
"""For migrating, purging and re-encrypting: no visitor waits for these, and they must not be interrupted."""

PEER_GONE_AFTER = 30.0
"""The kernel then closes a TCP connection whose other end does not even answer keepalive probes."""

REDIS_WITHIN = 1.0
"""For one command to Redis."""

REDIS_PING_AFTER = 5.0
"""A subscriber that has received nothing for this long pings Redis."""

DATABASE_POOL = 5
"""Database connections that a process keeps open."""

DATABASE_CONNECTIONS = 15
"""The most database connections that a process has.

At most this many of the front's requests use the database at once. Others wait without occupying a thread,
so that most of the front's forty threads stay free for what needs no database.
"""

MESSAGE_CHARACTERS = 1_000
"""The longest message a visitor may send, and the longest line of a conversation shared with a human."""

SHARED_CHARACTERS = 20_000
"""The longest conversation that can be shared with a human; redacting it takes seconds."""

SHARED_LINES = 500
"""The most lines of a conversation that can be shared with a human."""

CONTACT_CHARACTERS = 200
"""The longest contact detail that a visitor may leave."""

LONG = 200
"""A longer message (in UTF-8 bytes) takes up to 0.7 s of CPU to interpret; a shorter one at most a fifth.

Counted in bytes, because most characters outside the Swedish alphabet are tokenised one by one.
"""


def takes_long(text: str) -> bool:
    """Whether a message is slow to interpret, so that it must not delay others. Accepts lone surrogates."""
    return len(text.encode("utf-8", "surrogatepass")) > LONG


PADDED_BYTES = (4_096, 32_768, 131_072)
"""The lengths that requests and answers of the visitor's API have when they are padded (bot/web/padding.py).

Every message and every answer of the assistant, about danger or not, fits the first, with room for several
answers in one turn. The second holds most conversations that are shared, the third the longest.
"""


def padded_length(length: int) -> int:
    """The bytes that something of so many bytes takes when it is padded; at least as many."""
    biggest = PADDED_BYTES[-1]
    fitting = (bucket for bucket in PADDED_BYTES if bucket >= length)
    return next(fitting, -(-length // biggest) * biggest)
