"""Keys and sealed text: who may read the keys, and what happens when they are wrong."""

import multiprocessing
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.intake.case_store import open_case_store
from bot.intake.vault import FixedKeys, KeyFile, Keys, KeysError, UnreadableError, Vault, new_keys
from bot.settings import Settings

TEXT = "Jag heter Å och är rädd. 🙁"
TOLD = "Keys must be url-safe base64 of 32 bytes each, at least two of them"


def test_what_was_sealed_is_opened_again(vault: Vault) -> None:
    for text in ("", TEXT, "a" * 100_000):
        assert vault.open(vault.seal(text)) == text


def test_the_same_text_never_looks_the_same(vault: Vault) -> None:
    assert len({vault.seal(TEXT) for _ in range(20)}) == 20


def test_a_tampered_text_is_unreadable_wherever_it_was_changed(vault: Vault) -> None:
    sealed = vault.seal(TEXT)
    for place in range(0, len(sealed), 7):
        swapped = b"A" if sealed[place : place + 1] != b"A" else b"B"
        with pytest.raises(UnreadableError):
            vault.open(sealed[:place] + swapped + sealed[place + 1 :])


@pytest.mark.parametrize("rubbish", [b"", b"plain text", b"\xff\x00", TEXT.encode()])
def test_what_was_never_sealed_is_unreadable(vault: Vault, rubbish: bytes) -> None:
    with pytest.raises(UnreadableError):
        vault.open(rubbish)
    with pytest.raises(UnreadableError):
        vault.reseal(rubbish)


def test_other_keys_open_nothing(vault: Vault) -> None:
    with pytest.raises(UnreadableError):
        Vault(FixedKeys(new_keys())).open(vault.seal(TEXT))


def test_any_key_opens_and_the_first_one_seals() -> None:
    old, new = new_keys(), new_keys()
    both = Vault(FixedKeys(Keys((*new.encryption, *old.encryption), old.return_codes)))
    sealed = Vault(FixedKeys(old)).seal(TEXT)
    assert both.open(sealed) == TEXT
    for under_the_first in (both.seal(TEXT), both.reseal(sealed)):
        assert Fernet(new.encryption[0]).decrypt(under_the_first).decode() == TEXT


def test_keys_are_read_as_they_are_written() -> None:
    keys = Keys((*new_keys().encryption, *new_keys().encryption), new_keys().return_codes)
    assert Keys.parse(str(keys)) == keys
    assert Keys.parse(" ".join(str(keys).split())) == keys


def test_keys_do_not_show_in_what_a_log_would_print() -> None:
    keys = new_keys()
    shown = f"{keys!r} {FixedKeys(keys)!r}"
    assert not any(word in shown for word in str(keys).split())
    assert repr(keys.return_codes) not in shown


GOOD = str(new_keys()).split()
MALFORMED = {
    "nothing": "",
    "one key": GOOD[0],
    "no base64": f"{GOOD[0]} !!!!",
    "a short encryption key": f"{GOOD[0]} {GOOD[1][:40]}",
    "a short return codes' key": f"c2FsdA== {GOOD[1]}",
    "a return codes' key that is no base64": f"{'!' * 44} {GOOD[1]}",
    "not ASCII": f"{GOOD[0]} å{GOOD[1][1:]}",
}
malformed = pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())


@malformed
def test_malformed_keys_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(KeysError, match=TOLD) as told:
        Keys.parse(text)
    assert not any(word in str(told.value) for word in text.split())


@malformed
def test_a_malformed_key_file_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeysError):
        KeyFile(path).keys()
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    made = KeyFile(tmp_path / "deep/keys")
    made.write(new_keys())
    return made


def test_a_key_file_is_only_its_owners_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = KeyFile(tmp_path / "deep/keys")
        made.write(new_keys())
    finally:
        os.umask(before)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.path.parent.iterdir()] == ["keys"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o601, 0o644, 0o777])
def test_a_key_file_that_others_may_touch_is_refused(file: KeyFile, mode: int) -> None:
    file.path.chmod(mode)
    with pytest.raises(KeysError, match="chmod 600"):
        KeyFile(file.path).keys()


def test_a_missing_key_file_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match=str(tmp_path)):
        KeyFile(tmp_path / "keys").keys()
    assert list(tmp_path.iterdir()) == []


def test_a_running_server_notices_a_new_key_file(file: KeyFile) -> None:
    server = KeyFile(file.path)
    old = server.keys()
    new = Keys((*new_keys().encryption, *old.encryption), old.return_codes)
    sealed = Vault(server).seal(TEXT)
    file.write(new)
    assert server.keys() == new
    assert Vault(server).open(sealed) == TEXT


def test_a_crash_while_keys_were_written_does_not_keep_the_next_process_from_it(tmp_path: Path) -> None:
    """In a container the next process often has the same number as the one that crashed."""
    (tmp_path / f"keys.{os.getpid()}").write_text("half a k")
    file, keys = KeyFile(tmp_path / "keys"), new_keys()
    file.write(keys)
    assert file.keys() == keys


def _start(folder: Path, ready: Any, seen: Any) -> None:
    settings = Settings(database_url=f"sqlite:///{folder}/cases.sqlite", key_file=folder / "keys", keys=None)
    ready.wait(timeout=10)
    seen.put(str(open_case_store(settings).vault.source.keys()))


def test_servers_that_start_at_once_have_the_same_keys(tmp_path: Path, sqlite_template: Path) -> None:
    """What one of them sealed with keys that the other then replaced could never be read again."""
    fork = multiprocessing.get_context("fork")
    for round_ in range(12):
        folder, ready, seen = tmp_path / f"{round_}", fork.Barrier(3), fork.SimpleQueue()
        folder.mkdir()
        shutil.copyfile(sqlite_template, folder / "cases.sqlite")
        starting = [fork.Process(target=_start, args=(folder, ready, seen)) for _ in range(3)]
        for process in starting:
            process.start()
        for process in starting:
            process.join(timeout=20)
        assert [process.exitcode for process in starting] == [0, 0, 0]
        assert {seen.get() for _ in starting} == {(folder / "keys").read_text(encoding="ascii")}
