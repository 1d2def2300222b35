"""Saving what somebody wrote in a chat to the guide: everybody may, and it is a draft until a curator publishes it."""

from dataclasses import replace

from bot.conversations.entries import entry_parts
from bot.desk import Desk
from bot.message import Ask, Field, Message, cheer, warn
from bot.turn import Turn
from knowledge.entry import Entry, check, tidy
from knowledge.ids import new_id
from knowledge.refusal import Refusal


def keep(turn: Turn, desk: Desk) -> Message:
    """Ask what a message (``answer``) answers; ``link`` leads to it and ``writer`` wrote it."""
    hidden = {name: turn.value(name) for name in ("link", "writer")}
    fields = (
        Field(
            "question",
            "Which question or complaint does this answer?",
            value=turn.value("question"),
            hint="As the customer says it.",
        ),
        Field("answer", "The answer", "text", turn.value("answer"), hint="Take out what belongs to this one case."),
        Field("topics", "Topics", value=turn.value("topics"), required=False, hint="With commas between them."),
    )
    if "saved" not in turn.values:
        return Message("Save to the guide", (Ask("guide.keep", "Save as a draft", fields, {**hidden, "saved": "yes"}),))
    try:
        entry = tidy(_entry(turn, desk))
        check(entry)
    except Refusal as refusal:
        wrong = (replace(field, error=refusal.fields.get(field.name, "")) for field in fields)
        form = Ask("guide.keep", "Save as a draft", tuple(wrong), {**hidden, "saved": "yes"})
        return Message("Not saved yet", (warn("{sentence}", sentence=refusal.sentence), form))
    kept = desk.guide.save(entry, "added", turn.person.id, desk.now)
    done = cheer("Saved as a draft. The curators see it in their lists and publish it.")
    return Message(kept.question, (done, *entry_parts(kept, desk, turn.person, "")))


def _entry(turn: Turn, desk: Desk) -> Entry:
    writer, link = desk.people.person(turn.value("writer")), turn.value("link")
    return Entry(
        id=new_id(),
        question=turn.value("question"),
        answer=turn.value("answer"),
        topics=tuple(turn.value("topics").split(",")),
        links=(link,) if link else (),
        source="person",
        source_detail=f"a message by {writer.name}" if writer else "a message",
        state="draft",
    )
