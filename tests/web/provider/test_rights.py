"""What the provider's claims let somebody do: one role in one municipality, or nothing."""

import pytest

from bot.intake.external import Rights
from bot.intake.models import Role
from bot.settings import Settings
from bot.web.desk.rights import Claims, Refusal, RefusedError

CLAIMS = Claims.named_by(Settings(oidc_worker_group="hand", oidc_administrator_group="adm"))
SERVED = ("eskilstuna", "botkyrka")


@pytest.mark.parametrize(
    ("given", "rights"),
    [
        ({"groups": ["hand", "parken"], "municipality": "eskilstuna"}, Rights(Role.WORKER, "eskilstuna")),
        ({"groups": ["adm"], "municipality": "botkyrka"}, Rights(Role.ADMINISTRATOR, "botkyrka")),
        ({"groups": "hand", "municipality": ["botkyrka"]}, Rights(Role.WORKER, "botkyrka")),
    ],
)
def test_one_group_and_one_municipality_give_rights(given: dict[str, object], rights: Rights) -> None:
    assert CLAIMS.rights(given, SERVED) == rights


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, Refusal.NO_GROUP),
        ({"groups": []}, Refusal.NO_GROUP),
        ({"groups": None}, Refusal.NO_GROUP),
        ({"groups": {"hand": True}}, Refusal.NO_GROUP),
        ({"groups": ["Hand", "hand ", "handläggare"]}, Refusal.NO_GROUP),
        ({"groups": "hand,parken"}, Refusal.NO_GROUP),
        ({"groups": ["hand", "adm"]}, Refusal.BOTH_GROUPS),
        ({"groups": "hand", "municipality": None}, Refusal.NO_MUNICIPALITY),
        ({"groups": "hand", "municipality": "nykvarn"}, Refusal.NO_MUNICIPALITY),
        ({"groups": "hand", "municipality": ""}, Refusal.NO_MUNICIPALITY),
        ({"groups": "hand", "municipality": ["eskilstuna", "botkyrka"]}, Refusal.NO_MUNICIPALITY),
        ({"groups": "hand", "municipality": {"eskilstuna": 1}}, Refusal.NO_MUNICIPALITY),
    ],
)
def test_anything_else_gives_none(given: dict[str, object], reason: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        CLAIMS.rights({"municipality": "eskilstuna", **given}, SERVED)
    assert refused.value.reason is reason


def test_a_group_that_is_not_set_is_nobodys() -> None:
    unset = Claims.named_by(Settings())
    with pytest.raises(RefusedError):
        unset.rights({"groups": ["", None], "municipality": "eskilstuna"}, SERVED)
