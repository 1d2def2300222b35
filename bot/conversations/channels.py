"""The team's channels: where tips, situations and practice are posted in each chat product."""

from bot.channels import CHANNELS, Place
from bot.conversations.permission import LEADS, may, need
from bot.conversations.wording import day_of, listed
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, cheer, say
from bot.turn import Turn
from knowledge.refusal import Refusal

NAMES = {"tips": "Tips", "situations": "Situations", "practice": "Practice"}
WHAT = {
    "tips": "the weekly tip",
    "situations": "new situations, for everybody to answer",
    "practice": "role-play and practice for everybody",
}


def channels(turn: Turn, desk: Desk) -> Message:
    """Show where each channel is; a lead can choose the place they are in."""
    items = tuple(_item(channel, turn, desk) for channel in CHANNELS)
    parts: tuple[Part, ...] = (Items(items),)
    if may(turn.person, LEADS) and not turn.place:
        words = "To choose a channel, go there and send `/baton channels`, or `@Baton channels`. On this page everybody sees what is posted."
        parts += (say(words),)
    return Message("Channels", parts)


def here(turn: Turn, desk: Desk) -> Message:
    """Have a channel be in the place the lead is in."""
    need(turn.person, desk, LEADS, "choose where something is posted")
    channel = _channel(turn)
    if not turn.place:
        raise Refusal(
            "This is no place that others share. Go to the channel you want, and send `/baton channels` there."
        )
    place = Place(turn.surface, turn.place, turn.place_name)
    with desk.together():
        desk.channels.choose(channel, place, turn.person.id, desk.now)
    done = cheer("From now on {what} goes to {place}.", what=WHAT[channel], place=_called(channel, place, turn, desk))
    return Message("Channels", (done, Buttons((Button("All channels", "channels.list"),))))


def close(turn: Turn, desk: Desk) -> Message:
    """Have a channel be nowhere in the chat product the lead is in."""
    need(turn.person, desk, LEADS, "choose where something is posted")
    channel = _channel(turn)
    with desk.together():
        desk.channels.close(channel, turn.value("surface"))
    words = say(
        "Nothing is posted there any more. Until a lead chooses a place, {what} goes to the leads.", what=WHAT[channel]
    )
    return Message("Channels", (words, Buttons((Button("All channels", "channels.list"),))))


def _channel(turn: Turn) -> str:
    channel = turn.value("channel")
    if channel not in CHANNELS:
        raise Refusal("There is no such channel. Open the list of channels again.")
    return channel


def _item(channel: str, turn: Turn, desk: Desk) -> Item:
    places = desk.channels.places(channel)
    where = listed((_called(channel, place, turn, desk) for place in places), "and") if places else "nowhere yet"
    title, detail = NAMES[channel], f"{WHAT[channel][:1].upper()}{WHAT[channel][1:]}: {where}"
    if not may(turn.person, LEADS):
        return Item(title, detail)
    if turn.place and not any(_is_here(place, turn) for place in places):
        return Item(title, detail, Button("Post here", "channels.here", {"channel": channel}))
    if places:
        button = Button("Stop posting", "channels.close", {"channel": channel, "surface": places[0].surface})
        return Item(title, detail, button)
    return Item(title, detail)


def _called(channel: str, place: Place, turn: Turn, desk: Desk) -> str:
    """Return what people call a place; one that its chat product gives no name for, by who chose it and when."""
    product = {"slack": "Slack", "teams": "Teams"}.get(place.surface, place.surface)
    if _is_here(place, turn):
        return f"{turn.place_name or place.name or 'this place'} in {product}"
    chosen = desk.channels.chosen(channel, place)
    if place.name or chosen is None:
        return f"{place.name or 'a place'} in {product}"
    by, at = chosen
    return f"the place in {product} where {desk.people.name_of(by)} chose it on {day_of(at, turn.person)}"


def _is_here(place: Place, turn: Turn) -> bool:
    return (place.surface, place.id) == (turn.surface, turn.place)
