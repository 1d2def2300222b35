"""The fields of a form as inputs in the card, each with its label, its mark and, where it was refused, the reason."""

from collections.abc import Callable
from dataclasses import replace

from bot.conversations.manners import FILL_IN, HELD, TYPE_NAME, TYPE_NAMES
from bot.message import Ask, Field
from bot.teams.carry import NAME, NAMES, as_choice, as_choices, input_id, with_names
from bot.teams.limits import OPTIONS, PREVIEW, TITLE, clean, cut, inert
from bot.teams.names import named, names_of
from bot.teams.paper import Element, Paper
from bot.teams.runs import lines, run
from bot.teams.unmarked import unmarked


def form(ask: Ask, paper: Paper) -> list[Element]:
    """Return a form: its fields, and the button that sends what is in them.

    What was written into a field is never cut: where the card has no room for it, it is carried along as it is.
    """
    held = {field.name: field.value for field in ask.fields if field.name in paper.held}
    names = {field.name: paper.keep(names_of(field)) for field in ask.fields if is_typed(field, paper)}
    fields = [element for field in ask.fields for element in _field(field, paper)]
    send = {**paper.action(ask.submit, ask.action, {**ask.values, **held}, "main"), "associatedInputs": "auto"}
    return [*fields, {"type": "ActionSet", "actions": [{**send, "data": with_names(send["data"], names)}]}]


def is_typed(field: Field, paper: Paper) -> bool:
    """Say whether what is chosen in a field is typed by its name, since the card has no room to list what there is."""
    return len(field.options) > OPTIONS or field.name in paper.named


def _field(field: Field, paper: Paper) -> list[Element]:
    label = inert(cut(clean(field.label), TITLE)) or "-"
    if field.name in paper.held:
        shown = lines(run(f"{label}: ", weight="Bolder"), run(cut(clean(field.value), PREVIEW)))
        return [*shown, *lines(run(HELD, isSubtle=True))]
    given: Element = {"id": input_id(field), "label": label, "isRequired": field.required}
    if field.required:
        given["errorMessage"] = FILL_IN
    by_name = is_typed(field, paper)
    how = (TYPE_NAMES if field.kind == "choices" else TYPE_NAME) if by_name else ""
    hint = lines(run(paper.fit(f"{how} {field.hint}".strip()), isSubtle=True), spacing="Small")
    error = lines(run(f"⚠️ {clean(field.error)}", color="Attention", weight="Bolder")) if field.error else []
    return [*(_name if by_name else _INPUTS.get(field.kind, _text))(field, given), *hint, *error]


def _text(field: Field, given: Element) -> list[Element]:
    is_long = field.kind == "text" or "\n" in field.value
    value = {"value": clean(field.value)} if field.value else {}
    return [{"type": "Input.Text", **given, "isMultiline": is_long, **value}]


def _name(field: Field, given: Element) -> list[Element]:
    kind = NAMES if field.kind == "choices" else NAME
    return _text(replace(field, kind="line", value=named(field)), {**given, "id": input_id(field, kind)})


def _choice(field: Field, given: Element) -> list[Element]:
    labels = {as_choice(each.value): unmarked(cut(clean(each.label), TITLE)) or "-" for each in field.options}
    choices = [{"title": label, "value": value} for value, label in labels.items()]
    shown: Element = {"type": "Input.ChoiceSet", **given, "choices": choices, "wrap": True}
    if field.kind == "choices":
        shown |= {"isMultiSelect": True, "style": "expanded"}
    chosen = as_choices(field)
    return [{**shown, "value": chosen} if chosen else shown]


def _date(field: Field, given: Element) -> list[Element]:
    return [{"type": "Input.Date", **given, **({"value": field.value} if field.value else {})}]


_INPUTS: dict[str, Callable[[Field, Element], list[Element]]] = {
    "choice": _choice,
    "choices": _choice,
    "person": _choice,
    "date": _date,
}
