"""What became of the tips: delivered, opened, tried and commented on, tip by tip, for leads."""

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, need
from bot.conversations.wording import counted, day_of, shortened
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Table, say
from bot.turn import Turn
from knowledge.tip_readers import Figures

COLUMNS = ("Tip", "Given", "Delivered", "Opened", "Tried", "Comments")


def figures(turn: Turn, desk: Desk) -> Message:
    """Show the figures of every tip that was given, the newest first."""
    need(turn.person, desk, LEADS, "see the figures of the tips")
    posts = list(reversed(desk.tip_plan.posts()))
    counts = desk.tip_readers.figures()
    shown, more = page_of(turn, posts)
    back = Buttons((Button("Tip plan", "tips.plan"),))
    if not posts:
        return Message("Figures of the tips", (say("No tip has been given yet."), back))
    rows = []
    for post in shown:
        tip = desk.tips.tip(post.tip)
        title = tip.title if tip else post.tip
        count = counts.get(post.tip, Figures())
        rows.append(
            (
                f"{shortened(title, 60)} (withdrawn)" if post.is_withdrawn else shortened(title, 60),
                day_of(post.at, turn.person),
                str(post.delivered),
                str(count.opened),
                str(count.tried),
                str(count.comments),
            )
        )
    parts: tuple[Part, ...] = (
        say(
            "Delivered counts the people and channels that have it; {count} by direct message now.",
            count=_subscribers(desk),
        ),
        Table(COLUMNS, tuple(rows)),
        *pager(turn, "tips.figures", {}, more=more),
        back,
    )
    return Message("Figures of the tips", parts)


def _subscribers(desk: Desk) -> str:
    return counted(len(desk.tip_readers.subscriptions()), "person gets them", "people get them")
