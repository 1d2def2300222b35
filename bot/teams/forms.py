"""The fields of a form as inputs in the card, each with its label, its mark and, where it was refused, the reason."""

from collections.abc import Callable

from bot.conversations.manners import FILL_IN, HELD
from bot.message import Ask, Field
from bot.teams.carry import as_choice, as_choices, input_id
from bot.teams.limits import OPTIONS, PREVIEW, TITLE, clean, cut
from bot.teams.paper import Element, Paper
from bot.teams.runs import lines, run


def form(ask: Ask, paper: Paper) -> list[Element]:
    """Return a form: its fields, and the button that sends what is in them.

    What was written into a field is never cut: where the card has no room for it, it is carried along as it is.
    """
    held = {field.name: field.value for field in ask.fields if field.name in paper.held}
    fields = [element for field in ask.fields for element in _field(field, paper)]
    send = {**paper.action(ask.submit, ask.action, {**ask.values, **held}, "main"), "associatedInputs": "auto"}
    return [*fields, {"type": "ActionSet", "actions": [send]}]


def _field(field: Field, paper: Paper) -> list[Element]:
    label = cut(clean(field.label), TITLE) or "-"
    if field.name in paper.held:
        shown = lines(run(f"{label}: ", weight="Bolder"), run(cut(clean(field.value), PREVIEW)))
        return [*shown, *lines(run(HELD, isSubtle=True))]
    given: Element = {"id": input_id(field), "label": label, "isRequired": field.required}
    if field.required:
        given["errorMessage"] = FILL_IN
    hint = lines(run(paper.fit(field.hint), isSubtle=True), spacing="Small")
    error = lines(run(f"⚠️ {clean(field.error)}", color="Attention", weight="Bolder")) if field.error else []
    return [*_INPUTS.get(field.kind, _text)(field, given), *hint, *error]


def _text(field: Field, given: Element) -> list[Element]:
    is_long = field.kind == "text" or "\n" in field.value
    value = {"value": clean(field.value)} if field.value else {}
    return [{"type": "Input.Text", **given, "isMultiline": is_long, **value}]


def _choice(field: Field, given: Element) -> list[Element]:
    labels = {as_choice(each.value): cut(clean(each.label), TITLE) or "-" for each in field.options[:OPTIONS]}
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
