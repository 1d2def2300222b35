"""The conversations of this page's tabs, kept in memory so that a reload loses nothing; a restart begins anew."""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace

from bot.message import Ask, Message

EXCHANGES_KEPT = 40  # a long day's asking; older ones fall off the top
TALKS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What a person did, as their side of the conversation shows it: words typed, or a button and what was filled."""

    label: str = ""
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn and its answer, or a notice that nobody asked for.

    ``once`` is the page's own mark of the sending, to know a repeated one by; ``card`` names the card that is shown.
    """

    id: str
    said: Said
    message: Message
    once: str = ""
    card: str = ""


@dataclass(slots=True)
class Talk:
    """One person's conversation in one browser. Its lock is held while a turn is taken, so turns keep their order.

    ``told`` is the last notice that came into it, None before the first look.
    """

    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=EXCHANGES_KEPT))
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    told: str | None = None

    def repeated(self, once: str) -> Exchange | None:
        """Return the answer that a sending already got, when its page did not hear it and sent it again."""
        return next((each for each in self.exchanges if once and each.once == once), None)

    def keep(self, exchange: Exchange, form: str = "") -> Exchange:
        """Keep an exchange as the newest, and return it as kept.

        An answer that refuses fields takes the place of the exchange whose form was sent (``form`` is its id),
        so that the sentence stands beside the field the person is looking at.
        """
        place = next((number for number, each in enumerate(self.exchanges) if each.id == form), None)
        if place is None or not refuses_fields(exchange.message):
            self.exchanges.append(exchange)
            return exchange
        kept = replace(exchange, id=form, said=self.exchanges[place].said)
        self.exchanges[place] = kept
        return kept

    def change_card(self, card: str, message: Message) -> Exchange | None:
        """Show a card's new state where the card stands; None if it has fallen off the top."""
        place = next((number for number, each in enumerate(self.exchanges) if each.card == card), None)
        if place is None:
            return None
        self.exchanges[place] = replace(self.exchanges[place], message=message)
        return self.exchanges[place]


class Talks:
    """The talks of every browser, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._talks: OrderedDict[tuple[str, str], Talk] = OrderedDict()

    def talk(self, browser: str, person: str) -> Talk:
        """Return the conversation of a person in a browser; a new one is empty."""
        talk = self._talks.setdefault((browser, person), Talk())
        self._talks.move_to_end((browser, person))
        while len(self._talks) > TALKS_KEPT:
            self._talks.popitem(last=False)
        return talk

    def forget(self, browser: str, person: str) -> None:
        """Begin the conversation anew."""
        self._talks.pop((browser, person), None)


def refuses_fields(message: Message) -> bool:
    """Say whether a message is a form that comes back because of what was in it."""
    return any(isinstance(part, Ask) and any(field.error for field in part.fields) for part in message.parts)
