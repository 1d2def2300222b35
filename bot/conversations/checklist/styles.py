"""How a starter learns best: asked of them, changeable at any time, seen by their trainer beside each stage."""

from bot.conversations.checklist.advice import WAYS, advice_for
from bot.conversations.checklist.finding import asked_for, colleague, here, names
from bot.conversations.checklist.showing import shown
from bot.conversations.checklist.telling import skill_button, tell
from bot.conversations.wording import listed
from bot.desk import Desk
from bot.message import Ask, Buttons, Field, Message, Option, Part, cheer, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import keeping
from onboarding.checklist import Checklist


def learns(turn: Turn, desk: Desk) -> Message:
    """Ask how the starter learns best, and keep it."""
    checklist = asked_for(turn, desk)
    if "ways" not in turn.values:
        return Message("How do you learn best?", (_form(checklist, "\n".join(checklist.learns), ""),))
    chosen = turn.value("ways").splitlines()
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id, lambda now: keeping.learns(now, chosen, colleague(turn.person), desk.now)
            )
            _tell_trainer(done.after, desk)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        form = _form(checklist, turn.value("ways"), refusal.fields["ways"])
        return Message("How do you learn best?", (warn("{it}", it=refusal.sentence), form))
    words = cheer(
        "Kept. {trainer} sees it beside every stage; change it whenever you like.",
        trainer=names(done.after, desk)["trainer"],
    )
    return shown(done.after, turn, desk, words)


def _form(checklist: Checklist, value: str, error: str) -> Ask:
    options = tuple(Option(way, words) for way, words in WAYS.items())
    field = Field("ways", "I learn best by", "choices", value, options, hint="As many as you like.", error=error)
    return Ask("checklist.learns", "Keep", (field,), here(checklist))


def _tell_trainer(checklist: Checklist, desk: Desk) -> None:
    way = checklist.next_way()
    step = way.now() if way else None
    if way is None or step is None:
        return
    words = say(
        "**{starter}** learns best by {ways}.", starter=names(checklist, desk)["starter"], ways=listed(checklist.learns)
    )
    title = f"How {names(checklist, desk)['starter']} learns best"
    parts: tuple[Part, ...] = (words, *advice_for(checklist, step.stage), Buttons((skill_button(checklist, way),)))
    tell(desk, checklist.trainer, Message(title, parts), checklist)
