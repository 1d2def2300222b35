"""The fields of a form as inputs, and what was typed into them.

A text that is longer than an input holds (an answer may have 20,000 characters) is spread over several, and put
together again as it was.
"""

import json
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Any

from bot.conversations.manners import HELD
from bot.message import Ask, Field
from bot.slack.blocks import plain_text
from bot.slack.carry import Read
from bot.slack.choosing import ELEMENT, ELEMENTS, chosen
from bot.slack.limits import INPUT, INPUT_LABEL, LINE, VIEW_FORM_BLOCKS, VIEW_FORM_BYTES, clean, cut, length
from bot.slack.paper import Block, Paper

LABEL = 300  # a label is a line, whatever Slack allows
SPREAD = 2_800  # characters in each input of a text that is spread, so that each has room for more
_BREAKS = {"n": "\n", "s": " ", "": ""}
_NOTHING = '{"v": ""}'
_BLOCK_ID = re.compile(r"(?P<name>.*)~(?P<number>\d+)(?P<end>[ns]?)", re.DOTALL)


def inputs(fields: Iterable[Field], paper: Paper, held: Container[str] = ()) -> list[Block]:
    """Return fields as input blocks, the sentence of a refused one below it; those ``held`` are only named."""
    return [block for field in fields for block in _field(field, paper, is_held=field.name in held)]


def too_large(fields: Iterable[Field], paper: Paper) -> frozenset[str]:
    """Return the names of the fields for which a view has no room, the largest: they are carried along as they are."""
    sizes = {field.name: _size(inputs((field,), paper)) for field in fields if field.kind not in ELEMENTS}
    held: set[str] = set()
    while sizes and _over(sizes.values()):
        largest = max(sizes, key=lambda name: sizes[name])
        held.add(largest)
        del sizes[largest]
    return frozenset(held)


def is_quick(ask: Ask) -> bool:
    """Say whether a form is one line that can be sent with Enter, so that it needs no button to open it."""
    return len(ask.fields) == 1 and ask.fields[0].kind == "line" and not ask.values


def quick_input(ask: Ask, paper: Paper) -> Block:
    """Return a form of one line as an input that is sent with Enter."""
    (field,) = ask.fields
    block = _text_input(field, field.value, 0, "")
    block["element"]["action_id"] = paper.button(ask.action, {})["action_id"]
    block["element"]["dispatch_action_config"] = {"trigger_actions_on": ["on_enter_pressed"]}
    return {**block, "dispatch_action": True}


def typed(state: Mapping[str, Any], read: Read) -> dict[str, str]:
    """Return what stands in the inputs of a view, by the field's name."""
    texts: dict[str, list[tuple[int, str]]] = {}
    for block_id, elements in state.get("values", {}).items():
        found = _BLOCK_ID.fullmatch(block_id)
        if found is None:
            continue
        for action_id, element in elements.items():
            text = chosen(action_id, element, read) + _BREAKS[found["end"]]
            texts.setdefault(found["name"], []).append((int(found["number"]), text))
    return {name: "".join(text for _, text in sorted(runs)) for name, runs in texts.items()}


def written(state: Mapping[str, Any]) -> Iterable[str]:
    """Return what was typed into the inputs of a view, choices left out; nothing has to be looked up for it."""
    return typed(state, lambda _name: _NOTHING).values()


def errors(ask: Ask, state: Mapping[str, Any]) -> dict[str, str]:
    """Return the sentences beside a form's refused fields, by the first block of each in the view that was sent."""
    wrong = {field.name: clean(field.error) for field in ask.fields if field.error}
    found = ((block_id, _BLOCK_ID.fullmatch(block_id)) for block_id in state.get("values", {}))
    first = {parsed["name"]: block_id for block_id, parsed in found if parsed and parsed["number"] == "0"}
    return {first[name]: sentence for name, sentence in wrong.items() if name in first}


def _size(blocks: list[Block]) -> tuple[int, int]:
    """Return how much of a view blocks take: bytes, and blocks."""
    return len(json.dumps(blocks)), len(blocks)


def _over(sizes: Collection[tuple[int, int]]) -> bool:
    return sum(size for size, _ in sizes) > VIEW_FORM_BYTES or sum(count for _, count in sizes) > VIEW_FORM_BLOCKS


def _field(field: Field, paper: Paper, *, is_held: bool) -> Iterator[Block]:
    if is_held:
        yield {"type": "section", "text": plain_text(cut(f"{clean(field.label)}: {HELD}", LINE))}
    elif field.kind in ELEMENTS:
        yield _input(field, f"{field.name}~0", field.label, ELEMENTS[field.kind](field, paper))
    else:
        for number, (text, end) in enumerate(_spread(field.value)):
            yield _text_input(field, text, number, end)
    if field.error:
        yield {"type": "context", "elements": [plain_text(cut(f"(!) {clean(field.error)}", INPUT_LABEL))]}


def _text_input(field: Field, text: str, number: int, end: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ELEMENT, "max_length": INPUT}
    if field.kind == "text" or "\n" in text or length(field.value) > SPREAD:
        element["multiline"] = True
    if text:
        element["initial_value"] = text
    label = field.label if number == 0 else f"{field.label} ({number + 1})"
    block = _input(field, f"{field.name}~{number}{end}", label, element)
    if number:
        block["optional"] = True
        block.pop("hint", None)
    return block


def _input(field: Field, block_id: str, label: str, element: Block) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(cut(clean(label), LABEL)),
        "element": element,
        "optional": not field.required,
    }
    if field.hint:
        block["hint"] = plain_text(cut(clean(field.hint), INPUT_LABEL))
    return block


def _spread(text: str) -> Iterable[tuple[str, str]]:
    """Return a text in runs that an input holds, each with the break that stood after it; never none."""
    text = clean(text)
    runs: list[tuple[str, str]] = []
    while length(text) > SPREAD:
        longest = SPREAD if text[:SPREAD].isascii() else SPREAD // 2
        at = max(text.rfind("\n", 1, longest), text.rfind(" ", 1, longest))
        end = {"\n": "n", " ": "s"}[text[at]] if at > 0 else ""
        at = at if at > 0 else longest
        runs.append((text[:at], end))
        text = text[at + 1 :] if end else text[at:]
    return [*runs, (text, "")]
