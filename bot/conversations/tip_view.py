"""How a tip is shown, wherever it comes up: as a card to the team, in full to its reader, as one line of a list."""

from bot.conversations.permission import CURATORS, may
from bot.conversations.wording import counted, day, day_of, label, listed, shortened
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, Quote, note, say
from bot.turn import Person, Turn
from knowledge.refusal import Refusal
from knowledge.tip import Tip
from knowledge.tip_plan import Times
from knowledge.tips import WEEK, Planned, neighbours, upcoming, with_earlier

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CARD = "tip"
SHOWN_COMMENTS = 5


def card_of(tip: Tip) -> str:
    """Return what a tip's card is called wherever it stands."""
    return f"{CARD}:{tip.id}"


def asked_for(turn: Turn, desk: Desk) -> Tip:
    """Return the tip a turn is about.

    Raises:
        Refusal: there is no such tip, or it is none that this person may see.
    """
    tip = desk.tips.tip(turn.value("tip"))
    if tip is None or (tip.state != "published" and not may(turn.person, CURATORS)):
        raise Refusal("There is no such tip, or it was withdrawn. Type `tip archive` to see what there is.")
    return tip


def tip_card(tip: Tip, desk: Desk) -> Message:
    """Return a tip as the team sees it: what it is about, and a step to all of it."""
    parts: tuple[Part, ...] = (say("{teaser}", teaser=tip.teaser or shortened(tip.text, 200)),)
    if tip.series:
        parts += (say("{part}", part=part_of(tip, desk)),)
    buttons = Buttons(
        (
            Button("Read more", "tips.open", {"tip": tip.id}, "main"),
            Button("I tried it", "tips.tried", {"tip": tip.id}),
        )
    )
    return Message(f"Tip of the week: {tip.title}", (*parts, buttons))


def for_subscriber(tip: Tip, desk: Desk) -> Message:
    """Return a tip's card with a way out, for somebody who gets it as a direct message."""
    shown = tip_card(tip, desk)
    way_out = Buttons((Button("Stop these messages", "tips.unsubscribe"),))
    return Message(shown.title, (*shown.parts, way_out))


def withdrawn_card(tip: Tip) -> Message:
    """Return what stands where a tip stood that was taken back."""
    return Message("Tip of the week", (say("The tip “{title}” was withdrawn.", title=tip.title),))


def tip_parts(tip: Tip, desk: Desk, person: Person) -> tuple[Part, ...]:
    """Return a tip in full: its text, what to try, where it belongs, what colleagues said, and what can be done."""
    parts: list[Part] = [Quote(tip.text)]
    if tip.try_this:
        parts.append(note("**Try it this week:** {line}", line=tip.try_this))
    facts = _facts(tip, desk, person)
    if facts:
        parts.append(Facts(tuple(facts)))
    parts += _said(tip, desk, person)
    return (*parts, Buttons(tuple(_buttons(tip, desk, person))))


def tip_item(tip: Tip, detail: str, button: str = "Read", action: str = "tips.open") -> Item:
    """Return a tip as one line of a list."""
    return Item(tip.title, detail, Button(button, action, {"tip": tip.id}))


def part_of(tip: Tip, desk: Desk) -> str:
    """Return where a tip is in its series: Part 2 of 3 of “Bad news in good order”."""
    _, _, count = neighbours(tip, desk.tips.published())
    return f"Part {tip.part} of {max(count, tip.part)} of “{tip.series}”"


def when_posted(times: Times) -> str:
    """Return when the plan posts, with its time zone: every Tuesday at 10:00 (Europe/London)."""
    return f"every {WEEKDAYS[times.weekday]} at {times.hour}:00 ({times.zone})"


def coming(desk: Desk, weeks: int) -> list[Planned]:
    """Return what the next weeks will bring: from this one on, or from the next where this one has had its tip."""
    times = desk.tip_plan.times()
    this_week = times.week(desk.now)
    skip = 1 if desk.tip_plan.of_week(this_week) else 0
    tips = list(desk.tips.all())
    given = with_earlier(tips, desk.tip_plan.posted(), this_week)
    return list(upcoming(tips, given, desk.tip_plan.wishes(), this_week + skip * WEEK, weeks))


def _facts(tip: Tip, desk: Desk, person: Person) -> list[tuple[str, str]]:
    rows = []
    if tip.series:
        rows.append(("Series", part_of(tip, desk)))
    if tip.topics:
        rows.append(("Topics", ", ".join(tip.topics)))
    if tip.skill:
        rows.append(("Skill", tip.skill))
    if tip.source:
        rows.append(("Source", tip.source))
    posts = [post for post in desk.tip_plan.posts() if post.tip == tip.id and not post.is_withdrawn]
    if posts:
        rows.append(("Given", listed(day_of(post.at, person) for post in posts)))
    elif tip.dated:
        rows.append(("Given", day(tip.dated)))
    if tip.state != "published":
        rows.append(("State", label(tip.state)))
    return rows


def _said(tip: Tip, desk: Desk, person: Person) -> list[Part]:
    said = desk.tip_readers.said(tip.id)
    if not said:
        return []
    items = tuple(
        Item(shortened(each.text, 300), f"{desk.people.name_of(each.person)}, {day_of(each.at, person)}")
        for each in said[-SHOWN_COMMENTS:]
    )
    more = f", the last {SHOWN_COMMENTS} of {counted(len(said), 'comment')}" if len(said) > SHOWN_COMMENTS else ""
    return [say("**What colleagues say**{more}", more=more), Items(items)]


def _buttons(tip: Tip, desk: Desk, person: Person) -> list[Button]:
    values = {"tip": tip.id}
    before, after, _ = neighbours(tip, desk.tips.published())
    buttons = [
        Button("I tried it", "tips.tried", values, "main"),
        Button("Comment", "tips.comment", values),
    ]
    if before:
        buttons.append(Button("Part before", "tips.open", {"tip": before.id}))
    if after:
        buttons.append(Button("Part after", "tips.open", {"tip": after.id}))
    if tip.entry and desk.guide.entry(tip.entry):
        buttons.append(Button("In the guide", "guide.open", {"entry": tip.entry}))
    if may(person, CURATORS):
        buttons += _keeping(tip, values)
    return buttons


def _keeping(tip: Tip, values: dict[str, str]) -> list[Button]:
    buttons = [
        Button("Edit", "tips.edit", values),
        Button("History", "history.open", {"kind": "tip", "subject": tip.id}),
    ]
    if tip.state == "published":
        return [*buttons, Button("Withdraw", "tips.withdraw", values, "danger")]
    return [*buttons, Button("Publish", "tips.restore", values)]
