"""Each law stands once, in words that staff read, and a mistake in the file says where and what to do."""

from datetime import date
from pathlib import Path

import pytest

from bot.municipality.laws import Law, LawsError, laws
from tests.support.each import check_each

GOOD = """\
pl_9:
  name: polislagen
  sfs: "1984:387"
  paragraph: 9 §
  seen: 2026-11-27
  mark: S
"""


def read(folder: Path, content: str) -> dict[str, Law]:
    path = folder / "laws.yml"
    path.write_text(content, encoding="utf-8")
    return laws.__wrapped__(path)


def test_a_law_is_read_with_its_dates_and_a_title_that_staff_understand(tmp_path: Path) -> None:
    law = read(tmp_path, GOOD)["pl_9"]
    assert (law.title, law.seen, law.in_force_from) == (
        "polislagen (1984:387), 9 §",
        date(2026, 11, 27),
        None,
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (GOOD.replace("mark: S", "mark: X"), r"rad 6: pl_9\.mark ska vara S \(säker\), T \(trolig\), O"),
        (GOOD.replace("  mark: S\n", ""), r"rad 2: pl_9\.mark saknas"),
        (GOOD.replace("2026-11-27", "i går"), r"rad 5: pl_9\.seen ska vara ett datum, som 2026-12-24"),
        (GOOD.replace('"1984:387"', "1984:38"), r"rad 3: pl_9\.sfs ska vara text, inom citattecken"),
        (GOOD.replace("1984:387", "SFS 387"), r"rad 3: pl_9\.sfs ska vara ett nummer inom citattecken"),
        (GOOD.replace("mark: S", "mark: O"), r"rad 1: pl_9 utan sfs, eller med mark: O, ska ha pending"),
        (GOOD.replace('"1984:387"', "null"), r"rad 1: pl_9 utan sfs, eller med mark: O, ska ha pending"),
        (GOOD.replace("paragraph", "paragraf"), r"rad 4: pl_9\.paragraf är ingen känd uppgift"),
        (GOOD + GOOD, r"rad 7: pl_9 finns två gånger\. Slå ihop dem"),
        (GOOD.replace("pl_9", "PL 9 §"), r"rad 1: PL 9 § ska ha små bokstäver"),
        ("pl_9: 9 §", r"rad 1: pl_9 ska vara uppgifter med namn"),
        ("- pl_9", r"rad 1: ska vara lagar med nycklar"),
        ("pl_9: [", r"rad 1: är inte YAML"),
        ("", r"rad 1: ska vara lagar med nycklar"),
    ],
)
def test_a_mistake_is_refused_by_its_line_its_law_and_what_to_do(
    tmp_path: Path, content: str, told: str
) -> None:
    with pytest.raises(LawsError, match=r"laws\.yml, " + told):
        read(tmp_path, content)


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(LawsError, match=r"laws\.yml: går inte att läsa"):
        laws.__wrapped__(tmp_path / "laws.yml")


def test_our_own_laws_begin_no_earlier_than_a_text_of_them_is_dated() -> None:
    def check(law: Law) -> None:
        assert law.seen is None or law.seen <= date.today()
        assert law.note, "what an answer may not make of it"

    check_each(laws().values(), check, lambda law: law.title)
