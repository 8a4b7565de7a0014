"""A visitor whose browser runs no script: reads pages, and sends the forms that stand on them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

WRITE, READ, CASE = "/utan-skript", "/utan-skript/svar", "/utan-skript/samtal"


@dataclass
class PageReader(HTMLParser):
    """The first form on a page, its fields as they are filled in, and the page's text."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    text: str = ""
    code: str = ""
    _inside: str = ""
    _textarea: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = self.action or found["action"]
        if tag == "input" and found.get("type") != "checkbox":
            self.fields[found["name"]] = found.get("value", "")
        if tag == "textarea":
            self._textarea = found.get("name", found["id"])
            self.fields[self._textarea] = ""
        self._inside = found.get("class", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        if tag == "textarea":
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data
            return
        self.text += data
        if self._inside == "code":
            self.code += data


def read(answer: httpx.Response) -> PageReader:
    """What a visitor sees of a page."""
    assert answer.headers["content-type"].startswith("text/html"), answer.headers
    reader = PageReader()
    reader.feed(answer.text)
    reader.text = " ".join(reader.text.split())
    return reader


def send(
    client: httpx.Client, page: httpx.Response, action: str | None = None, **typed: str
) -> httpx.Response:
    """Fills in the form on a page and sends it, with a button's own action if it has one."""
    form = read(page)
    answer: httpx.Response = client.post(action or form.action, data={**form.fields, **typed})
    return answer


def leave_message(client: httpx.Client, message: str, **typed: str) -> httpx.Response:
    """Opens the page and leaves a message."""
    return send(client, client.get(WRITE), message=message, **typed)


def come_back(client: httpx.Client, code: str) -> httpx.Response:
    """Opens the page for codes, and gives one."""
    return send(client, client.get(READ), code=code)
