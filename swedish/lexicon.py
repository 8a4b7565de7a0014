"""Makes the lists of names that are recognised in any context, because they are not ordinary words."""

from spacy.language import Language

from swedish.examples import MARK, SLOT, Sentence, nameless_messages
from swedish.names import everything, lines, most_common_in_sweden, without_accents

SHORT = 3
"""Names with at most this many letters are too often something else; short_names.txt has exceptions."""


FUNCTION_WORDS = frozenset(["Hans", "Inga", "Mina", "Dina", "Sina", "Ville", "Dag", "Modig", "Frisk"])
"""Names that are too frequent as words to be recognised in any context."""


def ordinary_words(nlp: Language, corpus: list[Sentence]) -> set[str]:
    """Words that occur in lower case and are not labelled as names."""
    written = [word for sentence in corpus for word, label in sentence if label is None]
    messages = [SLOT.sub(" ", message) for message in (*lines("templates.txt"), *nameless_messages())]
    messages += [MARK.sub(" ", message) for message in lines("annotated.txt")]
    written += [token.text for message in messages for token in nlp.make_doc(message)]
    return {word for word in written if word.islower()} | nlp.Defaults.stop_words


def word_lists(nlp: Language, corpus: list[Sentence]) -> dict[str, list[str]]:
    """Names in lower case, with and without accents, also in the genitive.

    `PRS` and `LOC` are unambiguous names of persons and places. `either` are names of persons that are also
    ordinary words, and count as names only in certain contexts. `ordinary` are all ordinary words.
    """
    ordinary = ordinary_words(nlp, corpus)
    persons, places = _forms(everything() | most_common_in_sweden()), _forms(set(lines("places.txt")))
    either = (persons & ordinary) | {name.lower() for name in FUNCTION_WORDS}
    in_newspapers = {
        word for sentence in corpus for word, label in sentence if label is None and word.islower()
    }
    lists = {
        "PRS": persons - ordinary - either,
        "LOC": places - in_newspapers,
        "either": either,
        "ordinary": ordinary,
    }
    return {name: sorted(words) for name, words in lists.items()}


def _forms(names: set[str]) -> set[str]:
    short = lines("short_names.txt")
    long_enough = {name for name in names if " " not in name and (len(name) > SHORT or name in short)}
    written = {form.lower() for name in long_enough for form in (name, without_accents(name))}
    return written | {f"{name}s" for name in written}
