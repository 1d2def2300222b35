"""Practice: a situation for one CSR to answer, and feedback on what was seen in it; there is no score."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.refusal import Refusal, refuse
from onboarding.standing import ROLES_THAT_TRAIN, Colleague

SOURCES = ("skill", "guide", "situation", "written")
CRITERIA = ("understood", "empathy", "clear", "solution", "team wording")
TEXT_LIMIT = 8_000


@dataclass(frozen=True, slots=True)
class Practice:
    """One situation given to one CSR.

    ``hidden`` is the team's answer, or what good looks like in the skill it is from, empty where there is none, seen
    once the CSR has answered; ``about`` the skill or entry it is from. ``seen`` are those of CRITERIA that went well, ``sentence`` what the trainer says to it.
    """

    id: str
    csr: str
    giver: str
    source: str
    situation: str
    hidden: str = ""
    about: str = ""
    at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    seen: tuple[str, ...] = ()
    sentence: str = ""
    feedback_at: datetime | None = None


def check_given(practice: Practice, giver: Colleague) -> None:
    """Hold a practice situation to its rules before it is given.

    Raises:
        Refusal: with a sentence for each field that cannot be so.
    """
    if giver.role not in ROLES_THAT_TRAIN:
        raise Refusal("Only a trainer or a lead can give a practice situation.")
    wrong = {}
    if not practice.csr:
        wrong["csr"] = "Choose who practises."
    if practice.csr == giver.id:
        wrong["csr"] = "A situation of one's own is no surprise. Choose somebody else."
    if fault := text_fault(practice.situation, "Write what the customer says or does."):
        wrong["situation"] = fault
    if practice.hidden and (fault := text_fault(practice.hidden, "")):
        wrong["hidden"] = fault
    if practice.source not in SOURCES:
        wrong["source"] = "Choose where the situation comes from."
    refuse(wrong)


def answered(practice: Practice, answer: str, by: Colleague, at: datetime) -> Practice:
    """Return a practice situation with the CSR's answer.

    Raises:
        Refusal: it is somebody else's, was answered already, or there is no answer.
    """
    if by.id != practice.csr:
        raise Refusal("Only the one who was given this situation can answer it.")
    if practice.answered_at:
        raise Refusal("You have answered this already.")
    if fault := text_fault(answer, "Write what you would say or do."):
        raise Refusal(fault, {"answer": fault})
    return replace(practice, answer=answer.strip(), answered_at=at)


def with_feedback(practice: Practice, seen: Iterable[str], sentence: str, by: Colleague, at: datetime) -> Practice:
    """Return a practice situation with feedback: what went well of the criteria, and a sentence.

    Raises:
        Refusal: it is not theirs to give, it is given already, or there is no sentence.
    """
    if by.id == practice.csr or (by.id != practice.giver and by.role != "lead"):
        raise Refusal("Only who gave this situation, or a lead, can give feedback on it.")
    if not practice.answered_at:
        raise Refusal("There is no answer to give feedback on yet.")
    if practice.feedback_at:
        raise Refusal("There is feedback on this already.")
    if fault := text_fault(sentence, "Write a sentence; it is what they remember."):
        raise Refusal(fault, {"sentence": fault})
    chosen = set(seen)
    criteria = tuple(each for each in CRITERIA if each in chosen)
    return replace(practice, seen=criteria, sentence=sentence.strip(), feedback_at=at)


def text_fault(text: str, sentence: str) -> str:
    """Return what is wrong with a text that somebody wrote in practice: ``sentence`` where it is empty, or its length."""
    if not text.strip():
        return sentence
    return f"This is {len(text)} characters long; {TEXT_LIMIT} is the most." if len(text) > TEXT_LIMIT else ""
