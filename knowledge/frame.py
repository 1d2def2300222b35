"""The frame of a channel: the team's one opening and ending, put around every answer that is sent there."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.entry import Entry
from knowledge.fields import MissingFields, fields_in, fill
from knowledge.refusal import Refusal

CHANNELS = ("email", "chat", "phone", "in person", "social", "text message")
SPOKEN_CHANNELS = ("phone", "in person")
SHORT_CHANNELS = (*SPOKEN_CHANNELS, "text message")  # these take the short form where an entry has one

# An easy speaking pace. The National Center for Voice and Speech gives about 150 words a minute
# for conversational English: https://ncvs.org/
FRAME_LIMIT = 5_000  # characters of an opening or an ending
WORDS_A_MINUTE = 150


@dataclass(frozen=True, slots=True)
class Frame:
    """The opening and ending of one channel; ``revision`` as in an entry, 0 is not kept yet."""

    channel: str
    opening: str = ""
    ending: str = ""
    revision: int = 0


def check_frame(frame: Frame) -> None:
    """Hold a frame to its rules.

    Raises:
        Refusal: the channel is not one the team has, or a text is too long to be said or sent.
    """
    for name in ("opening", "ending"):
        length = len(getattr(frame, name))
        if length > FRAME_LIMIT:
            sentence = f"The {name} is {length} characters long; {FRAME_LIMIT} is the most."
            raise Refusal(sentence, {name: sentence})
    if frame.channel not in CHANNELS:
        raise Refusal(f"There is no channel “{frame.channel}”. The channels are {', '.join(CHANNELS)}.")


def to_send(entry: Entry, frame: Frame) -> str:
    """Return opening, answer and ending as one text, its fields still to fill.

    The phone, a talk in person and a text message take the short form where there is one.
    """
    body = entry.spoken if frame.channel in SHORT_CHANNELS and entry.spoken else entry.answer
    return "\n\n".join(text for text in (frame.opening, body, frame.ending) if text.strip())


def missing_fields(entry: Entry, frame: Frame, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the fields that must be filled before the answer can be sent on this channel."""
    return tuple(name for name in fields_in(to_send(entry, frame)) if not values.get(name, "").strip())


def ready_to_send(entry: Entry, frame: Frame, values: Mapping[str, str]) -> str:
    """Return the whole text, every field filled.

    Raises:
        Refusal: a field is empty; each is named.
    """
    try:
        return fill(to_send(entry, frame), values)
    except MissingFields as missing:
        sentences = {name: f"{name[:1].upper()}{name[1:]} is still empty." for name in missing.names}
        raise Refusal(f"Not ready to send yet. Still empty: {', '.join(missing.names)}.", sentences) from missing


def seconds_to_say(text: str) -> int:
    """Return how long a text takes to say at an easy pace, in whole seconds, at least one."""
    return max(1, round(len(text.split()) * 60 / WORDS_A_MINUTE))
