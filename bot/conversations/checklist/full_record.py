"""The whole record of a checklist at once, for a page that can be printed: what was decided, on which evidence."""

from dataclasses import dataclass

from bot.conversations.checklist.record import RECORDED, what_was_done, withdrawals_of
from bot.conversations.checklist.showing import title_of
from bot.conversations.wording import day, moment
from bot.desk import Desk
from bot.turn import Person
from onboarding.checklist import Checklist
from onboarding.deed import Deed


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: what, when and by whom, and the words it rests on, each with what they answer."""

    what: str
    detail: str
    evidence: tuple[tuple[str, str], ...]
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class FullRecord:
    """A checklist's record. ``state`` is running, paused, complete or ended."""

    id: str
    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


def full_record(checklist: Checklist, reader: Person, desk: Desk) -> FullRecord:
    """Return all that was decided on a checklist, the oldest first."""
    names = desk.people.name_of
    passed = sum(1 for way in checklist.ways.values() if way.now() is None)
    facts = (
        ("Starter", names(checklist.starter)),
        ("Trainer", names(checklist.trainer)),
        ("First day", day(checklist.starts_on)),
        ("Passed", f"{passed} of {len(checklist.ways)} skills"),
    )
    entries = tuple(_entry(deed, checklist, reader, desk) for deed in checklist.deeds if deed.kind in RECORDED)
    return FullRecord(checklist.id, title_of(checklist, desk), checklist.state(), facts, entries)


def _entry(deed: Deed, checklist: Checklist, reader: Person, desk: Desk) -> Entry:
    rests_on = deed.word("evidence").splitlines()
    evidence = tuple(pair for each in checklist.deeds if each.id in rests_on for pair in _words(each, desk))
    withdrawn = ""
    if deed.kind == "signed":
        for each in withdrawals_of(deed, checklist):
            by, when = desk.people.name_of(each.person), moment(each.at, reader)
            withdrawn = f"Withdrawn by {by}, {when}: {each.word('reason')}"
    detail = f"{moment(deed.at, reader)}, by {desk.people.name_of(deed.person)}"
    return Entry(what_was_done(deed, checklist, desk), detail, evidence, withdrawn)


def _words(deed: Deed, desk: Desk) -> tuple[tuple[str, str], ...]:
    if deed.kind == "debriefed":
        return tuple(deed.said.items())
    if deed.kind == "talked":
        return (("A real conversation", deed.word("about")),)
    if deed.kind == "taught":
        return (("Taught", desk.people.name_of(deed.word("person"))),)
    return ((f"What {desk.people.name_of(deed.person)} learnt", deed.word("learnt")),)
