"""What Teams would say no to: the official schema of Adaptive Cards 1.5, and the rules that it misses.

https://adaptivecards.io/explorer/
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator, FormatChecker, ValidationError
from markdown_it import MarkdownIt

SCHEMAS = Path(__file__).parent / "schemas"
MOST_BYTES = 28 * 1024  # of a message
MOST_ACTIONS = 6  # of a row; clients fold more away
# Their texts are read as Markdown, so nothing that people wrote may stand in them; Baton uses neither.
READ_AS_MARKDOWN = {"TextBlock", "FactSet"}
WORDS = {"errorMessage", "id", "label", "text", "title", "tooltip", "value", "verb"}  # may be any, for the schema
DATE_FUNCTION = re.compile(r"\{\{\s*(DATE|TIME)\s*\(", re.IGNORECASE)

Json = dict[str, Any]


def faults_of_activity(activity: Json) -> list[str]:
    """Return what is wrong with a message."""
    found = [] if activity.get("summary") else ["a message without words for notifications"]
    if len(json.dumps(activity)) > MOST_BYTES:
        found.append(f"{len(json.dumps(activity))} bytes")
    for attachment in activity.get("attachments", []):
        if attachment["contentType"] != "application/vnd.microsoft.card.adaptive":
            found.append(f"an attachment of type {attachment['contentType']}")
        found += faults_of_card(attachment["content"])
    return found


def faults_of_card(card: Json) -> list[str]:
    """Return what is wrong with a card."""
    body, around = card.get("body", []), {name: value for name, value in card.items() if name != "body"}
    shapes = dict.fromkeys(json.dumps(_shape({**around, "body": [element]})) for element in body)
    found = [fault for shape in shapes or [json.dumps(card)] for fault in _faults_of_shape(shape)]
    if len(json.dumps(card)) > MOST_BYTES:
        found.append(f"{len(json.dumps(card))} bytes")
    if (card.get("version"), card.get("type")) != ("1.5", "AdaptiveCard"):
        found.append("no card of version 1.5")
    things = list(_things(card.get("body", [])))
    ids = Counter(thing["id"] for thing in things if "id" in thing)
    found += [f"the id {id} twice" for id, count in ids.items() if count > 1]
    return found + [fault for thing in things for fault in _faults(thing)]


def _faults(thing: Json) -> Iterator[str]:
    kind = thing["type"]
    if kind not in _schema()["definitions"]:
        yield f"{kind} is no element"
    if kind in READ_AS_MARKDOWN:
        yield f"a {kind}, which is read as Markdown"
    if kind == "ActionSet" and not 1 <= len(thing["actions"]) <= MOST_ACTIONS:
        yield f"{len(thing['actions'])} buttons in a row"
    if kind.startswith("Input.") and not thing.get("label"):
        yield "an input without a label"
    if kind.startswith("Input.") and thing.get("isRequired") and not thing.get("errorMessage"):
        yield "a required input that does not say so when it is empty"
    if kind == "Input.ChoiceSet" and thing.get("isMultiSelect"):
        yield from (
            f"a choice that is Markdown: {each['title']!r}" for each in thing["choices"] if is_marked(each["title"])
        )
    if kind == "Action.OpenUrl" and not re.match(r"https?://", thing["url"]):
        yield f"a link to {thing['url']}"
    if kind == "TextRun" and (not thing["text"] or "\n" in thing["text"] or DATE_FUNCTION.search(thing["text"])):
        yield f"a text that clients show in another way: {thing['text'][:80]!r}"
    if "backgroundImage" in thing:
        yield "a picture, which knows neither dark themes nor high contrast"


def is_marked(text: str) -> bool:
    """Say whether a client that reads a text as Markdown shows something else than the text."""
    shown = _markdown().render(text)
    return html.unescape(shown.removeprefix("<p>").removesuffix("</p>\n")) != text


def _things(content: Any) -> Iterator[Json]:
    if isinstance(content, list):
        for each in content:
            yield from _things(each)
    elif isinstance(content, dict):
        if isinstance(content.get("type"), str):
            yield content
        for name, value in content.items():
            if name != "data":
                yield from _things(value)


def _shape(content: Any) -> Any:
    """Return what of a card the schema looks at, without words and what is there twice: many cards have the same shape."""
    if isinstance(content, list):
        shapes = [_shape(each) for each in content]
        return [each for place, each in enumerate(shapes) if each not in shapes[:place]]
    if isinstance(content, dict):
        return {name: _seen(name, value) for name, value in content.items()}
    return content


def _seen(name: str, value: Any) -> Any:
    if name in WORDS and isinstance(value, str):
        return ""
    return {} if name == "data" and isinstance(value, dict) else _shape(value)


@cache
def _faults_of_shape(shape: str) -> tuple[str, ...]:
    return tuple(_deepest(error) for error in _validator().iter_errors(json.loads(shape)))


def _deepest(error: ValidationError) -> str:
    """Return the fault of the element itself: every element around it is none of what it could be, too."""
    while error.context:
        error = max(error.context, key=lambda each: len(each.absolute_path))
    return f"{error.json_path}: {error.message[:200]}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("default")


@cache
def _schema() -> Json:
    schema: Json = json.loads((SCHEMAS / "adaptive-card-1.5.schema.json").read_text(encoding="utf-8"))
    schema.pop("id")  # of a draft before the one it names
    return schema


@cache
def _validator() -> Draft6Validator:
    return Draft6Validator(_schema(), format_checker=FormatChecker())
