"""A tip on its way to the team: when the plan says so, or now; corrected where it stands, or taken back."""

from dataclasses import replace
from datetime import date, timedelta

from bot.conversations.permission import CURATORS, need
from bot.conversations.tip_view import asked_for, card_of, for_subscriber, tip_card, tip_parts, withdrawn_card
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Callout, Message, cheer, note, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from knowledge.tip import Tip
from knowledge.tip_plan import Post, Times
from knowledge.tip_store import TipSuperseded
from knowledge.tips import next_tip, with_earlier

CHANNEL = "tips"  # where the leads want tips, in each chat product; also the kind of notice
COUNTED_FOR = timedelta(days=14)  # by then who can be reached has been


def give_weekly_tip(desk: Desk) -> None:
    """Post this week's tip once its hour has come; one that was missed is posted while the week is still running."""
    times = desk.tip_plan.times()
    week = times.week(desk.now)
    if not times.is_time(desk.now) or desk.tip_plan.of_week(week):
        return
    tip = planned_for(week, desk)
    if tip is not None:
        post(tip, week, "", desk)


def give_before_it_is_over(before: Times, desk: Desk) -> Tip | None:
    """Post the tip of the week that was running by the earlier times and is over by the present ones.

    That is where the plan moved east around a weekend: the week would never come to its hour. Return the tip, if any.
    """
    now, week = desk.tip_plan.times(), before.week(desk.now)
    if before.is_paused or now.is_paused or week >= now.week(desk.now) or desk.tip_plan.of_week(week):
        return None
    tip = planned_for(week, desk)
    return tip if tip and post(tip, week, "", desk) else None


def count_delivered(desk: Desk) -> None:
    """Keep to how many people and places the latest tips have been delivered."""
    for each in desk.tip_plan.posts_since(desk.now - COUNTED_FOR):
        delivered = desk.notices.delivered(f"tip:{each.tip}", each.at)
        if delivered > each.delivered:
            desk.tip_plan.count_delivered(each.id, delivered)


def planned_for(week: date, desk: Desk) -> Tip | None:
    """Return the tip that the plan has for a week."""
    tips = list(desk.tips.all())
    return next_tip(tips, with_earlier(tips, desk.tip_plan.posted(), week), desk.tip_plan.wishes(), week)


def post(tip: Tip, week: date, person: str, desk: Desk) -> bool:
    """Post a tip as that of the week to the channel and the subscribers; False when the week has one already."""
    with desk.together():
        if desk.tip_plan.post(tip.id, week, person, desk.now) is None:
            return False
        reached = desk.notices.post(CHANNEL, tip_card(tip, desk), card_of(tip))
        missing = {person.id for person in desk.people.all()} - reached
        shown, notices = for_subscriber(tip, desk), desk.notices
        for each in desk.tip_readers.subscriptions():
            if each.wants(tip.topics) and each.person in missing:
                notices.give(each.person, shown, CHANNEL, card_of(tip))
    return True


def show_as_it_is(tip: Tip, desk: Desk) -> None:
    """Have a tip's card say what the tip says now, wherever it stands; call it inside ``together``.

    One that is not published any more, however that came, is taken back.
    """
    if tip.state != "published":
        for each in _standing(tip, desk)[-1:]:
            desk.tip_plan.withdraw(each.id, desk.now)
        desk.notices.update(card_of(tip), withdrawn_card(tip))
        return
    shown = for_subscriber(tip, desk)
    own = {each.person: shown for each in desk.tip_readers.subscriptions()}
    desk.notices.update(card_of(tip), tip_card(tip, desk), own)


def preview(turn: Turn, desk: Desk) -> Message:
    """Show a tip's card as the team will see it, and what can be done with it."""
    need(turn.person, desk, CURATORS, "plan the tips")
    tip = asked_for(turn, desk)
    card = tip_card(tip, desk)
    return Message(card.title, (note("This is what the team will see."), *card.parts[:-1], _ways(tip)))


def test(turn: Turn, desk: Desk) -> Message:
    """Send a tip's card to whoever asked, as a direct message and to nobody else."""
    need(turn.person, desk, CURATORS, "plan the tips")
    tip = asked_for(turn, desk)
    card = tip_card(tip, desk)
    with desk.together():
        desk.notices.tell(turn.person.id, replace(card, title=f"Test: {card.title}"))
    return Message(tip.title, (cheer("Sent to you alone, as a direct message."), _ways(tip)))


def post_now(turn: Turn, desk: Desk) -> Message:
    """Post a tip as this week's, once whoever asked has seen what will be posted."""
    need(turn.person, desk, CURATORS, "post a tip")
    week = desk.tip_plan.times().week(desk.now)
    tip = asked_for(turn, desk) if turn.value("tip") else planned_for(week, desk)
    if tip is None:
        raise Refusal("The plan has no tip for this week. Choose one from the tips, or write one.")
    if tip.state != "published":
        raise Refusal(f"“{tip.title}” is not published, so it cannot be posted.")
    given = desk.tip_plan.of_week(week)
    if given is not None and not given.is_withdrawn:
        other = desk.tips.tip(given.tip)
        title = other.title if other else given.tip
        raise Refusal(
            f"This week has its tip already: “{title}”. Pin this one to a week to come, or withdraw that one."
        )
    if not turn.value("sure"):
        button = Button("Post it now", "tips.post", {"tip": tip.id, "sure": "yes"}, "main")
        words = warn("Everybody in the tips' channel and every subscriber gets it as soon as you press the button.")
        return Message(f"Post now: {tip.title}", (words, *tip_card(tip, desk).parts[:-1], Buttons((button,))))
    if not post(tip, week, turn.person.id, desk):
        raise Refusal("Somebody was a moment earlier: this week has its tip. Nothing was posted twice.")
    return Message(tip.title, (cheer("Posted as this week's tip."), Buttons((Button("Tip plan", "tips.plan"),))))


def withdraw(turn: Turn, desk: Desk) -> Message:
    """Take a tip back: where it was posted it says so, and it is not given again until somebody publishes it."""
    need(turn.person, desk, CURATORS, "withdraw a tip")
    tip = asked_for(turn, desk)
    posts = _standing(tip, desk)
    shown = _keep(replace(tip, state="retired"), "withdrawn", turn, desk)
    where = f" It was posted {counted(len(posts), 'time')}; where it stands, it says that it was withdrawn."
    words = cheer("Withdrawn; nothing of it is lost.{where}", where=where if posts else "")
    return _after(shown, words, turn, desk)


def restore(turn: Turn, desk: Desk) -> Message:
    """Let a draft or a withdrawn tip be given."""
    need(turn.person, desk, CURATORS, "publish a tip")
    tip = asked_for(turn, desk)
    shown = _keep(replace(tip, state="published"), "published", turn, desk)
    return _after(shown, cheer("It takes its turn from now on."), turn, desk)


def _standing(tip: Tip, desk: Desk) -> list[Post]:
    return [each for each in desk.tip_plan.posts() if each.tip == tip.id and not each.is_withdrawn]


def _keep(tip: Tip, what: str, turn: Turn, desk: Desk) -> Tip:
    try:
        with desk.together():
            kept = desk.tips.save(tip, what, turn.person.id, desk.now)
            if kept.state == "retired":
                show_as_it_is(kept, desk)
    except TipSuperseded:
        raise Refusal("Somebody changed this tip a moment ago. Nothing was done; open it again.") from None
    return kept


def _after(tip: Tip, words: Callout, turn: Turn, desk: Desk) -> Message:
    return Message(tip.title, (words, *tip_parts(tip, desk, turn.person)))


def _ways(tip: Tip) -> Buttons:
    values = {"tip": tip.id}
    return Buttons(
        (
            Button("Send a test to me", "tips.test", values),
            Button("Post now", "tips.post", values),
            Button("Put it first", "tips.move", {**values, "to": "first"}),
            Button("Pin to a week", "tips.pin", values),
            Button("Open", "tips.open", values),
        )
    )
