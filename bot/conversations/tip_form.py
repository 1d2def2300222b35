"""Writing a tip, and correcting one; a tip that was posted changes where it stands."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.permission import CURATORS, need
from bot.conversations.tip_posting import show_as_it_is
from bot.conversations.tip_view import asked_for, tip_parts
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Option, cheer, note, warn
from bot.turn import Turn
from knowledge.ids import new_id
from knowledge.refusal import Refusal
from knowledge.tip import STATES, Tip, check_tip, tidy_tip
from knowledge.tip_store import TipSuperseded

MAY = "write a tip"


def write(turn: Turn, desk: Desk) -> Message:
    """Ask for a new tip."""
    need(turn.person, desk, CURATORS, MAY)
    return Message("A new tip", (_form(Tip(id="", title="", text="")),))


def edit(turn: Turn, desk: Desk) -> Message:
    """Ask for the changes to a tip."""
    need(turn.person, desk, CURATORS, MAY)
    tip = asked_for(turn, desk)
    return Message(f"Edit: {tip.title}", (_form(tip),))


def save(turn: Turn, desk: Desk) -> Message:
    """Keep a new or changed tip; a refused one comes back with what was typed and a sentence beside each field."""
    need(turn.person, desk, CURATORS, MAY)
    now = desk.tips.tip(turn.value("tip")) if turn.value("tip") else None
    typed = tidy_tip(_typed(turn, now))
    try:
        check_tip(typed)
        _check_entry(typed, desk)
    except Refusal as refusal:
        words = warn("{sentence}", sentence=refusal.sentence)
        return Message("Not saved yet", (words, _form(typed, refusal.fields, turn.values)))
    if now is not None and now.revision != typed.revision:
        return _changed_meanwhile(now, turn)
    try:
        with desk.together():
            kept = desk.tips.save(typed, "edited" if now else "added", turn.person.id, desk.now)
            show_as_it_is(kept, desk)
    except TipSuperseded as superseded:
        if superseded.now is None:
            raise Refusal("This tip is not there any more; perhaps a backup was restored. Nothing was saved.") from None
        return _changed_meanwhile(superseded.now, turn)
    if now is None:
        buttons = Buttons(
            (
                Button("Preview", "tips.preview", {"tip": kept.id}),
                Button("Pin to a week", "tips.pin", {"tip": kept.id}),
                Button("Tip plan", "tips.plan"),
            )
        )
        return Message(
            kept.title, (cheer("Added. It takes its turn; pin it to have it in a week you choose."), buttons)
        )
    done = cheer("Saved. Where it was posted, it says so now.")
    return Message(kept.title, (done, *tip_parts(kept, desk, turn.person)))


def _typed(turn: Turn, now: Tip | None) -> Tip:
    tip = now or Tip(id=new_id(), title="", text="")
    return replace(
        tip,
        title=turn.value("title"),
        teaser=turn.value("teaser"),
        text=turn.value("body"),
        try_this=turn.value("try_this"),
        topics=tuple(turn.value("topics").split(",")),
        series=turn.value("series"),
        part=turn.number("part") if turn.value("series") else 0,
        source=turn.value("source"),
        entry=turn.value("entry"),
        skill=turn.value("skill"),
        state=turn.value("state") or tip.state,
        revision=turn.number("revision") if now else 0,
    )


def _check_entry(tip: Tip, desk: Desk) -> None:
    if tip.entry and desk.guide.entry(tip.entry) is None:
        sentence = "The guide has no entry with this id. Leave it empty if the tip belongs to none."
        raise Refusal(sentence, {"entry": sentence})


def _changed_meanwhile(now: Tip, turn: Turn) -> Message:
    words = warn(
        "Somebody changed this tip while you were writing. Your words are still in the form below; nothing is saved "
        "yet. Save yours over theirs, or leave it."
    )
    theirs = note("It says now: {title}. {text}", title=now.title, text=now.text)
    return Message("Changed meanwhile", (words, theirs, _form(now, given=turn.values)))


def _form(tip: Tip, errors: Mapping[str, str] | None = None, given: Mapping[str, str] | None = None) -> Ask:
    wrong = {("body" if name == "text" else name): sentence for name, sentence in (errors or {}).items()}
    fields = (
        replace(field, value=(given or {}).get(field.name, field.value), error=wrong.get(field.name, ""))
        for field in _fields(tip)
    )
    hidden = {"tip": tip.id if tip.revision else "", "revision": str(tip.revision)}
    return Ask("tips.save", "Save", tuple(fields), hidden)


def _fields(tip: Tip) -> tuple[Field, ...]:
    states = tuple(Option(state, label(state)) for state in STATES)
    return (
        Field("title", "Title", value=tip.title, hint="What to do, in a few words."),
        Field("teaser", "Teaser", value=tip.teaser, required=False, hint="A sentence or two that make one read on."),
        Field("body", "The tip", "text", tip.text, hint="Concrete: a situation, words to say, what changes."),
        Field("try_this", "Try it this week", value=tip.try_this, required=False, hint="One thing to do."),
        Field("topics", "Topics", value=", ".join(tip.topics), required=False, hint="With commas between them."),
        Field("series", "Series", value=tip.series, required=False, hint="Its name, if the tip is a part of one."),
        Field("part", "Part of the series", value=str(tip.part or ""), required=False, hint="Its number, from 1 on."),
        Field("source", "Source", value=tip.source, required=False, hint="Where the method comes from."),
        Field("entry", "Entry of the guide", value=tip.entry, required=False, hint="The id of the entry it goes with."),
        Field("skill", "Skill", value=tip.skill, required=False, hint="The skill it belongs to."),
        Field("state", "State", "choice", tip.state, states),
    )
