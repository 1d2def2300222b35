"""The tip of the week: reading it, trying it, and saying what came of it."""

from bot.conversations.permission import CURATORS, may
from bot.conversations.tip_view import asked_for, coming, tip_item, tip_parts, when_posted
from bot.conversations.wording import shortened
from bot.desk import Desk
from bot.message import SILENCE, Ask, Button, Buttons, Field, Items, Message, Part, cheer, say
from bot.turn import Turn
from knowledge.ids import new_id
from knowledge.tip import Tip
from knowledge.tip_readers import OPENED, TRIED

LONGEST_COMMENT = 2_000


def this_week(turn: Turn, desk: Desk) -> Message:
    """Give this week's tip in full, or the last one there was; where none was, say when one comes."""
    tip = last_given(desk)
    if tip is None:
        return _none_yet(turn, desk)
    shown = _opened(tip, turn, desk)
    return Message(f"Tip of the week: {tip.title}", (*shown, *ways_on(turn, desk)))


def open_tip(turn: Turn, desk: Desk) -> Message:
    """Show one tip in full to whoever asked, and count that they opened it."""
    tip = asked_for(turn, desk)
    return Message(tip.title, (*_opened(tip, turn, desk), *ways_on(turn, desk)))


def tried(turn: Turn, desk: Desk) -> Message:
    """Count that somebody tried a tip, and ask what came of it; ``note`` is what they say."""
    tip = asked_for(turn, desk)
    said = shortened_comment(turn)
    with desk.together():
        desk.tip_readers.did(TRIED, tip.id, turn.person.id, desk.now, said)
    if said:
        done = cheer("Kept. Your colleagues see it below the tip.")
        return Message(tip.title, (done, *tip_parts(tip, desk, turn.person)))
    field = Field("note", "What came of it?", "text", hint="What you said, and what the customer did.")
    parts: tuple[Part, ...] = (
        cheer("Counted. Others would like to know how it went; a sentence is enough."),
        Ask("tips.tried", "Tell the others", (field,), {"tip": tip.id}),
    )
    return Message(f"You tried it: {tip.title}", parts)


def comment(turn: Turn, desk: Desk) -> Message:
    """Ask what somebody wants to say of a tip, and keep it."""
    tip = asked_for(turn, desk)
    said = shortened_comment(turn)
    if not said:
        field = Field("note", "Your comment", "text", hint="Your colleagues see it below the tip, with your name.")
        return Message(f"Comment: {tip.title}", (Ask("tips.comment", "Comment", (field,), {"tip": tip.id}),))
    with desk.together():
        desk.tip_readers.comment(new_id(), tip.id, turn.person.id, said, desk.now)
    return Message(tip.title, (cheer("Kept."), *tip_parts(tip, desk, turn.person)))


def hear_reply(turn: Turn, desk: Desk) -> Message:
    """Keep a reply in the thread of a tip's card; one without words was deleted."""
    return _heard(turn, desk, turn.value("reply"), shortened_comment(turn, "text"))


def hear_reaction(turn: Turn, desk: Desk) -> Message:
    """Keep a reaction to a tip's card, until it is taken back."""
    reaction = turn.value("reaction")
    id = f"{turn.value('card')}:{turn.person.id}:{reaction}"
    return _heard(turn, desk, id, "" if turn.value("gone") else f":{reaction}:")


def last_given(desk: Desk) -> Tip | None:
    """Return the tip that was posted last and not taken back since."""
    for post in reversed(desk.tip_plan.posts()):
        tip = desk.tips.tip(post.tip)
        if tip is not None and not post.is_withdrawn and tip.state == "published":
            return tip
    return None


def tip_line(desk: Desk) -> tuple[Items, ...]:
    """Return the tip of the week as one line, where there is one."""
    tip = last_given(desk)
    return (Items((tip_item(tip, "Tip of the week"),)),) if tip else ()


def ways_on(turn: Turn, desk: Desk) -> tuple[Buttons, ...]:
    """Return where to go from a tip: the archive, the subscription, and for curators the plan."""
    is_subscribed = desk.tip_readers.subscription(turn.person.id) is not None
    buttons = [
        Button("All tips", "tips.archive"),
        Button("Your subscription" if is_subscribed else "Subscribe", "tips.subscription"),
    ]
    if may(turn.person, CURATORS):
        buttons.append(Button("Tip plan", "tips.plan"))
    return (Buttons(tuple(buttons)),)


def shortened_comment(turn: Turn, name: str = "note") -> str:
    """Return what somebody wrote, cut where it would be longer than a comment is."""
    return turn.value(name)[:LONGEST_COMMENT].strip()


def _opened(tip: Tip, turn: Turn, desk: Desk) -> tuple[Part, ...]:
    with desk.together():
        desk.tip_readers.did(OPENED, tip.id, turn.person.id, desk.now)
    teaser = (say("{teaser}", teaser=tip.teaser),) if tip.teaser else ()
    return (*teaser, *tip_parts(tip, desk, turn.person))


def _heard(turn: Turn, desk: Desk, id: str, text: str) -> Message:
    tip = desk.tips.tip(turn.value("card").partition(":")[2])
    if tip is not None and id:
        with desk.together():
            desk.tip_readers.comment(id, tip.id, turn.person.id, text, desk.now)
    return SILENCE


def _none_yet(turn: Turn, desk: Desk) -> Message:
    times = desk.tip_plan.times()
    if desk.tip_plan.posts():
        next_one = "" if times.is_paused else f" The next one comes {when_posted(times)}."
        words = say("The tip of the week was withdrawn.{next_one}", next_one=next_one)
    elif times.is_paused:
        words = say("The tips are paused, and none has been given yet.")
    elif any(planned.tip for planned in coming(desk, 1)):
        words = say("The first one comes {when}.", when=shortened(when_posted(times)))
    else:
        words = say("The team has no tips yet. Import some with `baton import tips FILE`, or write one.")
    title = "No tip now" if desk.tip_plan.posts() else "No tip yet"
    return Message(title, (words, *ways_on(turn, desk)))
