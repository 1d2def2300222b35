"""What a person did: the one shape in which every surface hands it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_DIGITS = 9  # every number that comes with a turn is a page or a revision
ROLES = ("csr", "trainer", "curator", "lead")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team.

    ``role`` is one of ROLES, ``time_zone`` an IANA name, ``surface`` where they were met, ``language`` what they read
    their chat product in ("en-GB"), empty where nobody said.
    """

    id: str
    name: str
    role: str = "csr"
    time_zone: str = "UTC"
    surface: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person did: an action and its values, all text.

    ``action`` is the same word on every surface ("guide.ask"); ``id`` names the turn in the log and in the apology
    a person reads when something broke. ``can_share`` says that the person asks unseen in a place where others are,
    to whom the answer could be shown. ``place`` is the id of that place, or of any other that people share, on its
    surface, and ``place_name`` what they call it; both are empty where nobody shares it. ``asked`` is the id of the
    question that was kept when the same turn was taken before; it is not kept again.
    """

    id: str
    person: Person
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    surface: str = ""
    can_share: bool = False
    place: str = ""
    place_name: str = ""
    asked: str = ""

    def value(self, name: str) -> str:
        """Return a value without white space around it; one that was not given is empty.

        What no database can keep (the null character, half of a surrogate pair) is left out.
        """
        return sound(self.values.get(name, "")).strip()

    def number(self, name: str, default: int = 0) -> int:
        """Return a value as a whole number from 0 on; one that is none, or larger than any of ours, gives the default."""
        text = self.value(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else default


def sound(text: str) -> str:
    """Return a text without what no database can keep: the null character, and half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
