"""Which tip is next: decided from the tips there are, those that were posted, and what a lead has planned.

No tip comes twice until all have come once; then the longest-unused comes first. A series keeps its order, and once it
has begun its next part comes next, after what was pinned in between. What a lead pins to a week comes that week
whatever else would.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from knowledge.tip import Tip

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Posted:
    """A tip that was posted: in the week that begins on this Monday."""

    tip: str
    week: date


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a lead has planned.

    ``places`` puts tips before all others, the lowest number first; ``pins`` holds the tip of a week, ``skips`` the
    weeks without one. A week is named by its Monday.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    pins: Mapping[date, str] = field(default_factory=dict)
    skips: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """What a week will bring; no tip where the week is skipped, or there is none."""

    week: date
    tip: Tip | None
    is_pinned: bool = False
    is_skipped: bool = False


def monday_of(day: date) -> date:
    """Return the Monday that a day's week begins on."""
    return day - timedelta(days=day.weekday())


def with_earlier(tips: Iterable[Tip], posted: Iterable[Posted], week: date) -> list[Posted]:
    """Return all that was given before a week is over: what was posted, and what the day a tip carries tells of."""
    earlier = [Posted(tip.id, monday_of(tip.dated)) for tip in tips if tip.dated and monday_of(tip.dated) <= week]
    return sorted([*earlier, *posted], key=lambda each: each.week)


def next_tip(tips: Sequence[Tip], posted: Sequence[Posted], wishes: Wishes, week: date) -> Tip | None:
    """Return the tip of a week, or None where the week is skipped or there is no tip.

    ``tips`` are in the order they were added, ``posted`` in the order they were posted.
    """
    if week in wishes.skips:
        return None
    there = {tip.id: tip for tip in tips if tip.state == "published"}
    pinned = there.get(wishes.pins.get(week, ""))
    if pinned or not there:
        return pinned
    used = _used(there, posted)
    left = {id: tip for id, tip in there.items() if id not in used}
    return _next_part(left, there, used) or min(_in_order(left), key=_order(left, posted, wishes))


def upcoming(
    tips: Sequence[Tip], posted: Sequence[Posted], wishes: Wishes, first: date, weeks: int
) -> Iterator[Planned]:
    """Give what each of the next weeks will bring if nobody changes anything, from the week of ``first`` on."""
    so_far = list(posted)
    places = dict(wishes.places)
    for count in range(weeks):
        week = first + count * WEEK
        tip = next_tip(tips, so_far, Wishes(places, wishes.pins, wishes.skips), week)
        is_pinned = tip is not None and wishes.pins.get(week) == tip.id
        yield Planned(week, tip, is_pinned=is_pinned, is_skipped=week in wishes.skips)
        if tip is not None:
            so_far.append(Posted(tip.id, week))
            places.pop(tip.id, None)


def neighbours(tip: Tip, tips: Iterable[Tip]) -> tuple[Tip | None, Tip | None, int]:
    """Return the parts of its series before and after a tip, and how many parts the series has."""
    parts = sorted(
        (each for each in tips if tip.series and each.series == tip.series and each.state == "published"),
        key=lambda each: (each.part, each.id),
    )
    before = [each for each in parts if each.part < tip.part]
    after = [each for each in parts if each.part > tip.part]
    return before[-1] if before else None, after[0] if after else None, len(parts)


def _used(there: Mapping[str, Tip], posted: Iterable[Posted]) -> dict[str, None]:
    """Return the tips that have come since all of them had come, the one that came last at the end."""
    used: dict[str, None] = {}
    for each in posted:
        used.pop(each.tip, None)
        used[each.tip] = None
        if used.keys() >= there.keys():
            used = {}
    return used


def _next_part(left: Mapping[str, Tip], there: Mapping[str, Tip], used: Mapping[str, None]) -> Tip | None:
    """Return the next part of the series that was begun last, also where a pinned tip came in between."""
    for last in (there[id] for id in reversed(list(used)) if id in there and there[id].series):
        after = neighbours(last, there.values())[1]
        if after and after.id in left:
            return left[after.id]
    return None


def _in_order(left: Mapping[str, Tip]) -> list[Tip]:
    """Return the tips before which no part of their series is left."""
    first: dict[str, int] = {}
    for tip in left.values():
        first[tip.series] = min(tip.part, first.get(tip.series, tip.part))
    return [tip for tip in left.values() if not tip.series or tip.part == first[tip.series]]


def _order(left: Iterable[str], posted: Sequence[Posted], wishes: Wishes) -> Callable[[Tip], tuple[int, ...]]:
    """Return what tips are sorted by: the lead's order, then the longest-unused first, then as they were added."""
    last = {each.tip: number for number, each in enumerate(posted)}
    added = {id: number for number, id in enumerate(left)}

    def key(tip: Tip) -> tuple[int, ...]:
        place = wishes.places.get(tip.id)
        return place is None, place or 0, last.get(tip.id, -1), added[tip.id]

    return key
