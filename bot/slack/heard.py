"""What somebody did in Slack, and where: the one shape every payload is read into. It outlives the process as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from bot.slack.carry import Read, unpacked
from bot.slack.forms import typed

# Where an answer goes:
#   unseen   for the person alone, in a channel: over the response URL
#   thread   for everybody, in the thread of a message
#   direct   in the conversation with the person
#   trigger  in a modal that has still to be opened
#   modal    in the modal that is open
#   home     on the App Home
Kind = Literal["unseen", "thread", "direct", "trigger", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was done, and so where its answer goes.

    ``channel`` and ``thread`` say where an answer for everybody would be posted; ``url`` is the response URL.
    ``view`` is the open modal, ``depth`` how many lie on each other with it. ``replace`` says that the answer takes
    the place of the message the button was on. ``name`` is what people call the channel, where Slack told it.
    """

    kind: Kind
    channel: str = ""
    thread: str = ""
    url: str = ""
    view: str = ""
    depth: int = 0
    replace: bool = False
    name: str = ""

    def origin(self) -> dict[str, str]:
        """Return what a modal opened from here must know of it."""
        return {"channel": self.channel, "thread": self.thread}


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing somebody did, as Slack handed it over.

    ``id`` is Slack's own, the same for a repeated delivery. ``person`` and ``team`` are the user and their workspace,
    ``name`` what the payload calls them. ``about`` names the message that is answered; ``edit`` says that it has
    changed, ``unasked`` that it counts only if it was answered before. ``trigger`` opens a modal, once and for three seconds. ``awaits`` is what the
    acknowledgement can hold: a message, what a sent form becomes, or nothing.

    Of a view: ``metadata`` is what it carries, ``state`` what stands in its inputs, ``form`` whether it has any,
    ``sent`` whether they belong to what was done. :func:`opened` puts those in their place.
    """

    id: str
    person: str
    team: str
    action: str
    values: Mapping[str, str]
    place: Place
    name: str = ""
    about: str = ""
    edit: bool = False
    unasked: bool = False
    trigger: str = ""
    awaits: Literal["message", "view", "nothing"] = "nothing"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    state: Mapping[str, Any] = field(default_factory=dict)
    form: bool = False
    sent: bool = False

    def to_json(self) -> str:
        """Return this as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def can_share(self) -> bool:
        """Whether the person asked unseen in a channel, where an answer could be posted for everybody."""
        return self.place.kind in {"unseen", "trigger", "modal"} and bool(self.place.channel)

    @property
    def shared_place(self) -> str:
        """The channel, where it is one that several people share; else empty."""
        return "" if self.place.kind in {"direct", "home"} else self.place.channel


def opened(heard: Heard, read: Read) -> Heard:
    """Return what was heard with everything that its button or view carries.

    Raises:
        Forgotten: some of it is no longer kept.
    """
    if heard.awaits == "message":  # a command carries nothing
        return heard
    metadata = unpacked(heard.metadata, read)
    values = unpacked(heard.values, read)
    if heard.sent:
        values = {**values, **metadata.get("values", {}), **typed(heard.state, read)}
    return replace(
        heard,
        action=metadata.get("action", "") if heard.awaits == "view" else heard.action,
        values=values,
        place=replace(heard.place, **{name: metadata[name] for name in ("channel", "thread") if name in metadata}),
        metadata=metadata,
    )


def from_json(text: str) -> Heard:
    """Return what :meth:`Heard.to_json` wrote."""
    content = json.loads(text)
    return Heard(**{**content, "place": Place(**content["place"])})
