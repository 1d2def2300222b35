"""Keeping the guide true: add, edit, publish, retire and review entries, for those with the role."""

from dataclasses import replace

from bot.conversations.entries import asked_for, entry_parts
from bot.conversations.entry_form import entry_form, entry_from
from bot.conversations.permission import CURATORS, may_of, need
from bot.conversations.situations.advice import advice_parts
from bot.desk import Desk
from bot.message import Ask, Callout, Field, Message, cheer, note, warn
from bot.turn import Turn
from knowledge.entry import Entry, check, tidy
from knowledge.ids import new_id
from knowledge.questions import folded
from knowledge.refusal import Refusal
from knowledge.store import Superseded


def add(turn: Turn, desk: Desk) -> Message:
    """Ask for a new entry; ``question`` fills in what was asked, ``asked`` is the kept question it answers."""
    need(turn.person, desk, CURATORS, "add an entry")
    entry = Entry(id="", question=turn.value("question"), answer="", owner=turn.person.id)
    return Message("A new entry", (entry_form(entry, desk, asked=turn.value("asked")),))


def edit(turn: Turn, desk: Desk) -> Message:
    """Ask for the changes to an entry."""
    may_of(turn.person, desk, desk.guide.entry(turn.value("entry")), "edit an entry")
    entry = asked_for(turn, desk)
    return Message(f"Edit: {entry.question}", (entry_form(entry, desk),))


def save(turn: Turn, desk: Desk) -> Message:
    """Keep a new or edited entry; a refused one comes back with what was typed and a sentence beside each field."""
    now = desk.guide.entry(turn.value("entry")) if turn.value("entry") else None
    may_of(turn.person, desk, now, "save an entry")
    try:
        entry = tidy(entry_from(turn, desk, now))
        check(entry)
        _check_not_twice(entry, desk)
    except Refusal as refusal:
        typed = _typed(turn, now)
        form = entry_form(typed, desk, errors=refusal.fields, given=turn.values, asked=turn.value("asked"))
        return Message("Not saved yet", (warn("{sentence}", sentence=refusal.sentence), form))
    read_at = turn.number("revision")
    if now is not None and now.revision != read_at:
        return _changed_meanwhile(turn, desk, now)
    if now is not None and now.content() == entry.content():
        return Message(entry.question, (note("Nothing was changed."), *entry_parts(entry, desk, turn.person, "")))
    added = now is None
    try:
        with desk.together():
            kept = desk.guide.save(
                replace(entry, id=entry.id or new_id(), revision=read_at),
                "added" if added else "edited",
                turn.person.id,
                desk.now,
            )
            desk.questions.settle(turn.value("asked"), kept.id, desk.now)
    except Superseded as superseded:
        if superseded.now is None:
            raise _gone() from superseded
        return _changed_meanwhile(turn, desk, superseded.now)
    done = cheer("Added to the guide.") if added else cheer("Saved. The version before is in the history.")
    shown = _shown(kept, turn, desk, done)
    return replace(shown, parts=(*shown.parts, *advice_parts(kept.answer, kept.spoken)))


def publish(turn: Turn, desk: Desk) -> Message:
    """Let a draft or a retired entry answer questions."""
    need(turn.person, desk, CURATORS, "publish an entry")
    entry = asked_for(turn, desk)
    _check_not_twice(entry, desk)
    what = "published" if entry.state == "draft" else "restored"
    done = cheer("It answers questions now.")
    return _changed(replace(entry, state="published"), what, done, turn, desk)


def retire(turn: Turn, desk: Desk) -> Message:
    """Take an entry out of the answers; it is kept and can be restored."""
    need(turn.person, desk, CURATORS, "retire an entry")
    done = cheer("Retired. It answers no questions from now on, and nothing of it is lost.")
    return _changed(replace(asked_for(turn, desk), state="retired"), "retired", done, turn, desk)


def reviewed_today(turn: Turn, desk: Desk) -> Message:
    """Keep that somebody looked at the answer today and it still holds."""
    need(turn.person, desk, CURATORS, "review an entry")
    entry = replace(asked_for(turn, desk), reviewed_at=desk.today(turn.person), reviewed_by=turn.person.id)
    return _changed(entry, "reviewed", cheer("Reviewed today, by you."), turn, desk)


def change_owner(turn: Turn, desk: Desk) -> Message:
    """Ask who stands behind an entry from now on, and keep it."""
    need(turn.person, desk, CURATORS, "change the owner of an entry")
    entry = asked_for(turn, desk)
    owner = Field("owner", "Who stands behind it?", value=desk.people.name_of(entry.owner), hint="Somebody's name.")
    if "owner" in turn.values:
        found = desk.people.named(turn.value("owner"))
        if found is not None:
            name = found.name
            done = cheer("{name} stands behind it now.", name=name)
            return _changed(replace(entry, owner=found.id), f"given to {name}", done, turn, desk)
        names = ", ".join(person.name for person in desk.people.all()[:20])
        error = f"Nobody in the team goes by that name. There are: {names}."
        owner = replace(owner, value=turn.value("owner"), error=error)
    return Message(f"Owner of: {entry.question}", (Ask("guide.owner", "Change owner", (owner,), {"entry": entry.id}),))


def _changed(entry: Entry, what: str, done: Callout, turn: Turn, desk: Desk) -> Message:
    """Save a change that needs no form; whoever was a moment earlier is not overwritten."""
    try:
        kept = desk.guide.save(entry, what, turn.person.id, desk.now)
    except Superseded as superseded:
        if superseded.now is None:
            raise _gone() from superseded
        return _shown(superseded.now, turn, desk, warn("Somebody changed this entry a moment ago. Here it is now."))
    return _shown(kept, turn, desk, done)


def _shown(entry: Entry, turn: Turn, desk: Desk, first: Callout) -> Message:
    return Message(entry.question, (first, *entry_parts(entry, desk, turn.person, "")))


def _gone() -> Refusal:
    return Refusal("This entry is not in the guide any more; perhaps a backup was restored. Nothing was saved.")


def _check_not_twice(entry: Entry, desk: Desk) -> None:
    found = desk.search.find(entry.question, desk.guide, limit=3)
    for other in desk.guide.entries([hit.entry for hit in found.hits]):
        if other.id != entry.id and folded(other.question) == folded(entry.question):
            sentence = "The guide has this question already. Edit that entry, or word this one differently."
            raise Refusal(sentence, {"question": sentence})


def _typed(turn: Turn, now: Entry | None) -> Entry:
    return replace(now, revision=turn.number("revision")) if now else Entry(id="", question="", answer="")


def _changed_meanwhile(turn: Turn, desk: Desk, now: Entry) -> Message:
    newest = desk.guide.revisions.of("entry", now.id)[0]
    who = desk.people.name_of(newest.person)
    words = warn(
        "{name} changed this entry while you were writing. Your words are still in the form below; "
        "nothing is saved yet. Look at what it says now, then save yours or leave it.",
        name=who,
    )
    form = entry_form(now, desk, given=turn.values)
    return Message("Changed meanwhile", (words, *entry_parts(now, desk, turn.person, ""), form))
