"""Every limit that more than one place must agree on, each once. Those on waiting are seconds.

A visitor has an answer, or the line that says where a human is, within 5 s of a database or of Redis falling
silent. Each limit of the chain below is longer than the one before, so that whoever waits is told why.
"""

RASA_PASSED_OVER_AFTER = 5.0
"""nginx then asks the next Rasa server (deploy/nginx/inside.conf)."""

ANSWER_WITHIN = 8.0
"""The front then gives Rasa up, and says the calm line. Time for two Rasa servers, one after the other."""

LOCK_LIFETIME = 10.0
"""A lock on a conversation: longer than the front waits for a turn, so that no second one begins."""

PAGE_WITHIN = 12.0
"""The visitor's page then gives the front up, and offers to send again."""

DATABASE_WITHIN = 2.0
"""What a request, or a turn of the assistant, waits for the database in all.

A message whose turn meets a database that falls silent waits in Rasa and then in the front: 4 s.
"""

CONNECT_WITHIN = 2.0
"""Until a connection to the database is open; for maintenance too, which would otherwise wait for minutes."""

STATEMENT_WITHIN = 1.5
"""For one statement. PostgreSQL itself ends it, before the client gives the connection up."""

LOCK_WITHIN = 1.0
"""For a row that somebody else has locked: shorter than a statement, so that the error tells which it was."""

IDLE_IN_TRANSACTION = 10.0
"""After which PostgreSQL ends the transaction of a client that has stopped, and frees what it has locked."""

MAINTENANCE_WITHIN = 600.0
"""For migrating, purging and sealing all anew: no visitor waits for it, and it must not be cut short."""

PEER_GONE_AFTER = 30.0
"""After which the kernel gives up a TCP connection whose other end answers nothing, not even to a probe."""

REDIS_WITHIN = 1.0
"""For one command to Redis."""

REDIS_HEARD_EVERY = 5.0
"""After which Redis is asked whether it still lives, where nothing was heard from it."""

DATABASE_POOL = 5
"""Connections that a process keeps open."""

DATABASE_CONNECTIONS = 15
"""Connections that a process has at most.

No more requests of the front than this use the database at once. Others wait without a thread: most of the
front's forty threads are left for what needs no database.
"""

MESSAGE_CHARACTERS = 1_000
"""The longest message a visitor may send, and the longest line of what goes along to a human."""

SHARED_CHARACTERS = 20_000
"""The longest conversation that may go along to a human; redacting it takes seconds."""

SHARED_LINES = 500
"""The most lines of a conversation that may go along to a human."""

CONTACT_CHARACTERS = 200
"""The longest way to be called that a visitor may leave."""

LONG = 200
"""Bytes, as UTF-8, above which a message takes up to 0.7 s of a core to read; below, a fifth of it or less.

Not characters: of most signs that Swedish does not have, each is read as a word of its own.
"""


def takes_long(text: str) -> bool:
    """Whether reading a message takes long, so that it must not delay others; halves of characters count."""
    return len(text.encode("utf-8", "surrogatepass")) > LONG
