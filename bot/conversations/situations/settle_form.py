"""The form a situation is settled in: it starts from the chosen text, and the other answers stand above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversations.situations.rules import rules
from bot.conversations.situations.words import author, called
from bot.conversations.wording import counted, shortened
from bot.desk import Desk
from bot.message import Ask, Field, Option, Part, Quote
from bot.turn import Turn
from knowledge.masking.detail import masked
from knowledge.masking.find import details_in
from knowledge.situation import Answer, Situation

NEW, CHANGE, PHRASING = "new", "change", "phrasing"
NEAREST = 3
_VERBS = {CHANGE: "Change", PHRASING: "Only one more way to say"}


@dataclass(frozen=True, slots=True)
class Goal:
    """What the answer becomes: a new entry, or a change or a phrasing of one, at the revision it was read at."""

    what: str
    entry: str = ""
    revision: int = 0


def made_of(turn: Turn, answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers that the curator says the settled one is made of."""
    shown = turn.value("those").split()
    picked = {shown[int(each) - 1] for each in turn.value("made_of").split() if each in _numbers(shown)}
    authors = {answer.person for answer in answers if answer.id in picked and not answer.anonymous}
    return [answer for answer in answers if answer.id in picked or (answer.person in authors and not answer.anonymous)]


def goal_of(turn: Turn) -> Goal:
    """Return what the curator wants the answer to become."""
    what, entry, revision = [*turn.value("goes").split(":"), "", ""][:3]
    is_known = what in (CHANGE, PHRASING) and entry and revision.isdecimal()
    return Goal(what, entry, int(revision)) if is_known else Goal(NEW)


def asked_wording(situation: Situation, desk: Desk) -> str:
    """Return the question that led to a situation, without what in it belongs to a customer; empty if none did."""
    wording = desk.questions.wording(situation.question)
    return masked(wording, details_in(wording, rules(desk).region))


def settle_form(
    situation: Situation,
    answers: Sequence[Answer],
    chosen: Answer | None,
    desk: Desk,
    *,
    errors: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    advised: bool = False,
) -> Ask:
    """Return the form; what was typed (``given``) wins. ``advised`` says that the wording has been looked at."""
    wrong, typed = errors or {}, given or {}
    fields = (
        replace(field, value=typed.get(field.name, field.value), error=wrong.get(field.name, ""))
        for field in _fields(situation, answers, chosen, desk)
    )
    hidden = {"situation": situation.id, "of": chosen.id if chosen else "", "sent": "yes"}
    hidden["those"] = " ".join(each.id for each in _firsts(answers))
    submit = "Settle it as it stands" if advised else "Settle it"
    return Ask("situations.settle", submit, tuple(fields), {**hidden, **({"advised": "yes"} if advised else {})})


def others_parts(answers: Sequence[Answer], chosen: Answer | None, desk: Desk) -> tuple[Part, ...]:
    """Return the answers that the form does not start from, to be merged into it: the best liked first."""
    return tuple(
        Quote(each.text, f"{author(each, desk)}, {'late, ' if each.late else ''}{counted(each.votes, 'vote')}")
        for each in sorted(answers, key=lambda answer: -answer.votes)
        if chosen is None or each.id != chosen.id
    )


def _fields(situation: Situation, answers: Sequence[Answer], chosen: Answer | None, desk: Desk) -> tuple[Field, ...]:
    question = asked_wording(situation, desk) or called(situation)
    authors = tuple(Option(str(number), author(each, desk)) for number, each in enumerate(_firsts(answers), 1))
    goals = _goals(situation, question, desk)
    now = desk.guide.entry(situation.became) if situation.became else None
    topics = ", ".join(now.topics) if now else situation.topic
    fields = [
        Field(
            "question",
            "Question or complaint",
            value=now.question if now else question,
            hint="As the customer says it. An entry that is changed keeps its own, and is found by this one as well.",
        ),
        Field(
            "answer",
            "The team's answer",
            "text",
            chosen.text if chosen else "",
            required=False,
            hint="Without opening and ending. Put what must be filled in between braces: {order number}. "
            "Not needed for one more way to say a question.",
        ),
        Field("spoken", "Short form for the phone", "text", required=False, hint="What you would say aloud."),
        Field("topics", "Topics", value=topics, required=False, hint="With commas between them."),
        Field("goes", "What becomes of it", "choice", goals[0].value, goals),
    ]
    if authors:
        made_of = Field(
            "made_of", "Made of the answers by", "choices", _number_of(chosen, answers), authors, required=False
        )
        fields.insert(2, made_of)
    return tuple(fields)


def _goals(situation: Situation, question: str, desk: Desk) -> tuple[Option, ...]:
    new = Option(NEW, "A new entry")
    found = desk.search.find(question, desk.guide, NEAREST)
    wanted = [id for id in (situation.became, situation.entry) if id]
    near = desk.guide.entries(list(dict.fromkeys([*wanted, *(hit.entry for hit in found.hits)])))
    others = tuple(
        Option(f"{what}:{entry.id}:{entry.revision}", f"{verb}: {shortened(entry.question, 50)}")
        for entry in near
        for what, verb in _VERBS.items()
    )
    return (others[0], new, *others[1:]) if situation.became and others else (new, *others)


def _firsts(answers: Sequence[Answer]) -> list[Answer]:
    """Return one answer of each author, and all whose author wants no name: each stands for whom it is by."""
    return list({each.id if each.anonymous else each.person: each for each in reversed(answers)}.values())[::-1]


def _number_of(chosen: Answer | None, answers: Sequence[Answer]) -> str:
    if chosen is None:
        return ""
    those = [each.id if each.anonymous else each.person for each in _firsts(answers)]
    return str(those.index(chosen.id if chosen.anonymous else chosen.person) + 1)


def _numbers(shown: Sequence[str]) -> set[str]:
    return {str(number) for number in range(1, len(shown) + 1)}
