"""Applies spaCy pipelines without retaining the words of the texts.

Threat: spaCy's vocabulary keeps every word it has seen for as long as the process lives: visitors' names, and
memory that only grows, by 4 kB for a message of rare words. Method: the tokenizer and its vocabulary are
discarded a minute after their first text; the pipeline's models are kept. Not covered: freed memory is not
overwritten.
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
"""Set in each thread before reading: otherwise every layer looks it up, which takes a third of the time."""

FORGOTTEN_AFTER = 60.0
"""Seconds. A new tokenizer takes 30 ms, which is too much for every message."""


def fresh_tokenizer(pipeline: Language) -> Tokenizer:
    """A tokenizer like the pipeline's own, whose vocabulary has only the pipeline's original strings."""
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
    """Processes one text at a time, because spaCy does not guarantee that a pipeline is thread-safe."""

    def __init__(
        self, load: Callable[[], tuple[Language, ...]], forgotten_after: float = FORGOTTEN_AFTER
    ) -> None:
        """`load` returns the pipelines, at the first text; nothing else may process texts with them."""
        self._load = load
        self._forgotten_after = forgotten_after
        self._tokenizers: list[Tokenizer] = []
        self._one_at_a_time = threading.Lock()

    def read(self, text: str) -> list[Doc]:
        """Applies every pipeline to the text. The documents keep its words for as long as they exist."""
        pipelines = self._load()
        with self._one_at_a_time:
            if not self._tokenizers:
                self._forget_later()  # first, so that no text is processed unless it will be forgotten
                self._tokenizers = [fresh_tokenizer(each) for each in pipelines]
            set_current_ops(ARITHMETIC)
            pairs = zip(pipelines, self._tokenizers, strict=True)
            return [pipeline(tokenize(text)) for pipeline, tokenize in pairs]

    def _forget_later(self) -> None:
        timer = threading.Timer(self._forgotten_after, self.forget)
        timer.daemon = True
        timer.start()

    def forget(self) -> None:
        """Discards the tokenizers and their words. May be called at any time."""
        with self._one_at_a_time:
            self._tokenizers = []
