"""Reads with a spaCy pipeline without keeping the words that were read.

Threat: spaCy keeps every word it has ever read for as long as its process lives: visitors' names, and memory
that only grows, 4 kB a message of rare words. Method: the pipeline's models are shared, and what cuts a text
into words, and keeps them, is thrown away a minute after its first text. Not covered: memory that is given
back is not overwritten.
"""

import threading
from collections.abc import Callable
from typing import cast

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import create_vocab
from thinc.api import get_ops, set_current_ops

ARITHMETIC = get_ops("cpu")
"""On what a pipeline calculates. Told to each thread: else each layer looks for it, a third of the time."""

FORGOTTEN_AFTER = 60.0
"""Seconds. To begin anew takes 30 ms: too much for every message."""


def fresh_tokenizer(pipeline: Language) -> Tokenizer:
    """Cuts as the pipeline's own does, into a vocabulary that knows only what the pipeline came with."""
    own = cast(Tokenizer, pipeline.tokenizer)
    vocabulary = create_vocab(pipeline.lang, pipeline.Defaults)
    for known in pipeline.vocab.strings:
        vocabulary.strings.add(known)
    return Tokenizer(
        vocabulary,
        rules=own.rules,
        prefix_search=own.prefix_search,
        suffix_search=own.suffix_search,
        infix_finditer=own.infix_finditer,
        token_match=own.token_match,
        url_match=own.url_match,
    )


class ForgetfulReader:
    """Reads texts, one at a time (spaCy does not promise that threads may share a pipeline)."""

    def __init__(
        self, load: Callable[[], tuple[Language, ...]], forgotten_after: float = FORGOTTEN_AFTER
    ) -> None:
        """`load` gives the pipelines, when the first text comes; none of them may read a text elsewhere."""
        self._load = load
        self._forgotten_after = forgotten_after
        self._tokenizers: list[Tokenizer] = []
        self._one_at_a_time = threading.Lock()

    def read(self, text: str) -> list[Doc]:
        """The text as every pipeline reads it. Its words are kept for as long as somebody holds this, too."""
        pipelines = self._load()
        with self._one_at_a_time:
            if not self._tokenizers:
                self._forget_later()  # first: nothing is read of which it is not certain
                self._tokenizers = [fresh_tokenizer(each) for each in pipelines]
            set_current_ops(ARITHMETIC)
            return [pipeline(cut(text)) for pipeline, cut in zip(pipelines, self._tokenizers, strict=True)]

    def _forget_later(self) -> None:
        timer = threading.Timer(self._forgotten_after, self.forget)
        timer.daemon = True
        timer.start()

    def forget(self) -> None:
        """Forgets every word that was read; may be called at any time, again and again."""
        with self._one_at_a_time:
            self._tokenizers = []
