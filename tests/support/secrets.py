"""Two hundred things nobody but the visitor should know, in messages as people write them."""

from dataclasses import dataclass

KINDS = (
    ("jag heter {}", "Qvärzon{n}"),
    ("min brorsa {} är med i ett gäng", "qvarzil{n}"),
    ("han som kallas {} hotar mig", "Qvarzblixten{n}"),
    ("ring mig på {}", "070-1740{n}"),
    ("mitt nummer är {}", "+46 70 17 40 {n}"),
    ("mejla {}", "qvarz{n}@example.org"),
    ("jag bor på {}", "Qvärzgatan {n}"),
    ("mitt personnummer är {}", "190101{n}-2384"),
    ("min snap är {}", "qvarz_{n}"),
    ("sätt in pengarna på konto {}", "8327-9 90{n} 345 678"),
)
FIRST = 605


@dataclass(frozen=True)
class Planted:
    """A message and the secret in it."""

    message: str
    secret: str


def planted(number: int = 200) -> list[Planted]:
    """Messages, each with a secret of its own."""
    found = []
    for i in range(number):
        message, secret = KINDS[i % len(KINDS)]
        own = secret.format(n=FIRST + i // len(KINDS))
        found.append(Planted(message.format(own), own))
    return found
