"""Giving somebody a situation: from a skill, from the guide, from a settled situation, or written on the spot."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.conversations.checklist.finding import colleague, person_field
from bot.conversations.permission import TRAINERS, need
from bot.conversations.wording import shortened
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Option, Quote, cheer, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from knowledge.situations import Situations
from onboarding.practice import Practice, check_given

SOURCE_NAMES = {
    "skill": "From a skill of the program",
    "guide": "From the guide",
    "situation": "From a situation the team settled",
    "written": "Written on the spot",
}
MOST = 100  # situations to choose from


class Chosen(NamedTuple):
    """A situation to give: what the customer says, the team's answer or what good looks like, and what it is from."""

    situation: str
    hidden: str = ""
    about: str = ""


def give(turn: Turn, desk: Desk) -> Message:
    """Ask who practises on what kind of situation, then on which, and give it."""
    need(turn.person, desk, TRAINERS, "give a practice situation")
    if "source" not in turn.values:
        return Message("Give a situation", (_first_form(turn, desk),))
    if not {"pick", "situation"} & set(turn.values):
        return Message(SOURCE_NAMES.get(turn.value("source"), "Give a situation"), _second(turn, desk, {}))
    try:
        chosen = _chosen(turn, desk)
        known = desk.people.person(turn.value("csr"))
        given = Practice("", known.id if known else "", turn.person.id, turn.value("source"), *chosen)
        check_given(given, colleague(turn.person))
    except Refusal as refusal:
        words = warn("{it}", it=refusal.sentence)
        return Message("Not given yet", (words, *_second(turn, desk, refusal.fields)))
    with desk.together():
        kept = desk.practices.give(given, desk.now)
        words_to = say(
            "**{name}** has a situation for you. There is no score; try what you would do.", name=turn.person.name
        )
        buttons = Buttons((Button("Answer", "practice.answer", {"practice": kept.id}, "main"),))
        message = Message("A situation to practise", (words_to, Quote(kept.situation), buttons))
        desk.notices.tell(kept.csr, message, "practice", f"practice:{kept.id}")
    name = desk.people.name_of(kept.csr)
    return Message("Given", (cheer("{name} has it. You read the answer as soon as it is there.", name=name),))


def _first_form(turn: Turn, desk: Desk) -> Ask:
    options = tuple(Option(source, words) for source, words in SOURCE_NAMES.items())
    fields = (
        person_field("csr", "Who practises", desk, turn.value("csr"), without=(turn.person.id,)),
        Field("source", "Where from", "choice", "skill", options),
    )
    return Ask("practice.give", "Go on", fields)


def _second(turn: Turn, desk: Desk, errors: Mapping[str, str]) -> tuple[Ask]:
    source, values = turn.value("source"), {"csr": turn.value("csr"), "source": turn.value("source")}
    if source == "written":
        hint = "What the customer says or does, as they would say it."
        fields: tuple[Field, ...] = (
            Field("situation", "The situation", "text", turn.value("situation"), hint=hint, error=errors.get("situation", "")),
            Field("hidden", "What the team would say", "text", turn.value("hidden"), required=False,
                  hint="Shown once it is answered. It may stay empty.", error=errors.get("hidden", "")),
        )  # fmt: skip
    elif source == "guide":
        hint = "A few words; the best entry is taken, its answer hidden until they have answered."
        fields = (
            Field(
                "pick", "Which question of the guide", value=turn.value("pick"), hint=hint, error=errors.get("pick", "")
            ),
        )
    else:
        options = tuple(Option(value, shortened(label, 70)) for value, label in _options(source, desk).items())
        if not options:
            raise Refusal("There is nothing of that kind yet. Choose another one.")
        fields = (
            Field("pick", "Which situation", "choice", turn.value("pick"), options, error=errors.get("pick", "")),
        )
    return (Ask("practice.give", "Give it", fields, values),)


def _options(source: str, desk: Desk) -> dict[str, str]:
    if source == "situation":
        settled = Situations(desk.db, desk.team).lists.ended(MOST)
        return {each.id: each.happened for each in settled if each.state == "settled" and each.became}
    skills = [skill for program in desk.programs.all() for skill in program.skills]
    found = {f"{skill.id}#{number}": words for skill in skills for number, words in enumerate(skill.situations)}
    return dict(list(found.items())[:MOST])


def _chosen(turn: Turn, desk: Desk) -> Chosen:
    source, pick = turn.value("source"), turn.value("pick")
    if source == "written":
        return Chosen(turn.value("situation"), turn.value("hidden"))
    if source == "guide":
        found = desk.search.find(pick, desk.guide, 1) if pick else None
        for entry in desk.guide.entries([hit.entry for hit in found.hits]) if found else ():
            return Chosen(f"A customer says: “{entry.question}”", entry.answer, entry.id)
        raise _unclear("The guide has nothing like that. Try other words.")
    words = _options(source, desk).get(pick)
    if words is None:
        raise _unclear("Choose one of the list.")
    if source == "situation":
        settled = Situations(desk.db, desk.team).one(pick)
        for entry in desk.guide.entries([settled.became]) if settled else ():
            return Chosen(words, entry.answer, entry.id)
    skill = pick.partition("#")[0]
    good = next((each.good for program in desk.programs.all() for each in program.skills if each.id == skill), "")
    return Chosen(words, good, skill)


def _unclear(sentence: str) -> Refusal:
    return Refusal(sentence, {"pick": sentence})
