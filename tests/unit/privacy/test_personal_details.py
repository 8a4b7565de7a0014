"""Personal details that need no model."""

import pytest

from bot.privacy.personal_details import has_personal_details


@pytest.mark.parametrize(
    "text",
    [
        "19900101-0017",
        "mitt personnummer är 900101-0017",
        "9001010017",
        "900101 0017",
        "ring mig på 070-174 06 35",
        "nummer 0701740635",
        "+46 70 174 06 35",
        "mejla nagon@example.org",
        "jag bor på Påhittsgatan 4",
        "påhittsvägen 12b",
        "jag heter Amir",
        "han heter Kevin Exempelsson",
        "mitt namn är lovisa",
    ],
)
def test_details_are_noticed(text: str) -> None:
    assert has_personal_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ska jag ringa 112 eller 114 14",
        "bris har 116 111",
        "90101 och 90 390",
        "kriterium 1, 3, 5 och 11",
        "2–4 veckor, 8.00-16.00 på vardagar",
        "vad heter programmet",
        "jag heter inte nåt",
        "23 miljoner på 15 år",
        "900101-0018",
        "9 § polislagen (1984:387)",
    ],
)
def test_ordinary_questions_are_not(text: str) -> None:
    assert not has_personal_details(text)
