"""The record of a checklist: every sign-off with who, when and on what evidence, and every one that was withdrawn."""

from collections.abc import Iterator
from itertools import islice

from bot.conversations.checklist.finding import asked_for, asked_for_way, here
from bot.conversations.checklist.showing import state_note, title_of
from bot.conversations.checklist.telling import open_button
from bot.conversations.paging import page_of, pager
from bot.conversations.wording import counted, label, moment
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, Quote, say
from bot.turn import Person, Turn
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.program import STAGES

RECORDED = ("signed", "withdrawn", "more time", "handed over", "paused", "resumed", "ended", "renewed")


def record(turn: Turn, desk: Desk) -> Message:
    """List what was decided on a checklist, the oldest first."""
    checklist = asked_for(turn, desk)
    deeds = [deed for deed in checklist.deeds if deed.kind in RECORDED]
    shown, more = page_of(turn, deeds)
    items = tuple(_item(deed, checklist, turn.person, desk) for deed in shown)
    began = checklist.deeds[0]
    words = say(
        "Started by {name} on {when}. {signed} signed off so far.",
        name=desk.people.name_of(began.person),
        when=moment(began.at, turn.person),
        signed=counted(sum(way.signed() for way in checklist.ways.values()), "stage"),
    )
    parts: tuple[Part, ...] = (*state_note(checklist, turn.person), words)
    if items:
        parts += (Items(items),)
    buttons = Buttons((open_button(checklist),))
    return Message(
        f"Record of {title_of(checklist, desk)}",
        (*parts, *pager(turn, "checklist.record", here(checklist), more=more), buttons),
    )


def evidence(turn: Turn, desk: Desk) -> Message:
    """Show a sign-off with the evidence it rests on, word for word."""
    checklist, way = asked_for_way(turn, desk)
    sign_off = next((deed for deed in checklist.deeds if deed.id == turn.value("deed")), None)
    if sign_off is None or sign_off.kind != "signed":
        return record(turn, desk)
    rests_on = sign_off.word("evidence").splitlines()
    words = tuple(quote for deed in checklist.deeds if deed.id in rests_on for quote in _words_of(deed, desk))
    facts = Facts(
        (
            ("Signed off by", desk.people.name_of(sign_off.person)),
            ("When", moment(sign_off.at, turn.person)),
            ("Version", sign_off.word("version")),
        )
    )
    withdrawn = tuple(_withdrawal(deed, turn.person, desk) for deed in withdrawals_of(sign_off, checklist))
    back = Buttons((Button("Record", "checklist.record", here(checklist)),))
    return Message(f"{way.skill.name}, {label(sign_off.stage)}", (facts, *words, *withdrawn, back))


def what_was_done(deed: Deed, checklist: Checklist, desk: Desk) -> str:
    """Return a deed of the record in a few words."""
    way = checklist.ways.get(deed.skill)
    skill = f"{way.skill.name}, {label(deed.stage)}" if way and deed.stage else way.skill.name if way else ""
    if deed.kind == "signed":
        version = f" (version {deed.word('version')})"
        return f"{skill}: signed off{version}{', withdrawn later' if withdrawals_of(deed, checklist) else ''}"
    words = {
        "withdrawn": f"{skill}: sign-off withdrawn, {deed.word('reason')}",
        "more time": f"{skill}: more time. To try next: {deed.word('next')}",
        "handed over": f"Handed over to {desk.people.name_of(deed.word('trainer'))}",
        "paused": f"Paused. {deed.word('reason')}".strip(),
        "resumed": "Resumed",
        "ended": f"Ended. {deed.word('reason')}".strip(),
        "renewed": f"{skill}: to be shown again, version {deed.word('version')}",
    }
    return words[deed.kind]


def _item(deed: Deed, checklist: Checklist, person: Person, desk: Desk) -> Item:
    values = {**here(checklist), "skill": deed.skill, "deed": deed.id}
    button = Button("Evidence", "checklist.evidence", values) if deed.kind == "signed" else None
    detail = f"{moment(deed.at, person)}, by {desk.people.name_of(deed.person)}"
    return Item(what_was_done(deed, checklist, desk), detail, button)


def withdrawals_of(sign_off: Deed, checklist: Checklist) -> list[Deed]:
    """Return the withdrawal that this sign-off fell to: the first after it of its stage or an earlier one.

    One that stood until the skill was to be shown again was never withdrawn.
    """
    after = checklist.deeds[checklist.deeds.index(sign_off) + 1 :]
    ends = (deed for deed in after if deed.skill == sign_off.skill and _ends(deed, sign_off))
    return [deed for deed in islice(ends, 1) if deed.kind == "withdrawn"]


def _ends(deed: Deed, sign_off: Deed) -> bool:
    if deed.kind == "withdrawn":
        return STAGES.index(deed.stage) <= STAGES.index(sign_off.stage)
    return deed.kind == "renewed"


def _withdrawal(deed: Deed, person: Person, desk: Desk) -> Quote:
    return Quote(deed.word("reason"), f"Withdrawn by {desk.people.name_of(deed.person)}, {moment(deed.at, person)}")


def _words_of(deed: Deed, desk: Desk) -> Iterator[Part]:
    if deed.kind == "debriefed":
        yield from (Quote(answer, question) for question, answer in deed.said.items())
    elif deed.kind == "talked":
        yield Quote(deed.word("about"), f"A real conversation, kept by {desk.people.name_of(deed.person)}")
    elif deed.kind == "taught":
        yield say("Taught **{learner}**.", learner=desk.people.name_of(deed.word("person")))
    elif deed.kind == "confirmed":
        yield Quote(deed.word("learnt"), f"What {desk.people.name_of(deed.person)} learnt")
