"""The team's one opening and ending for each channel."""

from bot.conversations.permission import CURATORS, may, need
from bot.conversations.wording import CHANNEL_NAMES
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Item, Items, Message, Quote, cheer, say, warn
from bot.turn import Turn
from knowledge.frame import CHANNELS, Frame
from knowledge.frames import FrameSuperseded


def frames(_turn: Turn, _desk: Desk) -> Message:
    """List the channels."""
    items = (Item(CHANNEL_NAMES[name], button=Button("Open", "frames.open", {"channel": name})) for name in CHANNELS)
    words = say("Every answer goes out between the team's opening and ending, with your name in it.")
    return Message("Opening and ending", (words, Items(tuple(items))))


def open_frame(turn: Turn, desk: Desk) -> Message:
    """Show the opening and ending of one channel."""
    return _shown(desk.frames.frame(turn.value("channel")), turn)


def edit_frame(turn: Turn, desk: Desk) -> Message:
    """Ask for a channel's opening and ending."""
    need(turn.person, desk, CURATORS, "change the opening and ending")
    frame = desk.frames.frame(turn.value("channel"))
    return Message(f"Edit: {CHANNEL_NAMES[frame.channel]}", (_form(frame, frame.opening, frame.ending),))


def save_frame(turn: Turn, desk: Desk) -> Message:
    """Keep a channel's opening and ending; what was typed comes back if somebody else was faster."""
    need(turn.person, desk, CURATORS, "change the opening and ending")
    channel, opening, ending = turn.value("channel"), turn.value("opening"), turn.value("ending")
    frame = Frame(channel, opening, ending, turn.number("revision"))
    try:
        kept = desk.frames.save(frame, "edited", turn.person.id, desk.now)
    except FrameSuperseded as superseded:
        now = superseded.now
        words = warn("Somebody changed it while you were writing. Nothing of yours is saved yet; it now says:")
        form = _form(now, opening, ending)
        return Message("Changed meanwhile", (words, *_quotes(now), form))
    shown = _shown(kept, turn)
    return Message(shown.title, (cheer("Saved. Every answer uses it from now on."), *shown.parts))


def _shown(frame: Frame, turn: Turn) -> Message:
    buttons = [Button("Edit", "frames.edit", {"channel": frame.channel})] if may(turn.person, CURATORS) else []
    if frame.revision:
        buttons.append(Button("History", "history.open", {"kind": "frame", "subject": frame.channel}))
    return Message(CHANNEL_NAMES[frame.channel], (*_quotes(frame), Buttons(tuple(buttons))))


def _quotes(frame: Frame) -> tuple[Quote, Quote]:
    return Quote(frame.opening or "(none yet)", "Opening"), Quote(frame.ending or "(none yet)", "Ending")


def _form(frame: Frame, opening: str, ending: str) -> Ask:
    hint = "Fields between braces; {csr name} is filled in for everybody, {company} once a lead has set it."
    fields = (
        Field("opening", "Opening", "text", opening, required=False, hint=hint),
        Field("ending", "Ending", "text", ending, required=False),
    )
    return Ask("frames.save", "Save", fields, {"channel": frame.channel, "revision": str(frame.revision)})
