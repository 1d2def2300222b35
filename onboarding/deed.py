"""What happened on a checklist: deeds are only ever added, and everything else follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# What can happen, and which words each keeps.
KINDS: Mapping[str, tuple[str, ...]] = {
    "started": (),
    "learns": ("ways",),  # how the starter learns best, one a line
    "begun": (),  # the trainer chose the skill
    "debriefed": (),  # the words are kept by question
    "talked": ("about",),  # a real conversation the starter had alone
    "taught": ("person",),  # whom the starter taught
    "confirmed": ("learnt",),  # what that person says they learnt
    "signed": ("version", "took", "evidence"),  # took: seconds without pauses; evidence: deeds' ids, one a line
    "more time": ("next",),
    "withdrawn": ("reason",),
    "noted": ("text",),
    "noted privately": ("text",),
    "handed over": ("trainer", "note"),
    "buddy": ("buddy",),
    "away": ("who", "until"),  # until: the last day of the leave
    "paused": ("reason",),
    "resumed": (),
    "ended": ("reason",),
    "renewed": ("version",),  # a skill is to be shown again, as this version of the program has it
    "snoozed": ("until",),
}

# What moves a checklist on; a note or a pause does not.
MOVES = frozenset(
    {"begun", "debriefed", "talked", "taught", "confirmed", "signed", "more time", "withdrawn", "renewed"}
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody did on a checklist, in which skill and stage where it was one.

    ``said`` holds the words that go with the kind; ``id`` sorts by time and is empty until the deed is kept.
    """

    kind: str
    person: str
    at: datetime
    skill: str = ""
    stage: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    def word(self, name: str) -> str:
        """Return one of the words that go with the deed; one that was not said is empty."""
        return self.said.get(name, "")
