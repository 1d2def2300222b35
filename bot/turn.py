"""What a person did: the one shape in which every surface hands it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("csr", "trainer", "curator", "lead")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team. ``role`` is one of ROLES, ``time_zone`` an IANA name, ``surface`` where they were met."""

    id: str
    name: str
    role: str = "csr"
    time_zone: str = "UTC"
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person did: an action and its values, all text.

    ``action`` is the same word on every surface ("guide.ask"); ``id`` names the turn in the log and in the apology
    a person reads when something broke.
    """

    id: str
    person: Person
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    surface: str = ""

    def value(self, name: str) -> str:
        """Return a value without white space around it; one that was not given is empty."""
        return self.values.get(name, "").strip()

    def number(self, name: str, default: int = 0) -> int:
        """Return a value as a whole number; one that is none gives the default."""
        try:
            return int(self.value(name))
        except ValueError:
            return default
