"""What somebody did in Teams, and where: the one shape every activity is read into. It outlives the process as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from bot.teams.carry import Read, action_of, unpacked

# Where an answer goes:
#   chat     as a message in the conversation
#   card     in the place of the card whose button was pressed, for whoever pressed it
#   dialog   into the dialog that an action command opened
#   compose  as results above the box people write in
#   nowhere  nobody waits for one
Kind = Literal["chat", "card", "dialog", "compose", "nowhere"]
ARRIVED = "welcome:"  # begins the id under which Baton's coming is heard, with where it came
# Shown at once, and wherever people write: a search's results go to chats that Baton is not in, and cannot write to.
ANYWHERE = ("card", "dialog", "compose")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was done, and so where its answer goes.

    ``conversation`` is Teams' id, in a channel with the thread; ``channel`` is it without, where several people share
    it, and ``name`` what they call it. ``service`` is the address that Teams is called at for it, and ``team`` the
    conversation of the team that it is a channel of.
    """

    kind: Kind
    conversation: str
    service: str
    channel: str = ""
    name: str = ""
    team: str = ""

    @property
    def is_open(self) -> bool:
        """Whether Baton is in this conversation for certain, and so can write there and read its roster."""
        return self.kind not in ANYWHERE


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who did something, as the activity says: ``id`` in the directory of their ``tenant``, ``account`` in Teams."""

    id: str
    account: str
    tenant: str
    name: str = ""
    time_zone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing somebody did, as Teams handed it over.

    ``id`` is the same for a repeated delivery. ``about`` names the message that is answered; ``edit`` says that it
    has changed. ``data`` is what a pressed button and the inputs of its card carry; :func:`opened` puts that in place.
    ``card`` is the message that something was done at, without addressing Baton: if it is no card of Baton's, that is
    none of Baton's business. ``pressed_on`` is the message whose button was pressed.
    """

    id: str
    somebody: Somebody
    place: Place
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    edit: bool = False
    card: str = ""
    pressed_on: str = ""

    @property
    def can_share(self) -> bool:
        """Whether the answer is seen by one person in a place that others share."""
        return self.place.kind == "card" and bool(self.place.channel)

    def to_json(self) -> str:
        """Return this as text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def opened(heard: Heard, read: Read) -> Heard:
    """Return what was heard with everything that its button and its card carry.

    Raises:
        Forgotten: some of it is no longer kept.
    """
    if not heard.data:
        return heard
    return replace(heard, action=action_of(heard.data), values={**heard.values, **unpacked(heard.data, read)})


def from_json(text: str) -> Heard:
    """Return what :meth:`Heard.to_json` wrote."""
    content = json.loads(text)
    return Heard(**{**content, "somebody": Somebody(**content["somebody"]), "place": Place(**content["place"])})
