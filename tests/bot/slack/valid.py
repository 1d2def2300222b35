"""What Slack would say no to: its formats as JSON Schema, and the rules that those miss.

https://docs.slack.dev/reference/block-kit
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

SCHEMAS = Path(__file__).parent / "schemas"
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 12_000
VIEW_BYTES = 250_000
ONLY_IN_MESSAGES = {"table", "markdown", "file", "context_actions"}
NOT_IN_MESSAGES = {"input"}  # it may stand there, but nobody can send it

Json = dict[str, Any]


def faults_of_message(body: Json) -> list[str]:
    """Return what is wrong with the body of a message."""
    blocks = body.get("blocks", [])
    found = [] if str(body.get("text", "")).strip() else ["a message without text for notifications"]
    found += _schema_faults(blocks, "")
    found += _shared_faults(blocks, MESSAGE_BLOCKS, NOT_IN_MESSAGES)
    found += _text_faults(body.get("text", ""))
    if sum(len(text) for text in texts(blocks)) > MESSAGE_CHARACTERS:
        found.append("msg_too_long")
    return found


def faults_of_view(view: Json) -> list[str]:
    """Return what is wrong with a modal or the App Home."""
    found = _schema_faults(view, f"{view['type']}_view")
    found += _shared_faults(view["blocks"], VIEW_BLOCKS, ONLY_IN_MESSAGES)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        found.append("view_too_large")
    return found


def texts(content: Any) -> Iterator[str]:
    """Give every text that people read in blocks."""
    if isinstance(content, list):
        for each in content:
            yield from texts(each)
    elif isinstance(content, dict):
        for name, value in content.items():
            if name == "text" and isinstance(value, str):
                yield value
            elif name not in {"value", "action_id", "block_id", "private_metadata", "url"}:
                yield from texts(value)


def _schema_faults(content: Any, definition: str) -> list[str]:
    faults = _validator(definition).iter_errors(content)
    return [f"/{'/'.join(map(str, fault.instance_path))}: {fault.message[:200]}" for fault in faults]


def _shared_faults(blocks: list[Json], most: int, wrong: set[str]) -> list[str]:
    found = [] if len(blocks) <= most else [f"{len(blocks)} blocks"]
    found += [f"a {block['type']} block" for block in blocks if block["type"] in wrong]
    found += [f"block_id {id} twice" for id, count in _counted(blocks, "block_id") if count > 1]
    for block in blocks:
        elements = [*block.get("elements", []), *filter(None, (block.get("accessory"), block.get("element")))]
        found += [f"action_id {id} twice" for id, count in _counted(elements, "action_id") if count > 1]
        found += [fault for element in elements for fault in _choice_faults(element)]
        found += [f"{kind} is used" for kind in ("mrkdwn", "broadcast", "user", "usergroup") if _has_type(block, kind)]
    return found


def _choice_faults(element: Json) -> list[str]:
    initial, options = element.get("initial_option"), element.get("options", [])
    found = [
        f"option {value} twice" for value, count in Counter(each["value"] for each in options).items() if count > 1
    ]
    chosen = [*element.get("initial_options", []), *([initial] if initial else [])]
    return found + [f"{option['value']} is none of the options" for option in chosen if option not in options]


def _text_faults(text: str) -> list[str]:
    return ["an angle bracket in the text, which can begin a mention"] if "<" in text or ">" in text else []


def _counted(things: list[Json], name: str) -> Iterator[tuple[str, int]]:
    yield from Counter(thing[name] for thing in things if name in thing).items()


def _has_type(content: Any, kind: str) -> bool:
    if isinstance(content, list):
        return any(_has_type(each, kind) for each in content)
    return isinstance(content, dict) and (
        content.get("type") == kind or any(_has_type(v, kind) for v in content.values())
    )


@cache
def _validator(definition: str) -> Draft202012Validator:
    """Return what holds blocks, or what one definition says, to Slack's schema; written in Rust, since it is slow."""
    schema = json.loads((SCHEMAS / "slack-block-kit.schema.json").read_text(encoding="utf-8"))
    wanted = {"$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"} if definition else schema
    return Draft202012Validator(wanted, validate_formats=True)
