"""The form an entry is written in, and reading it back."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Ask, Field, Option
from bot.turn import Turn
from knowledge.entry import DEFAULT_REVIEW_DAYS, Entry
from knowledge.refusal import Refusal


def entry_form(
    entry: Entry,
    desk: Desk,
    *,
    errors: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    asked: str = "",
) -> Ask:
    """Return the form of an entry; what was typed (``given``) wins over what the entry says."""
    fields = (_with(field, errors or {}, given or {}) for field in _fields(entry, desk))
    hidden = {"entry": entry.id, "revision": str(entry.revision), "asked": asked}
    return Ask("guide.save", "Save", tuple(fields), hidden)


def entry_from(turn: Turn, desk: Desk, now: Entry | None) -> Entry:
    """Return the entry as it was typed, on top of what it is ``now``.

    Raises:
        Refusal: the owner is nobody of the team, or the days are no number.
    """
    entry = now or Entry(id="", question="", answer="", source="person", source_detail="")
    return replace(
        entry,
        question=turn.value("question"),
        answer=turn.value("answer"),
        spoken=turn.value("spoken"),
        phrasings=tuple(turn.value("phrasings").splitlines()),
        topics=tuple(turn.value("topics").split(",")),
        links=tuple(turn.value("links").split()),
        credits=tuple(turn.value("credits").splitlines()),
        owner=_owner(turn.value("owner"), entry, desk),
        review_days=_days(turn.value("review_days")),
        state=turn.value("state") or entry.state,
    )


def _fields(entry: Entry, desk: Desk) -> tuple[Field, ...]:
    states = ("published", "draft") if entry.state != "retired" else ("retired", "published", "draft")
    return (
        Field("question", "Question or complaint", value=entry.question, hint="As the customer says it."),
        Field(
            "answer",
            "The team's answer",
            "text",
            entry.answer,
            hint="Without opening and ending. Put what must be filled in between braces: {order number}.",
        ),
        Field("phrasings", "Other ways to say it", "text", _lines(entry.phrasings), required=False, hint="One a line."),
        Field(
            "spoken", "Short form for the phone", "text", entry.spoken, required=False, hint="What you would say aloud."
        ),
        Field("topics", "Topics", value=", ".join(entry.topics), required=False, hint="With commas between them."),
        Field(
            "owner",
            "Who stands behind it",
            value=desk.people.name_of(entry.owner),
            required=False,
            hint="Somebody's name; empty for nobody yet.",
        ),
        Field("review_days", "Review again after how many days", value=str(entry.review_days)),
        Field("links", "Links", "text", _lines(entry.links), required=False, hint="One a line, with https://"),
        Field("credits", "With thanks to", "text", _lines(entry.credits), required=False, hint="One a line."),
        Field("state", "State", "choice", entry.state, tuple(Option(state, label(state)) for state in states)),
    )


def _with(field: Field, errors: Mapping[str, str], given: Mapping[str, str]) -> Field:
    return replace(field, value=given.get(field.name, field.value), error=errors.get(field.name, ""))


def _owner(name: str, entry: Entry, desk: Desk) -> str:
    if not name or name == desk.people.name_of(entry.owner):
        return entry.owner if name else ""
    person = desk.people.named(name)
    if person is None:
        sentence = f"Nobody in the team is called “{name}”. Leave it empty if nobody stands behind it yet."
        raise Refusal(sentence, {"owner": sentence})
    return person.id


def _days(text: str) -> int:
    if not text:
        return DEFAULT_REVIEW_DAYS
    try:
        return int(text)
    except ValueError:
        sentence = f"“{text}” is not a number of days."
        raise Refusal(sentence, {"review_days": sentence}) from None


def _lines(values: tuple[str, ...]) -> str:
    return "\n".join(values)
