"""Where a part of a message begins and ends, what it is called, and how much its company counts."""

from bot.privacy.addresses import _any_of
from bot.privacy.found import Kind
from bot.privacy.patterns import find_patterns
from bot.privacy.redaction import without_overlaps
from tests.support.each import check_each

ADDRESS, CARD, EMAIL, HANDLE = Kind.ADDRESS, Kind.CARD, Kind.EMAIL, Kind.HANDLE
NUMBER, PHONE, PLACE, PLATE = Kind.NUMBER, Kind.PHONE, Kind.PLACE, Kind.PLATE

DICTATED = "kim snabel-a example punkt com"

HIDDEN = [
    # What is left alone does not keep the next part from being found.
    ("skyldig 1 000 000 000 kr, sätt in på 123456789", "123456789", NUMBER),
    ("på vägen 5 minuter bort, på rådmans gatan 26", "rådmans gatan 26", ADDRESS),
    ("vi åkte väg 55 till rådmans gatan 26", "rådmans gatan 26", ADDRESS),
    # A word about accounts counts within 40 characters, one about a car within 30.
    (f"konto{' ' * 35}540288", "540288", NUMBER),
    (f"bil{' ' * 27}abc 123", "abc 123", PLATE),
    ("bil abc 123", "abc 123", PLATE),
    ("en volvo abc 123 bara", "abc 123", PLATE),
    # Without a vowel it is no word.
    ("såg bcd-123 där", "bcd-123", PLATE),
    # Ten groups are a list while they have fewer than 16 digits.
    ("11, 12, 13, 14, 15, 16, 2, 3, 4, 5", "11, 12, 13, 14, 15, 16, 2, 3, 4, 5", NUMBER),
    # A phone number has at most 12 digits, a card 14 to 19 and a check digit.
    ("070174063512", "070174063512", PHONE),
    ("0701740635123", "0701740635123", NUMBER),
    ("(070174063512)", "(070174063512", PHONE),
    ("30569309025904", "30569309025904", CARD),
    ("4000000000000000006", "4000000000000000006", CARD),
    ("20000000000000000006", "20000000000000000006", NUMBER),
    # Two odd words with a dot between: a single letter is as good as odd.
    ("lägg till qvarzi.i", "qvarzi.i", HANDLE),
    # An address of mail that is typed ends where it is typed; one that is dictated has its signs and letters.
    ("qvarzilina kim@example.org", "kim@example.org", EMAIL),
    ("kim punkt bo snabel-a example punkt com", "kim punkt bo snabel-a example punkt com", EMAIL),
    ("vi bo Punkt snabel-a example punkt com", "bo Punkt snabel-a example punkt com", EMAIL),
    (f"han xqzarp {DICTATED}", f"xqzarp {DICTATED}", EMAIL),
    (f"c d {DICTATED}", f"c d {DICTATED}", EMAIL),
    *((f"min {word} {DICTATED}", DICTATED, EMAIL) for word in "eiåä"),
    # A street has the words that belong to its name, and no other.
    ("hos xqzarp påhittsgatan 4", "påhittsgatan 4", ADDRESS),
    ("vi ses på västra bordet 5", "västra bordet 5", ADDRESS),
    ("bor på bordet 11", "bordet 11", ADDRESS),
    ("e Bordet 11", "Bordet 11", ADDRESS),
    ("Hittepå allé 4", "Hittepå allé 4", ADDRESS),
    ("vi ses på Bordet allé 4", "Bordet allé 4", ADDRESS),
    ("e Bordet allé 4", "Bordet allé 4", ADDRESS),
    ("vi ses på Bo allé 4", "Bo allé 4", ADDRESS),
    # A place is called a place.
    ("den på påhittsskolan där", "påhittsskolan", PLACE),
    ("i hittepåbadet", "hittepåbadet", PLACE),
    ("på boxklubben hittepå", "boxklubben hittepå", PLACE),
]

LEFT = [
    f"konto{' ' * 36}540288",
    f"bil{' ' * 28}abc 123",
    "såg ABc-123 där",  # with a vowel it may be a word, in capitals too
    "qvarzi.du",  # a known word after the dot: a full stop without its space
    "qvarzil 12 år",
    "vi ses på bordet 11",
]


def test_a_longer_word_for_a_street_is_tried_before_a_shorter_one() -> None:
    """Else of "gatan" only "gata" would be hidden."""
    assert _any_of("väg gata esplanad") == "esplanad|gata|väg"


def test_the_part_that_is_hidden_is_the_whole_of_it_and_no_more() -> None:
    def check(wanted: tuple[str, str, Kind]) -> None:
        text, part, kind = wanted
        found = without_overlaps(find_patterns(text))
        assert [(text[each.start : each.end], each.kind) for each in found] == [(part, kind)]

    check_each(HIDDEN, check)


def test_what_is_just_beyond_an_edge_is_left() -> None:
    def check(text: str) -> None:
        assert [text[found.start : found.end] for found in find_patterns(text)] == []

    check_each(LEFT, check, repr)
