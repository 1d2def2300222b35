"""The forms of a page, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """One form: what it would send, which field stands under which label, which value under which option."""

    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)


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
        self._choices = False
        self._option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form())
        elif tag == "label" and not self._choices:
            self._label_for, self._label = given["for"], ""
        elif tag == "legend":
            self._label_for, self._label, self._choices = "legend", "", True
        elif given.get("type") == "checkbox":
            self._choose(given)
        elif tag in {"input", "textarea", "select"}:
            self.forms[-1].fields[given["name"]] = given.get("value", "")
            self.forms[-1].labels[self._label] = given["name"]
            self._textarea = given["name"] if tag == "textarea" else ""
            self._select = given["name"] if tag == "select" else ""
        elif tag == "option":
            self._option = given["value"]
            if "selected" in given:
                self.forms[-1].fields[self._select] = given["value"]

    def _choose(self, given: dict[str, str]) -> None:
        form = self.forms[-1]
        form.labels[self._label] = given["name"]
        chosen = [form.fields.get(given["name"], ""), given["value"]] if "checked" in given else []
        form.fields[given["name"]] = "\n".join(filter(None, chosen)) or form.fields.get(given["name"], "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"label", "legend"}:
            self._label_for = ""
        elif tag == "option":
            self._option = None
        elif tag == "fieldset":
            self._choices = False
        elif tag == "textarea":
            written = self.forms[-1].fields[self._textarea]
            self.forms[-1].fields[self._textarea] = written.removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._label_for and data.strip() != "*":
            self._label += data
        if self._option:
            self.forms[-1].options[data.strip()] = self._option
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data


def forms_in(html: str) -> list[Form]:
    """Return the forms of a piece of HTML, in their order."""
    reader = FormReader()
    reader.feed(html)
    return reader.forms
