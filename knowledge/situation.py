"""A situation that nobody has met before: its rules, from the moment it is brought until it is settled."""

from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.refusal import Refusal, refuse

# How much it matters: 1 act now, 2 important, 3 should be handled, 4 good to know.
BUCKETS = (1, 2, 3, 4)

# A draft is its writer's alone. Asked: everybody may answer; closed: the answers stand side by side, and all vote.
OPEN = ("asked", "closed")
OUTCOMES = ("settled", "duplicate", "contained", "not for the guide")
STATES = ("draft", *OPEN, *OUTCOMES, "withdrawn")
NEEDS_REASON = ("contained", "not for the guide")

HAPPENED_LIMIT = 4_000  # characters: two screens; a longer story hides what the question is
ANSWER_LIMIT = 8_000
REASON_LIMIT = 1_000
TOPIC_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Situation:
    """Something new, and how far the team has come with it.

    ``question`` is the kept question that had no answer and ``entry`` the one that did not fit, where either led here;
    ``link`` leads to the message it was brought from. ``became`` is the entry it was settled into, or the situation
    it repeats. ``answers``, ``joined`` and ``votes`` count people. ``blind`` says that nobody reads the answers before
    the round closes.
    """

    id: str
    happened: str
    brought_by: str
    brought_at: datetime
    wants: str = ""
    tried: str = ""
    topic: str = ""
    bucket: int = 3
    link: str = ""
    question: str = ""
    entry: str = ""
    state: str = "draft"
    blind: bool = True
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    became: str = ""
    reason: str = ""
    holder: str = ""
    answers: int = 0
    joined: int = 0
    votes: int = 0

    @property
    def is_private(self) -> bool:
        """Whether it has never been posted: then it is its writer's alone, withdrawn or not."""
        return self.closes_at is None

    @property
    def is_open(self) -> bool:
        """Whether the team is still at it."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person would do. ``reply`` is the id of the reply in the card's thread, if it came that way.

    ``late`` says that it came after the round had closed, ``chosen`` that the settled answer was made of it.
    """

    id: str
    situation: str
    person: str
    text: str
    at: datetime
    reply: str = ""
    anonymous: bool = False
    late: bool = False
    chosen: bool = False
    votes: int = 0


def tidy_situation(situation: Situation) -> Situation:
    """Return the situation as it is kept: no stray white space around anything, a topic in small letters."""
    return replace(
        situation,
        happened=situation.happened.strip(),
        wants=situation.wants.strip(),
        tried=situation.tried.strip(),
        topic=" ".join(situation.topic.lower().split()),
    )


def check_situation(situation: Situation) -> None:
    """Hold what somebody brings to the rules.

    Raises:
        Refusal: with a sentence for each field that cannot stay as it is.
    """
    faults = {
        "happened": _fault("what happened", situation.happened, HAPPENED_LIMIT, required=True),
        "wants": _fault("what the customer wants", situation.wants, HAPPENED_LIMIT),
        "tried": _fault("what was tried", situation.tried, HAPPENED_LIMIT),
        "topic": _fault("the topic", situation.topic, TOPIC_LIMIT),
        "bucket": "" if situation.bucket in BUCKETS else "Say how much it matters: from 1 to 4.",
    }
    refuse(faults)


def check_answer(text: str) -> None:
    """Hold an answer to the rules.

    Raises:
        Refusal: it is empty, or too long to read.
    """
    refuse({"answer": _fault("what you would do", text, ANSWER_LIMIT, required=True)})


def check_reason(outcome: str, reason: str) -> None:
    """Hold the reason of an outcome to the rules: who asked must be able to follow it.

    Raises:
        Refusal: there is no such outcome, or its reason is missing or too long.
    """
    if outcome not in OUTCOMES:
        raise Refusal(f"A situation ends as one of: {', '.join(OUTCOMES)}.")
    refuse({"reason": _fault("the reason", reason, REASON_LIMIT, required=outcome in NEEDS_REASON)})


def check_changeable(situation: Situation, person: str) -> None:
    """Hold editing and withdrawing to who may and when.

    Raises:
        Refusal: somebody else brought it, or it is settled.
    """
    if situation.brought_by != person:
        raise Refusal("Only the person who brought a situation can change or withdraw it.")
    if not situation.is_open and situation.state != "draft":
        raise Refusal("This situation is over, so it cannot be changed any more.")


def check_vote(situation: Situation, answer: Answer, person: str) -> None:
    """Hold a vote to the rules.

    Raises:
        Refusal: the round is still open, all is settled, or the answer is the voter's own.
    """
    if situation.state == "asked":
        raise Refusal("The round is still open. Everybody votes once it has closed.")
    if situation.state != "closed":
        raise Refusal("This situation is over, so votes count no more.")
    if answer.person == person:
        raise Refusal("This answer is your own. Vote for the best of the others.")


def can_read_answers(situation: Situation) -> bool:
    """Say whether the answers may be read yet: those of a blind round only once it has closed."""
    return situation.state not in {"draft", "asked"} or not situation.blind


def reopened_state(situation: Situation) -> str:
    """Return the state a situation goes back to: straight to the vote where there are answers to vote on."""
    return "closed" if situation.answers else "asked"


def _fault(name: str, text: str, limit: int, *, required: bool = False) -> str:
    if required and not text.strip():
        return f"Please say {name}." if not name.startswith("the ") else f"Please give {name}."
    return f"There are {len(text):,} characters here; {limit:,} is the most." if len(text) > limit else ""
