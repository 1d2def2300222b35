"""An entry of the guide: one question or complaint, and the team's agreed answer to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from knowledge.clean import each_once, length_fault, many_lines, one_line
from knowledge.refusal import refuse

STATES = ("draft", "published", "retired")
SOURCES = ("sheet", "person", "situation", "starter")
LISTS = ("phrasings", "topics", "links", "credits")
DEFAULT_REVIEW_DAYS = 180

# What a person can still read on one screen or say in one breath is far below these;
# they keep a pasted log file out of the guide.
QUESTION_LIMIT = 500
ANSWER_LIMIT = 20_000
SPOKEN_LIMIT = 2_000
NAME_LIMIT = 500
NAMES = ("id", "topics", "links", "credits", "owner", "reviewed_by", "source_detail")
MOST_REVIEW_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class Entry:
    """One complaint-and-answer of the guide.

    ``answer`` is written like an e-mail without its opening and ending, with fields to fill (``{order number}``);
    ``spoken`` is the short form for the phone. ``owner``, ``reviewed_by`` hold a person's id, or the name a sheet gave.
    ``review_days`` is how often the answer must be looked at again, in days.
    ``revision`` is the number of the team's revision that made the entry what it is; 0 is not kept yet.
    """

    id: str
    question: str
    answer: str
    spoken: str = ""
    phrasings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    owner: str = ""
    reviewed_at: date | None = None
    reviewed_by: str = ""
    review_days: int = DEFAULT_REVIEW_DAYS
    source: str = "person"
    source_detail: str = ""
    state: str = "published"
    revision: int = 0

    def due_on(self) -> date | None:
        """Return the day by which the answer must be reviewed again, or None if nobody has reviewed it yet."""
        if self.reviewed_at is None:
            return None
        if (date.max - self.reviewed_at).days <= self.review_days:
            return date.max
        return self.reviewed_at + timedelta(days=self.review_days)

    def is_due(self, today: date) -> bool:
        """Say whether the answer is due for review: never reviewed, or reviewed too long ago."""
        due_on = self.due_on()
        return due_on is None or due_on <= today

    def content(self) -> dict[str, Any]:
        """Return everything but the revision number as plain values, the way a revision keeps it."""
        content = {name: getattr(self, name) for name in _FIELDS if name != "revision"}
        content["reviewed_at"] = self.reviewed_at.isoformat() if self.reviewed_at else None
        return {name: list(value) if isinstance(value, tuple) else value for name, value in content.items()}


_FIELDS = dict.fromkeys(field.name for field in fields(Entry))


def from_content(content: Mapping[str, Any], revision: int) -> Entry:
    """Return the entry that :meth:`Entry.content` described; unknown names are passed over."""
    values: dict[str, Any] = {name: value for name, value in content.items() if name in _FIELDS}
    for name in LISTS:
        values[name] = tuple(values.get(name, ()))
    reviewed_at = values.get("reviewed_at")
    values["reviewed_at"] = date.fromisoformat(reviewed_at) if reviewed_at else None
    values["revision"] = revision
    return Entry(**values)


def tidy(entry: Entry) -> Entry:
    """Return the entry as it is kept: no stray white space, no empty or repeated phrasing, topic, link or credit.

    Every line of an answer ends the same way, whatever ended it where it was written.
    """
    return replace(
        entry,
        question=one_line(entry.question),
        answer=many_lines(entry.answer),
        spoken=one_line(entry.spoken),
        phrasings=each_once(entry.phrasings),
        topics=each_once(topic.lower() for topic in entry.topics),
        links=each_once(entry.links),
        credits=each_once(entry.credits),
        owner=one_line(entry.owner),
        reviewed_by=one_line(entry.reviewed_by),
        source_detail=one_line(entry.source_detail),
    )


def check(entry: Entry) -> None:
    """Hold an entry to the guide's rules.

    Raises:
        Refusal: with a sentence for each field that cannot stay as it is.
    """
    refuse({name: sentence for name, sentence in _faults(entry) if sentence})


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "question", length_fault("question or complaint", entry.question, QUESTION_LIMIT, "An entry")
    yield "answer", length_fault("answer", entry.answer, ANSWER_LIMIT, "An entry")
    yield "spoken", length_fault("spoken form", entry.spoken, SPOKEN_LIMIT)
    for phrasing in entry.phrasings:
        yield "phrasings", length_fault("phrasing", phrasing, QUESTION_LIMIT)
    for name in NAMES:
        value = getattr(entry, name)
        for text in (value,) if isinstance(value, str) else value:
            yield name, length_fault(name.replace("_", " ").removesuffix("s"), text, NAME_LIMIT)
    if not 1 <= entry.review_days <= MOST_REVIEW_DAYS:
        yield "review_days", f"Say after how many days it must be reviewed again: from 1 to {MOST_REVIEW_DAYS}."
    if any(not link.startswith(("https://", "http://")) for link in entry.links):
        yield "links", "A link starts with https:// or http://."
    if entry.state not in STATES:
        yield "state", f"The state is one of {', '.join(STATES)}."
