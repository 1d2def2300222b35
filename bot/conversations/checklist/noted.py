"""The notes on the stages of a skill, as those who may read them see them."""

from bot.conversations.checklist.finding import colleague
from bot.conversations.wording import day_of, label
from bot.desk import Desk
from bot.message import Part, Quote, say
from bot.turn import Person
from onboarding.checklist import Checklist, Way
from onboarding.deed import Deed
from onboarding.signing import may_see

LATEST = 10


def stage_notes(checklist: Checklist, way: Way, stage: str, reader: Person, desk: Desk) -> tuple[Quote, ...]:
    """Return all notes on one stage that somebody may read, the oldest first."""
    return tuple(_quote(deed, reader, desk) for deed in _notes(checklist, way, reader) if deed.stage == stage)


def notes_parts(checklist: Checklist, way: Way, reader: Person, desk: Desk) -> tuple[Part, ...]:
    """Return the latest notes on a skill that somebody may read, each with its stage, the oldest first."""
    notes = _notes(checklist, way, reader)
    if not notes:
        return ()
    earlier = len(notes) - LATEST
    more = (say("And {count} earlier, beside each sign-off.", count=str(earlier)),) if earlier > 0 else ()
    quotes = (_quote(deed, reader, desk, f"{label(deed.stage)}: a note by") for deed in notes[-LATEST:])
    return (say("**Notes**"), *more, *quotes)


def _notes(checklist: Checklist, way: Way, reader: Person) -> list[Deed]:
    kinds = ("noted", "noted privately")
    notes = [deed for deed in checklist.deeds if deed.kind in kinds and deed.skill == way.skill.id]
    return [deed for deed in notes if may_see(deed, colleague(reader), checklist)]


def _quote(deed: Deed, reader: Person, desk: Desk, by: str = "A note by") -> Quote:
    private = ", seen by you alone" if deed.kind == "noted privately" else ""
    return Quote(deed.word("text"), f"{by} {desk.people.name_of(deed.person)}, {day_of(deed.at, reader)}{private}")
