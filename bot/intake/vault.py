"""Encryption of what people write, and the salt of return codes.

Threat: a copied database, a stolen backup. Method: MultiFernet of `cryptography` (AES-128-CBC with HMAC),
with keys outside the database: from the environment, or from a key file of mode 0600. Not covered: somebody
who can read both the database and the keys, or this process's memory.
"""

import base64
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class KeysError(Exception):
    """The keys are missing, malformed or readable by others; the message says what to do."""


class UnreadableError(Exception):
    """No key decrypts the text."""


@dataclass(frozen=True, repr=False)
class Keys:
    """`encryption` are Fernet keys, of which the first encrypts; `return_codes` is those codes' salt."""

    encryption: tuple[str, ...]
    return_codes: bytes

    @classmethod
    def parse(cls, text: str) -> "Keys":
        """Parses the salt of return codes and then the encryption keys, separated by white space.

        Raises:
            KeysError: the text is not that.
        """
        try:
            return_codes, *encryption = text.split()
            for key in (return_codes, *encryption):
                Fernet(key)  # raises unless it is 32 bytes in url-safe base64
            MultiFernet([Fernet(key) for key in encryption])
            return cls(tuple(encryption), base64.urlsafe_b64decode(return_codes))
        except ValueError as error:
            raise KeysError("Keys must be url-safe base64 of 32 bytes each, at least two of them.") from error

    def __str__(self) -> str:
        codes = base64.urlsafe_b64encode(self.return_codes).decode()
        return "\n".join([codes, *self.encryption]) + "\n"


def new_keys() -> Keys:
    """New random keys."""
    return Keys((Fernet.generate_key().decode(),), secrets.token_bytes(32))


class KeyFile:
    """Keys in a file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int], Keys] | None = None

    def keys(self) -> Keys:
        """The keys, read anew each time, so that a running server notices new ones.

        Raises:
            KeysError: the file is missing or malformed, or others may read it.
        """
        try:
            status = self.path.stat()
        except FileNotFoundError:
            raise KeysError(f"There is no key file {self.path}: what is kept cannot be read.") from None
        version = (status.st_mtime_ns, status.st_ino)
        if self._read is None or self._read[0] != version:
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise KeysError(f"{self.path} can be read by others: chmod 600 it.")
            self._read = (
                version,
                Keys.parse(self.path.read_text(encoding="utf-8", errors="replace")),
            )
        return self._read[1]

    def write(self, keys: Keys) -> None:
        """Replaces the file atomically, so that nobody reads half of it."""
        self._draft(keys).replace(self.path)
        self._read = None

    def make(self) -> None:
        """Writes new keys unless there are some; of concurrent processes, the first one wins."""
        draft = self._draft(new_keys())
        with suppress(FileExistsError):
            os.link(draft, self.path)
        draft.unlink()

    def _draft(self, keys: Keys) -> Path:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(f".{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(str(keys))
            file.flush()
            os.fsync(file.fileno())
        return draft


@dataclass(frozen=True)
class FixedKeys:
    """Keys from the environment."""

    fixed: Keys

    def keys(self) -> Keys:
        """The same every time."""
        return self.fixed


class Vault:
    """Encrypts and decrypts text."""

    def __init__(self, source: KeyFile | FixedKeys) -> None:
        self.source = source

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.source.keys().encryption])

    def seal(self, text: str) -> bytes:
        """Encrypts the text with the first key."""
        return self._fernet().encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Decrypts with whichever key matches.

        Raises:
            UnreadableError: none does.
        """
        try:
            return self._fernet().decrypt(bytes(sealed)).decode()
        except InvalidToken:
            raise UnreadableError from None

    def reseal(self, sealed: bytes) -> bytes:
        """Encrypts an encrypted text anew, with the first key.

        Raises:
            UnreadableError: no key matches.
        """
        try:
            return self._fernet().rotate(bytes(sealed))
        except InvalidToken:
            raise UnreadableError from None
