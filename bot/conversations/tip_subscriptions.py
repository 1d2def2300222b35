"""Tips by direct message: to all topics or some, and out again with one click."""

from bot.conversations.tip_posting import CHANNEL
from bot.conversations.tip_view import when_posted
from bot.conversations.wording import label, listed
from bot.delivery.notices import surface_of
from bot.desk import Desk
from bot.message import Button, Buttons, Callout, Item, Items, Message, Part, cheer, say
from bot.turn import Person, Turn
from knowledge.tip_archive import Given, topics_of


def subscription(turn: Turn, desk: Desk) -> Message:
    """Show what somebody has subscribed to, and every change of it one click away."""
    return _shown(turn, desk)


def subscribe(turn: Turn, desk: Desk) -> Message:
    """Give somebody the tips by direct message: all of them, or those on one more topic."""
    topic = turn.value("topic")
    now = desk.tip_readers.subscription(turn.person.id)
    topics = (*(now.topics if now else ()), topic) if topic else ()
    with desk.together():
        desk.tip_readers.subscribe(turn.person.id, tuple(dict.fromkeys(topics)), desk.now)
    return _shown(turn, desk, cheer("You get them by direct message from now on."))


def unsubscribe(turn: Turn, desk: Desk) -> Message:
    """Give somebody no tips by direct message any more, or none on a topic."""
    topic = turn.value("topic")
    now = desk.tip_readers.subscription(turn.person.id)
    topics = tuple(each for each in now.topics if each != topic) if now and topic else ()
    with desk.together():
        if topics:
            desk.tip_readers.subscribe(turn.person.id, topics, desk.now)
        else:
            desk.tip_readers.unsubscribe(turn.person.id)
            _call_off(turn.person, desk)
    return _shown(turn, desk, cheer("Done.") if topics else cheer("You get no tips by direct message any more."))


def _call_off(person: Person, desk: Desk) -> None:
    """Have a tip that waits until the person is there not be sent any more."""
    for owed in desk.outbox(surface_of(person)).waiting_in(person.id):
        if owed.body.get("kind") == CHANNEL:
            desk.deliveries.cancel(owed.id, desk.now)


def _shown(turn: Turn, desk: Desk, *first: Callout) -> Message:
    now = desk.tip_readers.subscription(turn.person.id)
    when = when_posted(desk.tip_plan.times())
    parts: list[Part] = [*first]
    if now is None:
        parts.append(say("You get no tips by direct message. They come {when}.", when=when))
    elif now.topics:
        parts.append(say("You get the tips on {topics}, {when}.", topics=listed(now.topics), when=when))
    else:
        parts.append(say("You get every tip, {when}.", when=when))
    chosen = now.topics if now else ()
    buttons = []
    if now is None or chosen:
        buttons.append(Button("Every tip", "tips.subscribe", style="main"))
    if now is not None:
        buttons.append(Button("Stop these messages", "tips.unsubscribe"))
    parts.append(Buttons(tuple(buttons)))
    items = tuple(_item(topic, is_chosen=topic in chosen) for topic in _topics(desk))
    if items:
        parts += [say("**Only some topics**"), Items(items)]
    return Message("Tips by direct message", tuple(parts))


def _topics(desk: Desk) -> list[str]:
    published = [Given(tip, desk.now.date()) for tip in desk.tips.published()]
    return [topic for topic, _ in topics_of(published)]


def _item(topic: str, *, is_chosen: bool) -> Item:
    values = {"topic": topic}
    if is_chosen:
        return Item(label(topic), "Subscribed", Button("Remove", "tips.unsubscribe", values))
    return Item(label(topic), "", Button("Add", "tips.subscribe", values))
