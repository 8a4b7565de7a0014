"""Creates a new municipality's profile."""

import re
from pathlib import Path

from bot.municipality.reading import FOLDER, ProfileError

KEY = "[a-z][a-z0-9-]{0,39}"

BEGINNING = """\
# What is {place}'s own, from its own documents and nothing else. What they do not say is null, so not said.
# eskilstuna.yml says what each line means. `make municipality NAME={key}` lists what is missing.
name: {place} kommun
genitive: {place} kommuns
place: {place}
programme: avhopparverksamheten i {place}
reception:
  # As in "du kan ringa …".
  name: socialtjänsten i {place}
  phone: null
  opens: null
  closes: null
  closed_days: []
  when_closed: null
residents: null
# Districts and localities, and what people call them, one a line: "- Bergby".
places: []
under_18: null
has_self_check: false
report_for: null
# Its own documents, by the name that its answers (bot/municipality/answers/{key}/) have for them:
#   "Planen 2026": {{title: kommunens plan för avhopparverksamheten, file: plan.txt, sha256: …}}
sources: {{}}
origins: []
exit_page: https://www.smhi.se/
waiting_limit: 10
# The municipality decides; these are Eskilstuna's.
retention:
  closed: 30
  unanswered: 60
  contact: 14
  not_understood: 90
keeps_not_understood: false
languages: {{}}
colours:
  ground: "#17415a"
  text: "#ffffff"
# The phrases above in English.
english:
  name: {place} municipality
  programme: the exit programme in {place}
  reception: social services (socialtjänsten) in {place}
"""


def begin(key: str, folder: Path = FOLDER) -> Path | None:
    """Writes the profile's file and returns its path, or None if the file already exists.

    Raises:
        ProfileError: the name cannot be used in file names and addresses.
    """
    if not re.fullmatch(KEY, key):
        raise ProfileError(f"{key!r} går inte: skriv små bokstäver a–z och bindestreck, som NAME=norra-berg.")
    path = folder / f"{key}.yml"
    if path.exists():
        return None
    place = " ".join(word.capitalize() for word in key.split("-"))
    path.write_text(BEGINNING.format(key=key, place=place), encoding="utf-8")
    return path
