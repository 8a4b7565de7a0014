"""Somebody wants a name that others take for a colleague's, a visitor's or the assistant's."""

from datetime import datetime, timezone

import pytest

from bot.intake import external, staff
from bot.intake.external import Person, Rights
from bot.intake.models import Role
from lab.desk import Account, give_password, make_account
from tests.support.desk import Desk

OF_OTHER_SENDERS = [
    "Besökaren",
    "besökaren",
    "BESÖKAREN ",
    "Besokaren",
    "Be sökaren",
    "Besökaren.",
    "Besökaren 2",
    "Beso\u0308karen",
    "Ｂｅｓökaren",
    "Roboten",
    "R0boten",
    "Vägvisaren",
    "Handläggaren",
    "Automatisk rad",
    "Gallringen",
    "kommandoraden",
    "Någon",
]
OF_OTHER_ALPHABETS = [
    "Аlva",
    "Αlva",
    "Alvа",
    "Алва",
    "Alvɑ",
    "Alva٣",
    "Al\u200bva",
    "Alv\u0430 B",
    "Alva\u202e",
]
LIKE_ALVA = ["alva", "AIva", "A1va", "Al va", "Alva.", "Alva_", "Ａｌｖａ", " Alva  "]


def add(desk: Desk, name: str) -> str:
    return make_account(desk.case_store, name).name


@pytest.mark.parametrize("name", OF_OTHER_SENDERS + OF_OTHER_ALPHABETS)
def test_no_account_has_another_senders_name_or_letters_that_look_like_others(desk: Desk, name: str) -> None:
    with pytest.raises(staff.BadNameError):
        add(desk, name)


@pytest.mark.parametrize("name", LIKE_ALVA)
def test_no_account_looks_like_another(desk: Desk, name: str) -> None:
    add(desk, "Alva")
    with pytest.raises(staff.AccountExistsError):
        add(desk, name)


def test_ordinary_names_are_left_in_peace(desk: Desk) -> None:
    names = [
        "Åsa Öberg",
        "Asa Oberg",
        "Søren",
        "Zoë",
        "Đorđe",
        "Nguyễn",
        "anna.b@example.se",
        "Robot Nilsson",
    ]
    assert [add(desk, name) for name in names] == names
    assert [name for (name,) in desk.sql("SELECT name FROM staff ORDER BY id")] == names


def test_a_name_is_stored_in_one_form_and_may_be_typed_in_another(desk: Desk) -> None:
    account = make_account(desk.case_store, "A\u030asa ")
    assert desk.sql("SELECT name FROM staff") == [("Åsa",)]
    for typed in ("Åsa", "A\u030asa", " Ａ\u030asa"):
        assert give_password(desk.browser(), Account(typed, account.password)).status_code == 200


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Besökaren", "utan namn"),
        ("Roboten 7", "utan namn"),
        ("AIva", "AIva 2"),
        ("Аlva", "lva"),
        ("Борис", "utan namn"),
    ],
)
def test_nor_does_somebody_who_signs_in_with_the_municipalitys_account(
    desk: Desk, told: str, kept: str
) -> None:
    add(desk, "Alva")
    rights, now = Rights(Role.WORKER, "eskilstuna"), datetime.now(timezone.utc)
    with desk.case_store.transaction() as session:
        person = Person("https://id.example", "1", told)
        assert external.admit(session, desk.case_store.vault, person, rights, now).name == kept
