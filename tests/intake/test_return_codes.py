"""Return codes: easy to type, useless to who has only the database."""

import re

import pytest
from argon2.low_level import Type, hash_secret_raw
from sqlalchemy.engine import Engine

from bot.intake import return_codes, visits
from bot.intake.models import Case
from bot.intake.vault import Keys, new_keys
from tests.intake.conftest import TOKEN, Scene, everything_stored

KEYS = new_keys()
CODE = "0123 4567 8901 2345"


pytestmark = pytest.mark.real_hashing


@pytest.fixture(scope="module")
def hash_of_code() -> str:
    return return_codes.hashed(CODE, KEYS)


def test_a_code_is_sixteen_random_digits_in_groups_of_four() -> None:
    codes = [return_codes.new_code() for _ in range(200)]
    assert all(re.fullmatch(r"\d{4}( \d{4}){3}", code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert all(return_codes.is_code(code) for code in codes)
    assert {code[place] for code in codes for place in (0, -1)} == set("0123456789")


@pytest.mark.parametrize(
    "typed",
    [
        "0123456789012345",
        "0123-4567-8901-2345",
        " 01 23 45 67 89 01 23 45\n",
        "0123\u00a04567 8901\t2345",
        "0123–4567–8901–2345.",
        "O123.4567.89Ol.2345",
    ],
)
def test_a_code_may_be_typed_with_spaces_or_signs_or_neither(typed: str, hash_of_code: str) -> None:
    assert return_codes.is_code(typed)
    assert return_codes.hashed(typed, KEYS) == hash_of_code


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        " ",
        "012345678901234",
        "01234567890123456",
        "0123 4567 8901 234a",
        "-" * 16,
        "+123456789012345",
        "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥",
        "０１２３４５６７８９０１２３４５",
        "²¹²¹²¹²¹²¹²¹²¹²¹",
        "0123456789012345\0",
        "'; DROP TABLE cases; --",
        "hej " * 1000,
    ],
)
def test_what_cannot_be_a_code_is_told_apart(rubbish: str) -> None:
    assert not return_codes.is_code(rubbish)


def test_another_code_or_another_key_gives_another_hash(hash_of_code: str) -> None:
    other_key = Keys(KEYS.encryption, new_keys().return_codes)
    assert return_codes.hashed("0123 4567 8901 2346", KEYS) != hash_of_code
    assert return_codes.hashed(CODE, other_key) != hash_of_code


def test_a_new_encryption_key_leaves_codes_as_they_were(hash_of_code: str) -> None:
    rotated = Keys(new_keys().encryption, KEYS.return_codes)
    assert return_codes.hashed(CODE, rotated) == hash_of_code


def test_the_hash_is_argon2id_at_the_cost_of_rfc_9106(hash_of_code: str) -> None:
    """Section 4, the second recommended option: 3 passes, 64 MiB, 4 lanes."""
    by_the_book = hash_secret_raw(b"0123456789012345", KEYS.return_codes, 3, 64 * 1024, 4, 32, Type.ID)
    assert hash_of_code == by_the_book.hex()


def test_only_the_hash_is_stored(scene: Scene, engine: Engine, hash_of_code: str) -> None:
    scene.case()
    with scene.case_store.transaction() as session:
        visits.keep_code(session, TOKEN, hash_of_code, return_codes.tag(CODE, KEYS))
    digits = CODE.replace(" ", "")
    rows = everything_stored(engine)
    assert sum(hash_of_code in row for row in rows) == 1
    assert not any(digits in row or CODE in row for row in rows)


def test_a_typed_code_finds_its_case(scene: Scene, hash_of_code: str) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        visits.keep_code(session, TOKEN, hash_of_code, return_codes.tag(CODE, KEYS))
    with scene.case_store.transaction() as session:
        found = return_codes.find_case(session, hash_of_code, "eskilstuna")
        assert found is not None and found.id == case.id
        assert return_codes.find_case(session, "another hash", "eskilstuna") is None


def test_a_tag_tells_wrong_codes_from_those_that_may_be_right(scene: Scene, hash_of_code: str) -> None:
    scene.case()
    with scene.case_store.transaction() as session:
        visits.keep_code(session, TOKEN, hash_of_code, return_codes.tag(CODE, KEYS))
    with scene.case_store.transaction() as session:

        def may_exist(code: str, municipality: str = "eskilstuna") -> bool:
            return return_codes.may_exist(session, return_codes.tag(code, KEYS), municipality)

        assert may_exist(CODE) and may_exist("0123-4567-8901-2345")
        assert not may_exist("0123 4567 8901 2346")
        assert not may_exist(CODE, "botkyrka")


def test_a_code_from_before_there_were_tags_is_never_told_to_be_wrong(
    scene: Scene, hash_of_code: str
) -> None:
    case = scene.case()
    with scene.case_store.transaction() as session:
        session.get(Case, case.id).code_hash = hash_of_code
    with scene.case_store.transaction() as session:
        assert return_codes.may_exist(session, return_codes.tag(CODE, KEYS), "eskilstuna")


def test_a_tag_is_of_the_whole_code_and_of_the_key() -> None:
    near = {return_codes.tag(f"0123 4567 8901 23{number:02}", KEYS) for number in range(100)}
    assert len(near) == 100
    assert return_codes.tag(CODE, Keys(KEYS.encryption, new_keys().return_codes)) not in near
    assert all(re.fullmatch("[0-9a-f]{6}", tag) for tag in near)


def test_codes_are_throttled_with_those_that_begin_alike() -> None:
    throttled = [return_codes.throttled_as(each, "eskilstuna") for each in (CODE, "0123-9", "0124 4567")]
    assert throttled[0] == throttled[1] != throttled[2]
    assert return_codes.throttled_as(CODE, "botkyrka") != throttled[0]
