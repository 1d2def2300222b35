"""The forms of a page, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """One form: what it would send, and which of its fields stands under which label."""

    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Reads every form of a piece of HTML into ``forms``."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._names: dict[str, str] = {}
        self._label_for = ""
        self._label = ""
        self._textarea = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form())
        elif tag == "label":
            self._label_for, self._label = given["for"], ""
        elif tag in {"input", "textarea", "select"}:
            self.forms[-1].fields[given["name"]] = given.get("value", "")
            self.forms[-1].labels[self._label] = given["name"]
            self._textarea = given["name"] if tag == "textarea" else ""
            self._select = given["name"] if tag == "select" else ""
        elif tag == "option" and "selected" in given:
            self.forms[-1].fields[self._select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label_for = ""
        elif tag == "textarea":
            written = self.forms[-1].fields[self._textarea]
            self.forms[-1].fields[self._textarea] = written.removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._label_for and data.strip() != "*":
            self._label += data
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data


def forms_in(html: str) -> list[Form]:
    """Return the forms of a piece of HTML, in their order."""
    reader = FormReader()
    reader.feed(html)
    return reader.forms
