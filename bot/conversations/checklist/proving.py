"""What speaks for a starter beside the debrief: real conversations they had, and whom they taught."""

from bot.conversations.checklist.debriefing import tell_trainer_of
from bot.conversations.checklist.finding import asked_for_way, colleague, here, names, person_field
from bot.conversations.checklist.skill import shown
from bot.conversations.checklist.telling import tell
from bot.conversations.checklist.words import missing
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, cheer, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import signing
from onboarding.checklist import Checklist, Way
from onboarding.standing import way_of


def talked(turn: Turn, desk: Desk) -> Message:
    """Ask what a real conversation was about, and keep it."""
    checklist, way = asked_for_way(turn, desk)
    if "about" not in turn.values:
        return _ask_about(checklist, way, "")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.talk(now, way.skill.id, turn.value("about"), colleague(turn.person), desk.now),
            )
            now = done.after.ways[way.skill.id]
            if not missing(now) and turn.person.id != done.after.trainer:
                title = f"{names(done.after, desk)['starter']} is ready: {way.skill.name}, do"
                tell_trainer_of(done.after, now, desk, title)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_about(checklist, way, refusal.fields["about"])
    return shown(done.after, now, turn.person, desk, cheer("Kept."))


def taught(turn: Turn, desk: Desk) -> Message:
    """Ask whom the starter taught, and ask that person what they learnt."""
    checklist, way = asked_for_way(turn, desk)
    if "person" not in turn.values:
        return _ask_whom(checklist, way, desk, "")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.teach(now, way.skill.id, _known(turn, desk), colleague(turn.person), desk.now),
            )
            _ask_learner(done.after, way, turn.value("person"), desk)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_whom(checklist, way, desk, refusal.fields["person"])
    words = cheer("{learner} is asked what they learnt.", learner=desk.people.name_of(turn.value("person")))
    return shown(done.after, done.after.ways[way.skill.id], turn.person, desk, words)


def confirm(turn: Turn, desk: Desk) -> Message:
    """Ask the person who was taught what they learnt, and keep it."""
    checklist = desk.checklists.checklist(turn.value("checklist"))
    if checklist is None:
        raise Refusal("There is no such checklist.")
    way = way_of(checklist, turn.value("skill"))
    starter = names(checklist, desk)["starter"]
    if "learnt" not in turn.values:
        return _ask_learnt(checklist, way, starter, "")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.confirm(now, way.skill.id, turn.value("learnt"), colleague(turn.person), desk.now),
            )
            now = done.after.ways[way.skill.id]
            title = f"{turn.person.name} says what they learnt from {starter}: {way.skill.name}"
            tell_trainer_of(done.after, now, desk, title)
            words = say("**{learner}** said what they learnt from you.", learner=turn.person.name)
            tell(desk, checklist.starter, Message(f"{way.skill.name}: confirmed", (words,)), checklist)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_learnt(checklist, way, starter, refusal.fields["learnt"])
    return Message("Thank you", (cheer("Kept. {starter} and the trainer see it.", starter=starter),))


def _known(turn: Turn, desk: Desk) -> str:
    person = desk.people.person(turn.value("person"))
    return person.id if person else ""


def _ask_about(checklist: Checklist, way: Way, error: str) -> Message:
    hint = "What the customer wanted, and how it ended. No customer's name."
    field = Field("about", "A real conversation you had alone", "text", hint=hint, error=error)
    parts = (
        *((warn("{it}", it=error),) if error else ()),
        Ask("checklist.talked", "Keep", (field,), here(checklist, way)),
    )
    return Message(f"A real conversation: {way.skill.name}", parts)


def _ask_whom(checklist: Checklist, way: Way, desk: Desk, error: str) -> Message:
    field = person_field("person", "Whom did you teach?", desk, error=error, without=(checklist.starter,))
    parts = (
        *((warn("{it}", it=error),) if error else ()),
        Ask("checklist.taught", "Ask them", (field,), here(checklist, way)),
    )
    return Message(f"Whom I taught: {way.skill.name}", parts)


def _ask_learner(checklist: Checklist, way: Way, learner: str, desk: Desk) -> None:
    starter = names(checklist, desk)["starter"]
    words = say(
        "**{starter}** says: I taught you “{skill}”. What did you learn?", starter=starter, skill=way.skill.name
    )
    buttons = Buttons((Button("Say what I learnt", "checklist.confirm", here(checklist, way), "main"),))
    tell(desk, learner, Message(f"{starter} taught you something", (words, buttons)), checklist)


def _ask_learnt(checklist: Checklist, way: Way, starter: str, error: str) -> Message:
    field = Field("learnt", f"What did you learn from {starter}?", "text", hint="A sentence is enough.", error=error)
    parts = (
        *((warn("{it}", it=error),) if error else ()),
        Ask("checklist.confirm", "Send", (field,), here(checklist, way)),
    )
    return Message(way.skill.name, parts)
