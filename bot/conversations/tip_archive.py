"""The archive of the tips: by date, topic and series, with search, a page at a time."""

from dataclasses import replace
from datetime import date

from bot.conversations.paging import page_of, pager
from bot.conversations.tip_plan import plan
from bot.conversations.tip_subscriptions import subscription
from bot.conversations.tip_view import tip_item
from bot.conversations.tips import ways_on
from bot.conversations.wording import counted, day, label
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Item, Items, Message, Part, say
from bot.turn import Turn
from knowledge.tip_archive import Given, Sought, found, given, months_of, series_of, topics_of

NAMES = ("words", "topic", "series", "month")
WAYS = {"topics": "By topic", "series": "By series", "months": "By month"}


def archive_of(desk: Desk) -> list[Given]:
    """Return every tip the team has been given, the newest first."""
    return given(desk.tips.all(), desk.tip_plan.posts(), desk.tip_plan.times().zone, desk.now)


def archive(turn: Turn, desk: Desk) -> Message:
    """List the tips that were given, all of them or those that are sought."""
    values = {name: turn.value(name) for name in NAMES if turn.value(name)}
    sought = Sought(**values)
    every = archive_of(desk)
    tips = found(every, sought)
    if not every:
        return Message("All tips", (say("No tip has been given yet."), *ways_on(turn, desk)))
    shown, more = page_of(turn, tips)
    field = Field("words", "Search the tips", value=sought.words, required=False, hint="A word or two.")
    hidden = {name: value for name, value in values.items() if name != "words"}
    parts: tuple[Part, ...] = (say("{count}{what}.", count=counted(len(tips), "tip"), what=_said(sought)),)
    if shown:
        parts += (Items(tuple(_item(each) for each in shown)), *pager(turn, "tips.archive", values, more=more))
    parts += (_ways(values), Ask("tips.archive", "Search", (field,), hidden))
    return Message("All tips", parts)


def browse(turn: Turn, desk: Desk) -> Message:
    """List the topics, the series or the months there are, each with its number of tips."""
    way = turn.value("by") if turn.value("by") in WAYS else "topics"
    every = archive_of(desk)
    counts = {"topics": topics_of, "series": series_of, "months": months_of}[way](every)
    shown, more = page_of(turn, counts)
    if not counts:
        return Message(WAYS[way], (say("There is nothing to choose from yet."), _ways({})))
    name = {"topics": "topic", "series": "series", "months": "month"}[way]
    items = tuple(
        Item(
            month_name(value) if way == "months" else label(value),
            counted(count, "tip"),
            Button("Open", "tips.archive", {name: value}),
        )
        for value, count in shown
    )
    return Message(f"The tips {WAYS[way].lower()}", (Items(items), *pager(turn, "tips.browse", {"by": way}, more=more)))


def month_name(month: str) -> str:
    """Return a month the way people write it: May 2026; what is no month is said as it is."""
    try:
        return f"{date.fromisoformat(f'{month}-01'):%B %Y}"
    except ValueError:
        return month


def searched(turn: Turn, desk: Desk) -> Message:
    """Take what follows a chat product's word for tips: "archive", "plan" and "subscribe", or words to look for."""
    words = turn.value("text")
    first, _, rest = words.partition(" ")
    if words.casefold() == "plan":
        return plan(turn, desk)
    if words.casefold() == "subscribe":
        return subscription(turn, desk)
    sought = rest if first.casefold() == "archive" else words
    return archive(replace(turn, values={"words": sought.strip()}), desk)


def _item(each: Given) -> Item:
    series = f" · {each.tip.series}, part {each.tip.part}" if each.tip.series else ""
    return tip_item(each.tip, f"{day(each.day)}{series}")


def _said(sought: Sought) -> str:
    said = f" on {sought.topic}" if sought.topic else ""
    said += f" of the series “{sought.series}”" if sought.series else ""
    said += f" in {month_name(sought.month)}" if sought.month else ""
    return said + (f" with “{sought.words}”" if sought.words else "")


def _ways(values: dict[str, str]) -> Buttons:
    buttons = [Button(words, "tips.browse", {"by": way}) for way, words in WAYS.items()]
    return Buttons((*buttons, *((Button("Everything", "tips.archive"),) if values else ())))
