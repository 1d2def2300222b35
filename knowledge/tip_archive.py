"""Looking back at the tips: what the team has been given, found by words, topic, series and month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.tip import Tip
from knowledge.tip_plan import Post


@dataclass(frozen=True, slots=True)
class Given:
    """A tip, and the day it was last given on."""

    tip: Tip
    day: date


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; what is empty does not matter. ``month`` is written 2026-05."""

    words: str = ""
    topic: str = ""
    series: str = ""
    month: str = ""


def given(tips: Iterable[Tip], posts: Iterable[Post], zone: str, now: datetime) -> list[Given]:
    """Return the tips that were given, the newest first: by Baton, or before, as the day they carry says."""
    local = ZoneInfo(zone)
    days = {post.tip: post.at.astimezone(local).date() for post in posts if not post.is_withdrawn}
    today = now.astimezone(local).date()
    archive = [
        Given(tip, day)
        for tip in tips
        if tip.state == "published" and (day := days.get(tip.id) or tip.dated) and day <= today
    ]
    return sorted(archive, key=lambda each: (each.day, each.tip.part, each.tip.id), reverse=True)


def found(archive: Iterable[Given], sought: Sought) -> list[Given]:
    """Return those that have every word, the topic, the series and the month that are sought."""
    return [each for each in archive if _is_sought(each, sought)]


def topics_of(archive: Iterable[Given]) -> list[tuple[str, int]]:
    """Return every topic with how many tips are on it, by name."""
    return sorted(Counter(topic for each in archive for topic in each.tip.topics).items())


def series_of(archive: Iterable[Given]) -> list[tuple[str, int]]:
    """Return every series with how many of its parts were given, by name."""
    return sorted(Counter(each.tip.series for each in archive if each.tip.series).items())


def months_of(archive: Sequence[Given]) -> list[tuple[str, int]]:
    """Return every month with how many tips were given in it, the newest first."""
    return sorted(Counter(month_of(each.day) for each in archive).items(), reverse=True)


def month_of(day: date) -> str:
    """Return a day's month as it is sought: 2026-05."""
    return day.isoformat()[:7]


def has_words(tip: Tip, words: str) -> bool:
    """Say whether a tip has each of these words somewhere, in any letter case, also as a part of one."""
    text = " ".join((tip.title, tip.teaser, tip.text, tip.try_this, *tip.topics, tip.series, tip.source)).casefold()
    return all(word in text for word in words.casefold().split())


def _is_sought(each: Given, sought: Sought) -> bool:
    tip = each.tip
    return (
        (not sought.topic or sought.topic in tip.topics)
        and (not sought.series or sought.series == tip.series)
        and (not sought.month or sought.month == month_of(each.day))
        and has_words(tip, sought.words)
    )
