"""A checklist as a whole: every skill with the marks of its stages, what is next, and whom to ask."""

from bot.conversations.checklist.finding import asked_for, colleague, here, names, trains
from bot.conversations.checklist.telling import skill_button, starter_prompt, trainer_prompt
from bot.conversations.checklist.words import marks
from bot.conversations.paging import page_of, pager
from bot.conversations.wording import counted, day, day_of, listed
from bot.desk import Desk
from bot.message import Button, Buttons, Callout, Facts, Item, Items, Message, Part, Text, cheer, note, say
from bot.turn import Person, Turn
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.standing import standings


def open_checklist(turn: Turn, desk: Desk) -> Message:
    """Show one checklist."""
    return shown(asked_for(turn, desk), turn, desk)


def shown(checklist: Checklist, turn: Turn, desk: Desk, *before: Part) -> Message:
    """Return a checklist as a message, after what there is to say before."""
    ways, more = page_of(turn, list(checklist.ways.values()))
    items = tuple(Item(way.skill.name, marks(way), skill_button(checklist, way, "Open")) for way in ways)
    parts = (
        *before,
        *state_note(checklist, turn.person),
        _facts(checklist, turn.person, desk),
        *_next(checklist, turn.person, desk),
        say("**Skills**"),
        Items(items),
        *pager(turn, "checklist.open", here(checklist), more=more),
        *_buttons(checklist, turn.person),
    )
    return Message(title_of(checklist, desk), parts)


def title_of(checklist: Checklist, desk: Desk) -> str:
    """Return what a checklist is called: the starter's name and the program's."""
    program = desk.programs.program(checklist.program, checklist.version)
    return f"{desk.people.name_of(checklist.starter)}: {program.name if program else 'a program'}"


def state_note(checklist: Checklist, person: Person) -> tuple[Callout | Text, ...]:
    """Return what must not be passed over about a checklist's state."""
    state = checklist.state()
    if state == "complete":
        return (cheer("Every skill is passed, from show to teach."),)
    if checklist.paused:
        since = day_of(checklist.paused.at, person)
        words = note("Paused since {day}. Nothing of it is lost, and nobody is reminded.", day=since)
        return (words, *_why(checklist.paused))
    if checklist.ended:
        words = note("Ended on {day}. Its record stays.", day=day_of(checklist.ended.at, person))
        return (words, *_why(checklist.ended))
    return ()


def _why(deed: Deed) -> tuple[Text, ...]:
    reason = deed.word("reason")
    return (say("The reason: {reason}", reason=reason),) if reason else ()


def _facts(checklist: Checklist, person: Person, desk: Desk) -> Facts:
    passed = sum(1 for way in checklist.ways.values() if way.now() is None)
    rows = [
        ("Passed", f"{passed} of {counted(len(checklist.ways), 'skill')}"),
        ("Trainer", desk.people.name_of(checklist.trainer)),
        ("Buddy", desk.people.name_of(checklist.buddy)),
        ("Start", day(checklist.starts_on)),
        ("Learns best by", listed(checklist.learns) if checklist.learns else "not asked yet"),
    ]
    today = desk.today(person)
    rows += [
        ("On leave", f"{desk.people.name_of(who)} until {day(until)}")
        for who, until in checklist.away.items()
        if checklist.is_away(who, today)
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def _next(checklist: Checklist, person: Person, desk: Desk) -> tuple[Part, ...]:
    way = checklist.next_way() if checklist.state() == "running" else None
    if way is None:
        return ()
    prompt = trainer_prompt if trains(person, checklist) else starter_prompt
    ask = say("Questions? Ask {trainer}.", **names(checklist, desk))
    if checklist.buddy:
        ask = say("Questions? Ask {trainer}, or {buddy} for the small ones.", trainer=names(checklist, desk)["trainer"],
                  buddy=desk.people.name_of(checklist.buddy))  # fmt: skip
    button = Buttons((skill_button(checklist, way),))
    return (say("**Next**"), *prompt(checklist, way, desk), button, *(() if trains(person, checklist) else (ask,)))


def _buttons(checklist: Checklist, person: Person) -> tuple[Buttons, ...]:
    this = here(checklist)
    standing = standings_of(person, checklist)
    state = checklist.state()
    buttons = [Button("Record", "checklist.record", this)]
    if state != "ended" and "starter" in standing:
        buttons.insert(0, Button("How I learn best", "checklist.learns", this))
    if state != "ended" and standing & {"trainer", "lead"}:
        buttons.append(Button("Change trainer", "checklist.trainer", this))
        buttons.append(Button("Change buddy", "checklist.buddy", this))
        if state == "running":
            buttons.append(Button("Pause", "checklist.pause", this))
        if state == "paused":
            buttons.append(Button("Resume", "checklist.resume", this, "main"))
        buttons.append(Button("End", "checklist.end", this, "danger"))
    if state == "running" and standing & {"starter", "trainer", "lead"}:
        buttons.append(Button("Time off", "checklist.leave", this))
    return (Buttons(tuple(buttons)),)


def standings_of(person: Person, checklist: Checklist) -> frozenset[str]:
    """Return who a person is to a checklist."""
    return standings(colleague(person), checklist)
