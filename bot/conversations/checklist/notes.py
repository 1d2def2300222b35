"""Notes on a stage: by the starter, the trainer, the buddy and leads; and private ones, which only their writer sees."""

from bot.conversations.checklist.finding import asked_for_way, colleague, here
from bot.conversations.checklist.skill import shown
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Ask, Field, Message, cheer, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import signing


def note(turn: Turn, desk: Desk) -> Message:
    """Ask for a note on a stage, and keep it."""
    checklist, way = asked_for_way(turn, desk)
    private = bool(turn.value("private"))
    stage, error = turn.value("stage"), ""
    if "note" in turn.values:
        try:
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.note(
                    now, way.skill.id, stage, turn.value("note"), colleague(turn.person), desk.now, private=private
                ),
            )
            who = "you alone see it" if private else "everybody on this checklist sees it"
            words = cheer("Kept; {who}.", who=who)
            return shown(done.after, done.after.ways[way.skill.id], turn.person, desk, words)
        except Refusal as refusal:
            if not refusal.fields:
                raise
            error = refusal.sentence
    hint = "Only you see it." if private else "Everybody on this checklist sees it."
    field = Field("note", "Note", "text", hint=hint, error=error)
    values = {**here(checklist, way, stage), **({"private": "yes"} if private else {})}
    parts = (*((warn("{it}", it=error),) if error else ()), Ask("checklist.note", "Keep", (field,), values))
    return Message(f"A {'private ' if private else ''}note: {way.skill.name}, {label(stage)}", parts)
