"""Reflections: what somebody notes after a hard conversation, for themselves or for the team."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.paging import PAGE, first_of_page, pager
from bot.conversations.situations.private import masked_parts
from bot.conversations.situations.rules import NO, YES, rules
from bot.conversations.wording import day_of, shortened
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Item, Items, Message, Option, Part, Quote, cheer, say, warn
from bot.turn import Turn
from knowledge.ids import new_id
from knowledge.masking.detail import masked
from knowledge.masking.find import details_in, without_cards
from knowledge.reflections import Reflection, check_reflection
from knowledge.refusal import Refusal

LABELS = {
    "situation": "What happened?",
    "outcome": "How did it end?",
    "reflection": "What do you think of it now?",
    "takeaway": "What do you take from it?",
}
WHO = (Option(NO, "Only I read it"), Option(YES, "The team may read it"))


def write(turn: Turn, desk: Desk) -> Message:
    """Ask for a reflection, and keep it; one for the team is kept without customers' details."""
    known = desk.reflections.one(turn.value("reflection_id"), turn.person.id)
    if known is not None and known.person != turn.person.id:
        raise Refusal("Only the person who wrote a reflection can change it.")
    before = known or Reflection(turn.value("reflection_id") or new_id(), turn.person.id, desk.now, "")
    if "shared" not in turn.values:
        return Message("After a hard conversation", (_form(before, {}),))
    typed = {name: without_cards(turn.value(_word(name))) for name in LABELS}
    written = _with(before, typed, shared=turn.value("shared") == YES)
    try:
        check_reflection(written)
    except Refusal as refusal:
        words = warn("{sentence}", sentence=refusal.sentence)
        return Message("Not kept yet", (words, _form(written, refusal.fields)))
    region = rules(desk).region
    details = tuple(each for text in typed.values() for each in details_in(text, region)) if written.shared else ()
    if details:
        hidden = {name: masked(text, details_in(text, region)) for name, text in typed.items()}
        written = _with(before, hidden, shared=written.shared)
    if not desk.reflections.keep(written):
        raise Refusal("Only the person who wrote a reflection can change it.")
    return _shown(written, turn, cheer("Kept. {who}.", who=WHO[written.shared].label), *masked_parts(details))


def reflections(turn: Turn, desk: Desk) -> Message:
    """List the person's own reflections, and those the team may read."""
    found = desk.reflections.readable(turn.person.id, PAGE + 1, first_of_page(turn))
    row = Buttons((Button("Write one", "reflections.write", style="main"),))
    if not found:
        words = say("Nothing here yet. A few lines after a hard conversation help the next time.")
        return Message("Reflections", (words, row))
    items = Items(tuple(_item(each, turn, desk) for each in found[:PAGE]))
    return Message("Reflections", (items, *pager(turn, "reflections.list", {}, more=len(found) > PAGE), row))


def open_reflection(turn: Turn, desk: Desk) -> Message:
    """Show one reflection to somebody who may read it."""
    found = desk.reflections.one(turn.value("reflection_id"), turn.person.id)
    if found is None:
        raise Refusal("There is no such reflection, or it is not yours to read.")
    return _shown(found, turn)


def _shown(reflection: Reflection, turn: Turn, *first: Part) -> Message:
    texts = ((label, getattr(reflection, name)) for name, label in LABELS.items())
    quotes = tuple(Quote(text, label.rstrip("?")) for label, text in texts if text)
    buttons: tuple[Button, ...] = ()
    if reflection.person == turn.person.id:
        buttons += (Button("Change it", "reflections.write", {"reflection_id": reflection.id}),)
        begun = {"happened": reflection.situation, "reflection_id": reflection.id}
        buttons += (
            Button("Open the situation", "situations.open", {"situation": reflection.became})
            if reflection.became
            else Button("Ask the team about it", "situations.bring", begun),
        )
    return Message(
        "A reflection", (*first, *quotes, Buttons((*buttons, Button("All reflections", "reflections.list"))))
    )


def _form(reflection: Reflection, errors: dict[str, str]) -> Ask:
    fields = [
        Field(
            _word(name),
            label,
            "text",
            getattr(reflection, name),
            required=name == "situation",
            error=errors.get(name, ""),
        )
        for name, label in LABELS.items()
    ]
    fields.append(Field("shared", "Who reads it?", "choice", YES if reflection.shared else NO, WHO))
    return Ask("reflections.write", "Keep it", tuple(fields), {"reflection_id": reflection.id})


def _with(reflection: Reflection, texts: Mapping[str, str], *, shared: bool) -> Reflection:
    return replace(
        reflection,
        situation=texts["situation"],
        outcome=texts["outcome"],
        reflection=texts["reflection"],
        takeaway=texts["takeaway"],
        shared=shared,
    )


def _word(name: str) -> str:
    """Return the name of a text's field; “situation” and “outcome” name other things in a turn."""
    return f"{name}_text" if name in {"situation", "outcome"} else name


def _item(reflection: Reflection, turn: Turn, desk: Desk) -> Item:
    who = "You" if reflection.person == turn.person.id else desk.people.name_of(reflection.person)
    reads = "for the team" if reflection.shared else "for you alone"
    button = Button("Open", "reflections.open", {"reflection_id": reflection.id})
    return Item(shortened(reflection.situation), f"{who}, {day_of(reflection.at, turn.person)}, {reads}", button)
