"""A page's worth of the tips' archive: what was looked for, what was found, and how much more there is."""

from dataclasses import dataclass

from bot.conversations.tip_archive import archive_of, month_name
from bot.desk import Desk
from knowledge.tip_archive import Given, Sought, found, months_of, series_of, topics_of

TIPS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class TipShelf:
    """One page of the archive. ``total`` counts all pages' tips; ``months`` has each with its name."""

    sought: Sought
    tips: tuple[Given, ...]
    total: int
    page: int
    pages: int
    topics: tuple[tuple[str, int], ...]
    series: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, str, int], ...]
    month: str


def take_tip_shelf(desk: Desk, sought: Sought, page: int) -> TipShelf:
    """Return the page that was asked for; one past the end is the last."""
    archive = archive_of(desk)
    tips = found(archive, sought)
    pages = max(1, -(-len(tips) // TIPS_A_PAGE))
    page = min(max(page, 1), pages)
    return TipShelf(
        sought=sought,
        tips=tuple(tips[(page - 1) * TIPS_A_PAGE : page * TIPS_A_PAGE]),
        total=len(tips),
        page=page,
        pages=pages,
        topics=tuple(topics_of(archive)),
        series=tuple(series_of(archive)),
        months=tuple((month, month_name(month), count) for month, count in months_of(archive)),
        month=month_name(sought.month),
    )
