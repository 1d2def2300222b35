"""Signing a stage off, saying that it needs more time, and withdrawing a sign-off."""

from bot.conversations.checklist.debriefing import decision_parts
from bot.conversations.checklist.finding import asked_for_way, colleague, here, names
from bot.conversations.checklist.noted import stage_notes
from bot.conversations.checklist.passing import completion, tell_of_passing, without_offer
from bot.conversations.checklist.showing import shown as whole
from bot.conversations.checklist.skill import shown
from bot.conversations.checklist.telling import prompt_starter, prompt_trainer, skill_button, tell
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Ask, Buttons, Field, Message, Option, Quote, cheer, note, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import signing
from onboarding.checklist import Checklist, Way


def read(turn: Turn, desk: Desk) -> Message:
    """Show what speaks for the starter at the stage under way, to be signed off or given more time."""
    checklist, way = asked_for_way(turn, desk)
    step = way.now()
    if step is None:
        return shown(checklist, way, turn.person, desk)
    title = f"{names(checklist, desk)['starter']}: {way.skill.name}, {label(step.stage)}"
    notes = stage_notes(checklist, way, step.stage, turn.person, desk)
    return Message(title, (*notes, *decision_parts(checklist, way, desk)))


def sign_off(turn: Turn, desk: Desk) -> Message:
    """Let the starter pass a stage."""
    checklist, way = asked_for_way(turn, desk)
    stage = turn.value("stage")
    with desk.together():
        done = desk.checklists.change(
            checklist.id, lambda now: signing.sign_off(now, way.skill.id, stage, colleague(turn.person), desk.now)
        )
        now = done.after.ways[way.skill.id]
        if now.now():
            words = cheer(
                "{trainer} signed off **{skill}: {stage}**.",
                trainer=turn.person.name,
                skill=way.skill.name,
                stage=stage,
            )
            prompt_starter(done.after, now, desk, "One stage further", words)
            if turn.person.id != done.after.trainer:
                prompt_trainer(done.after, now, desk, f"{turn.person.name} signed off {way.skill.name}: {stage}")
        else:
            tell_of_passing(done.after, now, turn.person, desk)
    if done.after.state() == "complete":
        card = completion(done.after, desk)
        return card if turn.person.role == "lead" else without_offer(card)
    starter = names(done.after, desk)["starter"]
    words = cheer("Signed off. {starter} knows, and what comes next.", starter=starter)
    if now.now() is None:
        return whole(done.after, turn, desk, words)
    return shown(done.after, now, turn.person, desk, words)


def more_time(turn: Turn, desk: Desk) -> Message:
    """Ask what to try next, and tell the starter: a normal outcome of a stage."""
    checklist, way = asked_for_way(turn, desk)
    if "next" not in turn.values:
        return _ask_what_next(checklist, way, turn, "")
    stage, next = turn.value("stage"), turn.value("next")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.more_time(now, way.skill.id, stage, next, colleague(turn.person), desk.now),
            )
            now = done.after.ways[way.skill.id]
            words = say(
                "**{skill}: {stage}** takes a little more time, as most things worth knowing do. To try next:",
                skill=way.skill.name,
                stage=stage,
            )
            to_try = Quote(next, turn.person.name)
            prompt_starter(done.after, now, desk, "A little more time", words, to_try)
            if turn.person.id != done.after.trainer:
                title = f"{names(done.after, desk)['starter']}: a little more time"
                prompt_trainer(done.after, now, desk, title, words, to_try)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_what_next(checklist, way, turn, refusal.fields["next"])
    take_time = note(
        "{starter} knows what to try next. Take the time it takes.", starter=names(checklist, desk)["starter"]
    )
    return shown(done.after, now, turn.person, desk, take_time)


def withdraw(turn: Turn, desk: Desk) -> Message:
    """Ask which sign-off to withdraw and why, and open that stage and those after it again."""
    checklist, way = asked_for_way(turn, desk)
    if "reason" not in turn.values:
        return _ask_why(checklist, way, turn, "")
    stage, reason = turn.value("stage"), turn.value("reason")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.withdraw(now, way.skill.id, stage, reason, colleague(turn.person), desk.now),
            )
            _tell_of_withdrawal(done.after, done.after.ways[way.skill.id], stage, reason, turn, desk)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_why(checklist, way, turn, refusal.fields["reason"])
    words = note("Withdrawn. The sign-off and your reason stay in the record; {stage} is open again.", stage=stage)
    return shown(done.after, done.after.ways[way.skill.id], turn.person, desk, words)


def _tell_of_withdrawal(checklist: Checklist, way: Way, stage: str, reason: str, turn: Turn, desk: Desk) -> None:
    words = say(
        "{lead} withdrew the sign-off of **{skill}: {stage}**, so it is open again from there. The reason:",
        lead=turn.person.name,
        skill=way.skill.name,
        stage=stage,
    )
    because = Quote(reason, turn.person.name)
    prompt_starter(checklist, way, desk, f"{way.skill.name}: open again", words, because)
    if checklist.trainer != turn.person.id:
        buttons = Buttons((skill_button(checklist, way),))
        title = f"{names(checklist, desk)['starter']}, {way.skill.name}: open again"
        tell(desk, checklist.trainer, Message(title, (words, because, buttons)), checklist)


def _ask_what_next(checklist: Checklist, way: Way, turn: Turn, error: str) -> Message:
    hint = "One thing that is easy to try. The starter reads it word for word."
    field = Field("next", "What to try next", "text", hint=hint, error=error)
    ask = Ask("checklist.more_time", "Tell the starter", (field,), here(checklist, way, turn.value("stage")))
    return Message(f"More time: {way.skill.name}", (*((warn("{it}", it=error),) if error else ()), ask))


def _ask_why(checklist: Checklist, way: Way, turn: Turn, error: str) -> Message:
    signed = tuple(Option(step.stage, label(step.stage)) for step in way.steps if step.signed)
    if not signed:
        raise Refusal(f"No stage of “{way.skill.name}” is signed off, so there is nothing to withdraw.")
    fields = (
        Field("stage", "Which sign-off", "choice", turn.value("stage") or signed[-1].value, signed),
        Field(
            "reason", "Why", "text", turn.value("reason"), hint="It stays beside the sign-off for good.", error=error
        ),
    )
    words = say("That stage and those after it are open again, and take new evidence.")
    ask = Ask("checklist.withdraw", "Withdraw", fields, here(checklist, way))
    return Message(
        f"Withdraw a sign-off: {way.skill.name}", (*((warn("{it}", it=error),) if error else ()), words, ask)
    )
