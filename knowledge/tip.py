"""A tip: one thing to do better with customers, short enough to read between two calls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from knowledge.clean import each_once, length_fault, many_lines, one_line
from knowledge.refusal import refuse

STATES = ("draft", "published", "retired")
TITLE_LIMIT = 150
TEASER_LIMIT = 300
TEXT_LIMIT = 10_000
TRY_LIMIT = 500
NAME_LIMIT = 500
NAMES = ("id", "topics", "source", "series", "entry", "skill")
MOST_PARTS = 52


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip.

    ``teaser`` makes people want to read ``text``; ``try_this`` is what to do with it this week. ``part`` is its place
    in its ``series`` from 1 on, 0 outside of one. ``dated`` is the day it was written or first given, where that is
    known; ``source`` credits where its method comes from. ``entry`` is the id of the guide's entry it belongs to,
    ``skill`` the name of the skill. ``revision`` is the number of the team's revision that made the tip what it is;
    0 is not kept yet.
    """

    id: str
    title: str
    text: str
    teaser: str = ""
    try_this: str = ""
    topics: tuple[str, ...] = ()
    series: str = ""
    part: int = 0
    dated: date | None = None
    source: str = ""
    entry: str = ""
    skill: str = ""
    state: str = "published"
    revision: int = 0

    def content(self) -> dict[str, Any]:
        """Return everything but the revision number as plain values, the way a revision keeps it."""
        content = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "revision"}
        return {**content, "topics": list(self.topics), "dated": self.dated.isoformat() if self.dated else None}


def tip_from_content(content: Mapping[str, Any], revision: int) -> Tip:
    """Return the tip that :meth:`Tip.content` described; unknown names are passed over."""
    known = {field.name for field in fields(Tip)}
    values: dict[str, Any] = {name: value for name, value in content.items() if name in known}
    dated = values.get("dated")
    values |= {"topics": tuple(values.get("topics", ())), "dated": date.fromisoformat(dated) if dated else None}
    return Tip(**{**values, "revision": revision})


def tidy_tip(tip: Tip) -> Tip:
    """Return the tip as it is kept: no stray white space, no empty or repeated topic."""
    return replace(
        tip,
        id=one_line(tip.id),
        title=one_line(tip.title),
        text=many_lines(tip.text),
        teaser=one_line(tip.teaser),
        try_this=one_line(tip.try_this),
        topics=each_once(topic.lower() for topic in tip.topics),
        series=one_line(tip.series),
        source=one_line(tip.source),
        entry=one_line(tip.entry),
        skill=one_line(tip.skill),
    )


def check_tip(tip: Tip) -> None:
    """Hold a tip to its rules.

    Raises:
        Refusal: with a sentence for each field that cannot stay as it is.
    """
    refuse({name: sentence for name, sentence in _faults(tip) if sentence})


def _faults(tip: Tip) -> Iterator[tuple[str, str]]:
    yield "title", length_fault("title", tip.title, TITLE_LIMIT, "A tip")
    yield "text", length_fault("text", tip.text, TEXT_LIMIT, "A tip")
    yield "teaser", length_fault("teaser", tip.teaser, TEASER_LIMIT)
    yield "try_this", length_fault("“try this week” line", tip.try_this, TRY_LIMIT)
    for name in NAMES:
        value = getattr(tip, name)
        for text in (value,) if isinstance(value, str) else value:
            yield name, length_fault(name.removesuffix("s") if name == "topics" else name, text, NAME_LIMIT)
    if tip.series and not 1 <= tip.part <= MOST_PARTS:
        yield "part", f"Say which part of its series the tip is: from 1 to {MOST_PARTS}."
    if tip.part and not tip.series:
        yield "series", "A tip that is a part needs the name of its series."
    if tip.state not in STATES:
        yield "state", f"The state is one of {', '.join(STATES)}."
