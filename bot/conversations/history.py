"""Every change of an entry, a frame, a tip or a situation: who, when, what, the difference, and going back to one."""

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import CURATORS, may, need
from bot.conversations.situations.words import called
from bot.conversations.tip_posting import show_as_it_is
from bot.conversations.wording import CHANNEL_NAMES, label, moment, shortened
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Item, Items, Message, Option, Part, Table, cheer, note, say
from bot.turn import Person, Turn
from knowledge.entry import from_content
from knowledge.frame import Frame
from knowledge.frames import FrameSuperseded
from knowledge.refusal import Refusal
from knowledge.revisions import Change, Revision, difference
from knowledge.store import Changed
from knowledge.tip import tip_from_content

SITUATION = "situation"
KINDS = ("entry", "frame", "tip", SITUATION)
_NAMES = {"tip": "title", SITUATION: "happened"}
_PEOPLE = ("owner", "reviewed_by", "brought_by", "holder")  # parts that hold somebody's id


def history(turn: Turn, desk: Desk) -> Message:
    """List the revisions of an entry or a frame, newest first, and offer to compare any two."""
    revisions = _revisions(turn, desk)
    shown, more = page_of(turn, revisions)
    items = tuple(_item(turn, desk, revision) for revision in shown)
    values = _subject(turn)
    parts: tuple[Part, ...] = (Items(items), *pager(turn, "history.open", values, more=more))
    if len(revisions) > 1:
        options = tuple(Option(str(each.number), _named(each, desk, turn.person)) for each in revisions)
        compare = (
            Field("before", "Compare", "choice", options[1].value, options),
            Field("after", "with", "choice", options[0].value, options),
        )
        parts += (Ask("history.difference", "Show the difference", compare, values),)
    return Message(f"History: {_title(turn, revisions[0])}", parts)


def compare(turn: Turn, desk: Desk) -> Message:
    """Show what changed between two revisions, part by part, and offer to go back to the earlier one."""
    revisions = {revision.number: revision for revision in _revisions(turn, desk)}
    earlier, later = sorted((turn.number("before"), turn.number("after")))
    before, after = revisions.get(earlier), revisions.get(later)
    if before is None or after is None:
        raise Refusal("There is no such version. Open the history again.")
    changes = difference(before, after)
    words = say(
        "From **{before}** to **{after}**",
        before=_named(before, desk, turn.person),
        after=_named(after, desk, turn.person),
    )
    rows = tuple(_row(change, desk) for change in changes)
    table = Table(("Part", "Before", "After"), rows) if rows else note("These two versions are the same.")
    return Message("What changed", (words, table, *_going_back(turn, before)))


def go_back(turn: Turn, desk: Desk) -> Message:
    """Make an earlier revision the newest one; what was newest until now stays in the history."""
    need(turn.person, desk, CURATORS, "restore a version")
    if turn.value("kind") == SITUATION:
        raise Refusal("What was done about a situation stays done. Reopen it instead, or change it while it is open.")
    revisions = {revision.number: revision for revision in _revisions(turn, desk)}
    wanted = revisions.get(turn.number("number"))
    if wanted is None:
        raise Refusal("There is no such version. Open the history again.")
    newest = max(revisions)
    what = f"went back to version {wanted.number}"
    try:
        _keep(wanted, newest, what, turn, desk)
    except (Changed, FrameSuperseded):
        raise Refusal("Somebody changed it a moment ago. Open the history again to see what it says now.") from None
    title = _title(turn, wanted)
    done = cheer("It says again what it said then. The version before is still in the history.")
    return Message(title, (done, Buttons((Button("History", "history.open", _subject(turn)),))))


def _row(change: Change, desk: Desk) -> tuple[str, str, str]:
    before, after = (_readable(change.part, text, desk) for text in (change.before, change.after))
    return label(change.part.replace("_", " ")), before, after


def _readable(part: str, text: str, desk: Desk) -> str:
    if part in _PEOPLE:
        return desk.people.name_of(text)
    if part == "became" and text:
        entry, other = desk.guide.entry(text), desk.situations.one(text)
        return entry.question if entry else called(other) if other else text
    return text


def _keep(wanted: Revision, newest: int, what: str, turn: Turn, desk: Desk) -> None:
    if wanted.kind == "entry":
        entry = from_content(wanted.content, newest)
        desk.guide.save(entry, what, turn.person.id, desk.now)
    elif wanted.kind == "tip":
        with desk.together():
            show_as_it_is(
                desk.tips.save(tip_from_content(wanted.content, newest), what, turn.person.id, desk.now), desk
            )
    else:
        frame = Frame(wanted.subject, wanted.content["opening"], wanted.content["ending"], newest)
        desk.frames.save(frame, what, turn.person.id, desk.now)


def _revisions(turn: Turn, desk: Desk) -> list[Revision]:
    kind = turn.value("kind")
    if kind == SITUATION:
        _check_situation(turn, desk)
    revisions = desk.guide.revisions.of(kind, turn.value("subject")) if kind in KINDS else []
    if not revisions:
        raise Refusal("There is no history of that.")
    return revisions


def _check_situation(turn: Turn, desk: Desk) -> None:
    """Hold the history of a situation to curators: it has what was changed so that nobody reads it any more."""
    need(turn.person, desk, CURATORS, "read what became of a situation step by step")
    situation = desk.situations.one(turn.value("subject"))
    if situation is None or situation.is_private:
        raise Refusal("There is no history of that.")


def _subject(turn: Turn) -> dict[str, str]:
    return {"kind": turn.value("kind"), "subject": turn.value("subject")}


def _title(turn: Turn, newest: Revision) -> str:
    if turn.value("kind") == "frame":
        return f"Opening and ending: {CHANNEL_NAMES[newest.subject]}"
    return shortened(str(newest.content[_NAMES.get(newest.kind, "question")]))


def _named(revision: Revision, desk: Desk, person: Person) -> str:
    return f"{moment(revision.at, person)}, {_done(revision, desk)} ({revision.number})"


def _done(revision: Revision, desk: Desk) -> str:
    return f"{revision.what} by {desk.people.name_of(revision.person) or 'Baton'}"


def _item(turn: Turn, desk: Desk, revision: Revision) -> Item:
    earlier = [each.number for each in _revisions(turn, desk) if each.number < revision.number]
    title = label(_done(revision, desk))
    if not earlier:
        return Item(title, moment(revision.at, turn.person))
    values = {**_subject(turn), "before": str(earlier[0]), "after": str(revision.number)}
    return Item(title, moment(revision.at, turn.person), Button("What changed", "history.difference", values))


def _going_back(turn: Turn, before: Revision) -> tuple[Buttons, ...]:
    if not may(turn.person, CURATORS) or before.kind == SITUATION:
        return ()
    values = {**_subject(turn), "number": str(before.number)}
    return (Buttons((Button("Restore the earlier one", "history.go_back", values),)),)
