"""Finds named places by a word for their kind: schools, squares, clubs, shops.

Method: words with a place's ending, and unknown words beside a kind of place ("boxklubben Pantern", "Lugnets
vårdcentral"). Not covered: a place whose name is an ordinary word, and places that only the recognisers find
(names.py).
"""

import re
from collections.abc import Iterator

from bot.privacy.found import Found, Kind
from bot.privacy.swedish_pipeline import word_list

_NAMED_PLACE = re.compile(
    r"\b[^\W\d]{3,}(?:skolan?|gymnasiet|parken|torget|hallen|gatan|gränden|vägen|kyrkan|moskén|centrum)s?\b",
    re.I,
)
_ANY_PLACE = re.compile(
    r"(?:för|grund|låg|mellan|hög|gymnasie|folkhög|special|musik|kultur|sommar|hem|sär|fri|lek|skate|nöjes|vatten|"
    r"sim|sport|is|salu|mat|idrotts|gym|motor|lands|gång|cykel|ut|om|åter|tvär|bak|gå|huvud|affärs|köp|handels|"
    r"ungdoms|shopping|resurs|kunskaps|språk|internat|real|stads|folk|park|bil|flyg|rid|kör|trafik|järn|luft|biljard|"
    r"närings|livs|karriärs|skol|stor|små|by|grus|skogs|in|upp|av|fram|kompetens|hälso|vård|asyl|kris)"
    r"(?:skolan?|gymnasiet|parken|torget|hallen|gatan|gränden|vägen|kyrkan|moskén|centrum)s?",
    re.I,
)
_UNKNOWN_PLACE = re.compile(
    r"\b[^\W\d]{3,}(?:badet|bron|sjukhuset|kvarteret|gården|byn|leden|huset|gymmet|baren|grillen)s?\b", re.I
)
_KIND_BEFORE = (
    r"(?:hvb|villa|kvarteret|\w+klubben|restaurang(?:en)?|pizzeria|café|kafé|cafe|hotell|montessori|förskolan|dagis|"
    r"skolan|klubben|gymmet|salongen|kiosken|bageriet|gatuköket|vårdcentralen|apoteket|hållplatsen|stationen|"
    r"församlingen|moskén|kyrkan|fritidsgården|boendet|baren|puben|grillen|loungen|ica|coop|circle)"
)
_KIND_AFTER = (
    r"(?:s?k|[fib][fk]|fc|bk|hvb|äldreboende|hållplats|busshållplats|församling|fritidsgård|vårdcentral|kulturhus|"
    r"bibliotek|station|camping|vandrarhem|pizzeria|grill|kiosk|gym|idrottsplats|ip|sporthall|lasarett|folkets\s(?:hus|park))"
)
_BESIDE_A_KIND = re.compile(
    rf"\b{_KIND_BEFORE}\s(?P<after>[^\W\d]{{3,}})\b|\b(?P<before>[^\W\d]{{4,}})\s{_KIND_AFTER}\b", re.I
)


def find_named_places(text: str) -> Iterator[Found]:
    """Every word that names a particular place, not a kind of place."""
    for match in _NAMED_PLACE.finditer(text):
        if not _ANY_PLACE.fullmatch(match[0]):
            yield Found(*match.span(), Kind.PLACE)
    for match in _UNKNOWN_PLACE.finditer(text):
        if match[0].lower() not in word_list("ordinary"):
            yield Found(*match.span(), Kind.PLACE)
    for match in _BESIDE_A_KIND.finditer(text):
        if (match["after"] or match["before"]).lower() not in word_list("ordinary"):
            yield Found(*match.span(), Kind.PLACE)
