"""What happens around the stages: another trainer or buddy, a pause, the end, leave, and putting a reminder off."""

from datetime import timedelta

from bot.conversations.checklist.finding import asked_for, chosen, colleague, colleague_with, here, names, person_field
from bot.conversations.checklist.news import tell_of_buddy, tell_of_choice, tell_of_end, tell_of_going_on, tell_of_pause
from bot.conversations.checklist.showing import shown
from bot.conversations.checklist.starting import read_date
from bot.conversations.checklist.teachers import teachers_hint
from bot.conversations.checklist.telling import open_button, prompt_trainer, tell
from bot.conversations.wording import day
from bot.desk import Desk
from bot.message import Ask, Buttons, Field, Message, Option, Quote, cheer, note, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.checklist import Checklist
from onboarding.standing import ROLES_THAT_TRAIN, need_standing

SNOOZE_DAYS = 7


def begin(turn: Turn, desk: Desk) -> Message:
    """Choose the skill to work on next."""
    checklist = asked_for(turn, desk)
    with desk.together():
        done = desk.checklists.change(
            checklist.id, lambda now: signing.begin(now, turn.value("skill"), colleague(turn.person), desk.now)
        )
        tell_of_choice(done.after, done.after.ways[turn.value("skill")], turn.person, desk)
    return shown(done.after, turn, desk, cheer("Begun."))


def change_trainer(turn: Turn, desk: Desk) -> Message:
    """Ask for the next trainer and what they should know, and hand over."""
    checklist = asked_for(turn, desk)
    need_standing(colleague(turn.person), checklist, signing.TRAINERS, "change the trainer")
    if "trainer" not in turn.values:
        return _ask_for_trainer(checklist, turn, desk, Refusal(""))
    next_one, words = colleague_with(turn.value("trainer"), desk), turn.value("note")
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id, lambda now: keeping.hand_over(now, next_one, words, colleague(turn.person), desk.now)
            )
            _tell_of_hand_over(done.before, done.after, words, turn, desk)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_for_trainer(checklist, turn, desk, refusal)
    known = names(done.after, desk)
    return shown(done.after, turn, desk, cheer("{trainer} is {starter}'s trainer now, and has your note.", **known))


def change_buddy(turn: Turn, desk: Desk) -> Message:
    """Ask for another buddy, and keep it."""
    checklist = asked_for(turn, desk)
    need_standing(colleague(turn.person), checklist, signing.TRAINERS, "change the buddy")
    error = ""
    if "buddy" in turn.values:
        try:
            buddy = chosen(turn, "buddy", desk)
            with desk.together():
                done = desk.checklists.change(
                    checklist.id, lambda now: keeping.change_buddy(now, buddy, colleague(turn.person), desk.now)
                )
                tell_of_buddy(done.after, desk)
            return shown(done.after, turn, desk, cheer("Kept."))
        except Refusal as refusal:
            if not refusal.fields:
                raise
            error = refusal.sentence
    without = (checklist.starter, checklist.trainer)
    field = person_field("buddy", "Buddy", desk, checklist.buddy, required=False, error=error, without=without)
    return Message("Another buddy", (Ask("checklist.buddy", "Keep", (field,), here(checklist)),))


def pause(turn: Turn, desk: Desk) -> Message:
    """Ask why, and let a checklist rest."""
    checklist = asked_for(turn, desk)
    need_standing(colleague(turn.person), checklist, signing.TRAINERS, "pause a checklist")
    if "reason" not in turn.values:
        field = Field("reason", "Why (may stay empty)", required=False, hint="Everybody on this checklist sees it.")
        return Message("Pause", (Ask("checklist.pause", "Pause", (field,), here(checklist)),))
    with desk.together():
        done = desk.checklists.change(
            checklist.id, lambda now: keeping.pause(now, turn.value("reason"), colleague(turn.person), desk.now)
        )
        tell_of_pause(done.after, turn.person, desk)
    return shown(done.after, turn, desk)


def resume(turn: Turn, desk: Desk) -> Message:
    """Let a paused checklist go on."""
    checklist = asked_for(turn, desk)
    with desk.together():
        done = desk.checklists.change(checklist.id, lambda now: keeping.resume(now, colleague(turn.person), desk.now))
        tell_of_going_on(done.after, turn.person, desk)
    return shown(done.after, turn, desk, cheer("It goes on where it was."))


def end(turn: Turn, desk: Desk) -> Message:
    """Ask whether and why, and end a checklist."""
    checklist = asked_for(turn, desk)
    need_standing(colleague(turn.person), checklist, signing.TRAINERS, "end a checklist")
    if "reason" not in turn.values:
        words = say("The record of every sign-off stays. It cannot be gone on with; a new one can be started.")
        field = Field("reason", "Why (may stay empty)", required=False, hint="Everybody on this checklist sees it.")
        return Message("End this checklist?", (words, Ask("checklist.end", "End it", (field,), here(checklist))))
    with desk.together():
        done = desk.checklists.change(
            checklist.id, lambda now: keeping.end(now, turn.value("reason"), colleague(turn.person), desk.now)
        )
        tell_of_end(done.after, turn.person, desk)
    return shown(done.after, turn, desk)


def leave(turn: Turn, desk: Desk) -> Message:
    """Ask who is away until when, so that nobody is reminded in that time."""
    checklist = asked_for(turn, desk)
    refused = Refusal("")
    if "until" in turn.values:
        who = turn.value("who") or turn.person.id
        try:
            until = read_date(turn.value("until"), "until")
            done = desk.checklists.change(
                checklist.id, lambda now: keeping.take_leave(now, who, until, colleague(turn.person), desk.now)
            )
            away = cheer(
                "{name} is away until {day}. Nobody is reminded.", name=desk.people.name_of(who), day=day(until)
            )
            back = cheer("{name} is back.", name=desk.people.name_of(who))
            return shown(done.after, turn, desk, away if done.after.is_away(who, desk.today(turn.person)) else back)
        except Refusal as refusal:
            if not refusal.fields:
                raise
            refused = refusal
    people = tuple(Option(id, desk.people.name_of(id)) for id in (checklist.starter, checklist.trainer))
    fields = (
        Field(
            "who",
            "Who is away",
            "person",
            turn.value("who") or checklist.starter,
            people,
            error=refused.fields.get("who", ""),
        ),
        Field(
            "until",
            "Last day away",
            "date",
            turn.value("until"),
            hint="As in 2026-05-04. A day that is past ends the leave.",
            error=refused.fields.get("until", ""),
        ),
    )
    warning = (warn("{it}", it=refused.sentence),) if refused.fields else ()
    return Message("Time off", (*warning, Ask("checklist.leave", "Keep", fields, here(checklist))))


def snooze(turn: Turn, desk: Desk) -> Message:
    """Put the reminders of a checklist off for a week."""
    checklist = asked_for(turn, desk)
    until = desk.today(turn.person) + timedelta(days=SNOOZE_DAYS)
    done = desk.checklists.change(
        checklist.id, lambda now: keeping.snooze(now, until, colleague(turn.person), desk.now)
    )
    return shown(done.after, turn, desk, note("Nobody is reminded before {day}.", day=day(until)))


def _ask_for_trainer(checklist: Checklist, turn: Turn, desk: Desk, refusal: Refusal) -> Message:
    without = (checklist.starter, checklist.trainer)
    hint = "How far they are, what went well, what to look at next. Nobody should have to tell it twice."
    fields = (
        person_field("trainer", "Next trainer", desk, turn.value("trainer"), roles=ROLES_THAT_TRAIN,
                     error=refusal.fields.get("trainer", ""), without=without,
                     hint=teachers_hint(checklist.program, desk)),
        Field("note", "What they should know", "text", turn.value("note"), hint=hint, error=refusal.fields.get("note", "")),
    )  # fmt: skip
    warning = (warn("{it}", it=refusal.sentence),) if refusal.fields else ()
    return Message("Another trainer", (*warning, Ask("checklist.trainer", "Hand over", fields, here(checklist))))


def _tell_of_hand_over(before: Checklist, now: Checklist, words: str, turn: Turn, desk: Desk) -> None:
    known = names(now, desk)
    way = now.next_way()
    quote = Quote(words, f"A note by {turn.person.name}")
    if now.trainer != turn.person.id and way:
        title = f"You are {known['starter']}'s trainer from now on"
        prompt_trainer(now, way, desk, title, quote, say("The next step:"))
    new = say("**{trainer}** is your trainer from now on and knows how far you are.", **known)
    tell(desk, now.starter, Message("Another trainer", (new, Buttons((open_button(now),)))), now)
    if before.trainer != turn.person.id:
        thanks = say("**{trainer}** is {starter}'s trainer from now on. Thank you for bringing them this far.", **known)
        tell(desk, before.trainer, Message("Another trainer", (thanks,)), now)
