"""A line says at once whether it is well, and what to do where it is not."""

from bot.check.results import advice, fine, some, wrong


def test_each_line_begins_with_its_verdict_and_the_texts_stand_under_each_other() -> None:
    lines = [str(each) for each in (fine("Bra."), advice("Nja.", "vila."), wrong("Trasigt.", "laga."))]
    assert lines == ["[ok]    Bra.", "[råd]   Nja. Gör så här: vila.", "[fel]   Trasigt. Gör så här: laga."]


def test_of_many_names_the_first_are_told_and_how_many_more_there_are() -> None:
    assert some(["a", "b", "c"], shown=2) == "a, b och 1 till"
    assert some(["a", "b"], shown=2) == "a, b"
