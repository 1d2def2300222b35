"""Fields that are chosen instead of typed, as Slack's elements, and what was chosen in them.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.message import Field
from bot.slack.blocks import plain_text
from bot.slack.carry import Keep, Read, carried, packed, unpacked
from bot.slack.limits import CHECKBOXES, OPTION, OPTIONS, clean, cut, length
from bot.slack.paper import Block, Paper

ELEMENT = "field"
_OF_WORKSPACE = "@"  # before what a chosen user's id begins with as a person's: "slack:T1:"


def chosen(action_id: str, element: Mapping[str, Any], read: Read) -> str:
    """Return what was typed or chosen in an element; several values are a line each."""
    if "selected_options" in element:
        return "\n".join(_value(option, read) for option in element["selected_options"] or ())
    if "selected_option" in element:
        return _value(element["selected_option"] or {}, read)
    if element.get("type") == "users_select":
        user = element.get("selected_user") or ""
        return user and action_id.partition(_OF_WORKSPACE)[2] + user
    return str(element.get("selected_date") or element.get("value") or "")


def _one(field: Field, paper: Paper) -> Block:
    options = _options(field, paper)
    element: Block = {"type": "static_select", "action_id": ELEMENT, "options": options}
    now = _initial(field, options, paper)
    return {**element, "initial_option": now[0]} if now else element


def _several(field: Field, paper: Paper) -> Block:
    options = _options(field, paper)
    kind = "checkboxes" if len(options) <= CHECKBOXES else "multi_static_select"
    element: Block = {"type": kind, "action_id": ELEMENT, "options": options}
    now = _initial(field, options, paper)
    return {**element, "initial_options": now} if now else element


def _person(field: Field, paper: Paper) -> Block:
    if len(field.options) <= OPTIONS:
        return _one(field, paper)
    before, _, user = field.value.rpartition(":")
    workspace = before or field.options[0].value.rpartition(":")[0]
    element: Block = {"type": "users_select", "action_id": f"{ELEMENT}{_OF_WORKSPACE}{workspace}:"}
    return {**element, "initial_user": user} if user else element


def _date(field: Field, _paper: Paper) -> Block:
    element: Block = {"type": "datepicker", "action_id": ELEMENT}
    return {**element, "initial_date": field.value} if _is_date(field.value) else element


ELEMENTS: Mapping[str, Callable[[Field, Paper], Block]] = {
    "choice": _one,
    "choices": _several,
    "person": _person,
    "date": _date,
}


def _options(field: Field, paper: Paper) -> list[Block]:
    labels = {_option(each.value, paper.keep): cut(clean(each.label), OPTION) for each in field.options[:OPTIONS]}
    return [{"text": plain_text(label), "value": value} for value, label in labels.items()]


def _initial(field: Field, options: list[Block], paper: Paper) -> list[Block]:
    now = {_option(value, paper.keep) for value in field.chosen()}
    return [option for option in options if option["value"] in now]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _option(value: str, keep: Keep) -> str:
    return value if length(value) <= OPTION - 20 else packed({"v": value}, keep, 0)


def _value(option: Mapping[str, Any], read: Read) -> str:
    value: str = option.get("value", "")
    return str(unpacked(carried(value), read)["v"]) if value.startswith('{"~kept"') else value
