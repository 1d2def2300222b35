"""The team's tip plan: what the next weeks bring, and changing it."""

from datetime import date, timedelta

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import CURATORS, need
from bot.conversations.tip_posting import give_before_it_is_over
from bot.conversations.tip_view import WEEKDAYS, asked_for, coming, tip_item, when_posted
from bot.conversations.wording import counted, day, label
from bot.desk import Desk
from bot.message import (
    Ask,
    Button,
    Buttons,
    Callout,
    Facts,
    Field,
    Item,
    Items,
    Message,
    Option,
    Part,
    cheer,
    say,
    warn,
)
from bot.turn import Turn
from knowledge.refusal import Refusal
from knowledge.tip_archive import has_words
from knowledge.tip_plan import Times
from knowledge.tips import WEEK, Planned, monday_of

WEEKS = 8  # how far ahead the plan is shown
MAY = "plan the tips"


def plan(turn: Turn, desk: Desk) -> Message:
    """Show when the tip goes out and where, what the next weeks bring, and all that can be changed."""
    need(turn.person, desk, CURATORS, MAY)
    return _plan(desk)


def week(turn: Turn, desk: Desk) -> Message:
    """Show what one week will bring, and what can be done about it."""
    need(turn.person, desk, CURATORS, MAY)
    monday = _week(turn, desk)
    planned = next(each for each in coming(desk, _ahead(monday, desk) + 1) if each.week == monday)
    values = {"week": monday.isoformat()}
    buttons = [Button("Choose another tip", "tips.pin", values)]
    if planned.tip:
        buttons.insert(0, Button("Preview", "tips.preview", {"tip": planned.tip.id}))
    if planned.is_pinned or planned.is_skipped:
        buttons.append(Button("Leave it to the plan", "tips.skip", {**values, "back": "yes"}))
    if not planned.is_skipped:
        buttons.append(Button("Skip this week", "tips.skip", values))
    facts = Facts((("Tip", _title(planned)), ("Goes out", _goes_out(monday, desk.tip_plan.times()))))
    return Message(f"The week of {day(monday)}", (facts, Buttons(tuple(buttons))))


def pin(turn: Turn, desk: Desk) -> Message:
    """Give a week its tip: ask for the one that is missing of the two, and keep it."""
    need(turn.person, desk, CURATORS, MAY)
    if not turn.value("tip"):
        return _choose_tip(turn, desk, _week(turn, desk))
    tip = asked_for(turn, desk)
    if tip.state != "published":
        raise Refusal(f"“{tip.title}” is not published, so it cannot be given. Publish it first.")
    if not turn.value("week"):
        options = tuple(Option(each.week.isoformat(), _option(each)) for each in coming(desk, WEEKS))
        field = Field("week", "Which week?", "choice", options[0].value, options)
        return Message(f"Pin: {tip.title}", (Ask("tips.pin", "Pin it", (field,), {"tip": tip.id}),))
    monday = _week(turn, desk)
    with desk.together():
        desk.tip_plan.pin(monday, tip.id)
    return _plan(desk, cheer("“{title}” comes in the week of {week}.", title=tip.title, week=day(monday)))


def skip(turn: Turn, desk: Desk) -> Message:
    """Let a week go without a tip; ``back`` leaves it to the plan again."""
    need(turn.person, desk, CURATORS, MAY)
    monday = _week(turn, desk)
    back = bool(turn.value("back"))
    with desk.together():
        if back:
            desk.tip_plan.pin(monday, "")
        else:
            desk.tip_plan.skip(monday, desk.now)
    words = "The week of {week} is left to the plan." if back else "There is no tip in the week of {week}."
    return _plan(desk, cheer("{words}", words=words.format(week=day(monday))))


def move(turn: Turn, desk: Desk) -> Message:
    """Put a tip before all others that are left, or behind those that were put first."""
    need(turn.person, desk, CURATORS, MAY)
    tip = asked_for(turn, desk)
    with desk.together():
        if turn.value("to") == "first":
            desk.tip_plan.put_first(tip.id)
        else:
            desk.tip_plan.put_after(tip.id)
    return _plan(
        desk, cheer("“{title}” comes earlier now; a series that has begun is finished first.", title=tip.title)
    )


def times(turn: Turn, desk: Desk) -> Message:
    """Ask when the tip goes out, and keep it; the time zone is part of it."""
    need(turn.person, desk, CURATORS, MAY)
    now = desk.tip_plan.times()
    if "zone" not in turn.values:
        return Message("When the tip goes out", (_times_form(now, turn.person.time_zone),))
    wanted = Times(
        turn.number("weekday", 7), turn.number("hour", 24), turn.value("zone"), is_paused=turn.value("paused") == "yes"
    )
    try:
        with desk.together():
            desk.tip_plan.set_times(wanted, desk.now)
            late = give_before_it_is_over(now, desk)
    except Refusal as refusal:
        form = _times_form(wanted, turn.person.time_zone, refusal.fields)
        return Message("Not saved yet", (warn("{sentence}", sentence=refusal.sentence), form))
    if late:
        words = "Saved. In {zone} last week is over, and its tip had not come yet: “{title}” goes out now."
        return _plan(desk, cheer(words, zone=wanted.zone, title=late.title))
    return _plan(desk, cheer("Saved."))


def library(turn: Turn, desk: Desk) -> Message:
    """List every tip there is, given or not, drafts and withdrawn ones too, with search."""
    need(turn.person, desk, CURATORS, MAY)
    words = turn.value("words")
    tips = [tip for tip in desk.tips.all() if has_words(tip, words)]
    shown, more = page_of(turn, tips)
    given = {each.tip for each in desk.tip_plan.posts()}
    items = tuple(
        tip_item(tip, _state(tip.state, is_given=tip.id in given), "Plan", "tips.preview")
        if tip.state == "published"
        else tip_item(tip, _state(tip.state, is_given=tip.id in given), "Open")
        for tip in shown
    )
    search = Ask("tips.library", "Search", (Field("words", "Search all tips", value=words, required=False),))
    found: tuple[Part, ...] = (Items(items),) if items else (say("No tip has these words."),)
    write = Buttons((Button("Write a tip", "tips.write"),))
    paging = pager(turn, "tips.library", {"words": words}, more=more)
    return Message("Every tip", (say("{count}.", count=counted(len(tips), "tip")), *found, *paging, search, write))


def _plan(desk: Desk, *first: Callout) -> Message:
    now = desk.tip_plan.times()
    facts = Facts(
        (
            ("Goes out", "paused" if now.is_paused else when_posted(now)),
            ("Subscribers", str(len(desk.tip_readers.subscriptions()))),
        )
    )
    planned = coming(desk, WEEKS)
    items = tuple(
        Item(_title(each), _goes_out(each.week, now), Button("Change", "tips.week", {"week": each.week.isoformat()}))
        for each in planned
    )
    none = (warn("There are no tips to give. Import some with `baton import tips FILE`, or write one."),)
    buttons = (
        Button("Post now", "tips.post"),
        Button("Day and hour", "tips.times"),
        Button("Every tip", "tips.library"),
        Button("Write a tip", "tips.write", style="main"),
        Button("Channels", "channels.list"),
        Button("Figures", "tips.figures"),
    )
    is_empty = not any(each.tip for each in planned)
    return Message("The tip plan", (*first, facts, *(none if is_empty else (Items(items),)), Buttons(buttons)))


def _choose_tip(turn: Turn, desk: Desk, monday: date) -> Message:
    words = turn.value("words")
    tips = [tip for tip in desk.tips.published() if has_words(tip, words)]
    shown, more = page_of(turn, tips)
    values = {"week": monday.isoformat()}
    items = tuple(
        Item(tip.title, ", ".join(tip.topics), Button("Take it", "tips.pin", {**values, "tip": tip.id}))
        for tip in shown
    )
    found: tuple[Part, ...] = (Items(items),) if items else (say("No tip has these words."),)
    search = Ask("tips.pin", "Search", (Field("words", "Search the tips", value=words, required=False),), values)
    title = f"A tip for the week of {day(monday)}"
    return Message(title, (*found, *pager(turn, "tips.pin", {**values, "words": words}, more=more), search))


def _times_form(now: Times, own_zone: str, errors: dict[str, str] | None = None) -> Ask:
    wrong = errors or {}
    days = tuple(Option(str(number), name) for number, name in enumerate(WEEKDAYS))
    hours = tuple(Option(str(hour), f"{hour}:00") for hour in range(24))
    hint = f"Written as in Europe/London. Yours is {own_zone}."
    return Ask(
        "tips.times",
        "Save",
        (
            Field("weekday", "Day", "choice", str(now.weekday), days, error=wrong.get("weekday", "")),
            Field("hour", "Hour", "choice", str(now.hour), hours, error=wrong.get("hour", "")),
            Field("zone", "Time zone", value=now.zone, hint=hint, error=wrong.get("zone", "")),
            Field(
                "paused",
                "Paused",
                "choice",
                "yes" if now.is_paused else "no",
                (Option("no", "No, a tip every week"), Option("yes", "Yes, no tips until I say so")),
            ),
        ),
    )


def _week(turn: Turn, desk: Desk) -> date:
    first = desk.tip_plan.times().week(desk.now)
    try:
        monday = date.fromisoformat(turn.value("week"))
    except ValueError:
        raise Refusal("I do not know which week that is. Open the tip plan again.") from None
    if monday != monday_of(monday) or not first <= monday <= first + 52 * WEEK:
        raise Refusal("That week is over, or more than a year away. Open the tip plan again.")
    if any(each.week == monday and not each.is_withdrawn for each in desk.tip_plan.posts()):
        raise Refusal("That week has had its tip. Open the tip plan again.")
    return monday


def _ahead(monday: date, desk: Desk) -> int:
    return (monday - desk.tip_plan.times().week(desk.now)) // WEEK


def _title(planned: Planned) -> str:
    if planned.is_skipped:
        return "No tip (skipped)"
    if planned.tip is None:
        return "No tip"
    return f"{planned.tip.title} (pinned)" if planned.is_pinned else planned.tip.title


def _goes_out(monday: date, now: Times) -> str:
    return f"{WEEKDAYS[now.weekday]}, {day(monday + timedelta(days=now.weekday))}, {now.hour}:00 ({now.zone})"


def _option(planned: Planned) -> str:
    return f"{day(planned.week)}: {_title(planned)}"


def _state(state: str, *, is_given: bool) -> str:
    given = "given already" if is_given else "not given yet"
    return f"{label(state)}, {given}"
