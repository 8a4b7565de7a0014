"""Numbers as people write them: 17, sjutton, 17,5, trettiofem."""

_ONES = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_TEENS = ["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]
_TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80}

IN_WORDS = {
    **{word: number for number, word in enumerate(_ONES) if word != "en"},
    **{word: number for number, word in enumerate(_TEENS, 10)},
    **_TENS,
    **{f"{ten}{_ONES[one]}": value + one for ten, value in _TENS.items() for one in range(1, 10)},
    **{
        "aderton": 18,
        "tjuge": 20,
        "tjuett": 21,
        "tjugett": 21,
        "tjugoett": 21,
        "trettioett": 31,
        "tjugi": 20,
    },
    **{f"tju{_ONES[one]}": 20 + one for one in range(1, 10)},
    **{f"tretti{_ONES[one]}": 30 + one for one in range(1, 10)},
}


def number(word: str) -> int | None:
    """The whole number that a word is, rounded down; None if it is none."""
    if word and word[0].isdigit():
        return int(word.rstrip("+").replace(",", ".").split(".")[0])
    return IN_WORDS.get(word)
