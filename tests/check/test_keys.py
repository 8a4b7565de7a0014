"""Keys that are lost, open to others or do not fit are told before somebody needs them."""

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.check.keys import Lack, Tried, check, find, results
from bot.check.results import Verdict
from bot.intake.case_store import CaseStore, open_case_store
from bot.intake.models import NotUnderstood, Role, StaffMember
from bot.intake.vault import KeyFile, Keys, KeysError, new_keys
from bot.settings import Settings


@pytest.fixture
def settings(bare_database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=bare_database_url, key_file=tmp_path / "keys")


@pytest.fixture
def case_store(settings: Settings) -> CaseStore:
    return open_case_store(settings)


def keep(case_store: CaseStore, text: str) -> None:
    with case_store.transaction() as session:
        sealed = case_store.vault.seal(text)
        day = datetime.now(timezone.utc).date()
        session.add(NotUnderstood(municipality="eskilstuna", id=text, day=day, sealed_text=sealed))
        account = StaffMember(name=text, role=Role.WORKER, password_hash="none", sealed_totp_secret=sealed)
        account.municipality = "eskilstuna"
        session.add(account)


def texts(settings: Settings) -> list[str]:
    return [str(each) for each in check(settings)]


def test_keys_that_open_what_is_kept_are_in_order(settings: Settings, case_store: CaseStore) -> None:
    keep(case_store, "blåbär")
    assert texts(settings) == [
        "[ok]    Nycklarna finns, och bara ägaren kan läsa dem.",
        "[ok]    Nycklarna öppnar det som är sparat.",
    ]


def test_where_nothing_is_kept_yet_it_is_said(settings: Settings, case_store: CaseStore) -> None:
    assert texts(settings)[1] == "[ok]    Inget är sparat än, så nycklarna har inget att öppna."


def test_keys_of_another_installation_are_told(settings: Settings, case_store: CaseStore) -> None:
    keep(case_store, "blåbär")
    KeyFile(settings.key_file).write(new_keys())
    assert texts(settings)[1].startswith("[fel]   Nycklarna öppnar inte allt som är sparat.")


def test_a_key_lost_in_a_rotation_is_told_though_newer_texts_open(
    settings: Settings, case_store: CaseStore
) -> None:
    keep(case_store, "a-äldst")
    KeyFile(settings.key_file).write(new_keys())
    keep(case_store, "b-nyast")
    assert texts(settings)[1].startswith("[fel] ")


def open_to_others(path: Path) -> None:
    path.chmod(0o640)


def malformed(path: Path) -> None:
    path.write_text("inga nycklar å")


@pytest.mark.parametrize(
    ("happens", "lack"),
    [(Path.unlink, Lack.MISSING), (open_to_others, Lack.OPEN_TO_OTHERS), (malformed, Lack.MALFORMED)],
)
def test_what_is_the_matter_with_the_key_file_is_told(
    happens: Callable[[Path], None], lack: Lack, tmp_path: Path
) -> None:
    settings = Settings(key_file=tmp_path / "keys")
    KeyFile(settings.key_file).make()
    assert isinstance(find(settings), Keys)
    happens(settings.key_file)
    assert find(settings) is lack
    [line] = results(lack, None, in_file=True)
    assert line.verdict is Verdict.WRONG
    assert str(tmp_path) not in line.text


def test_a_key_file_that_we_may_not_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: KeyFile) -> Keys:
        raise PermissionError

    settings = Settings(key_file=tmp_path / "keys")
    KeyFile(settings.key_file).make()
    monkeypatch.setattr(KeyFile, "keys", refuse)  # root may read everything
    assert find(settings) is Lack.CLOSED


def test_no_key_file_is_made_by_looking_for_it(tmp_path: Path) -> None:
    find(Settings(key_file=tmp_path / "keys"))
    assert list(tmp_path.iterdir()) == []


def test_keys_from_the_environment_need_no_file(tmp_path: Path) -> None:
    keys = new_keys()
    settings = Settings(keys=SecretStr(str(keys)), key_file=tmp_path / "keys")
    assert find(settings) == keys
    assert next(check(settings)).text == "Nycklarna finns i miljön."
    with pytest.raises(KeysError):
        Keys.parse("x")
    assert find(Settings(keys=SecretStr("x"))) is Lack.MALFORMED


def test_without_a_database_the_keys_are_looked_at_all_the_same() -> None:
    assert [each.verdict for each in results(new_keys(), None, in_file=True)] == [
        Verdict.FINE,
        Verdict.ADVICE,
    ]


def test_one_text_that_stays_closed_among_many_is_told() -> None:
    assert [each.verdict for each in results(new_keys(), Tried(9, 1), in_file=True)] == [
        Verdict.FINE,
        Verdict.WRONG,
    ]
