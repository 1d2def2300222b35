"""The debrief at the end of a stage: the starter answers its questions in their own words, and the trainer reads them."""

from collections.abc import Mapping

from bot.conversations.checklist.finding import asked_for_way, colleague, here, names
from bot.conversations.checklist.skill import shown
from bot.conversations.checklist.telling import skill_button, tell
from bot.conversations.checklist.words import missing
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Part, Quote, cheer, note, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import signing
from onboarding.checklist import Checklist, Step, Way

SAID = "said:"  # what is written under each question; the number of the question follows


def debrief(turn: Turn, desk: Desk) -> Message:
    """Ask the questions of a stage, and keep the answers."""
    checklist, way = asked_for_way(turn, desk)
    stage = turn.value("stage")
    if not turn.value("sent"):
        return _questions(checklist, way, stage, turn, {})
    asked = way.skill.questions_at(stage) if way.step(stage) else ()
    answers = {question: turn.value(f"{SAID}{number}") for number, question in enumerate(asked)}
    try:
        with desk.together():
            done = desk.checklists.change(
                checklist.id,
                lambda now: signing.debrief(now, way.skill.id, stage, answers, colleague(turn.person), desk.now),
            )
            _tell_trainer(done.after, done.after.ways[way.skill.id], desk)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _questions(checklist, way, stage, turn, refusal.fields)
    now = done.after.ways[way.skill.id]
    words = cheer("Thank you. {trainer} reads it now.", trainer=names(done.after, desk)["trainer"])
    return shown(done.after, now, turn.person, desk, words)


def evidence_parts(step: Step, desk: Desk) -> tuple[Part, ...]:
    """Return all that speaks for the starter at a stage, word for word."""
    parts: list[Part] = []
    if step.debrief:
        parts += [Quote(answer, question) for question, answer in step.debrief.said.items()]
    parts += [
        Quote(deed.word("about"), f"A real conversation, kept by {desk.people.name_of(deed.person)}")
        for deed in step.talks
    ]
    if step.taught:
        parts.append(say("Taught **{learner}**.", learner=desk.people.name_of(step.taught.word("person"))))
    if step.confirmed:
        parts.append(Quote(step.confirmed.word("learnt"), f"What {desk.people.name_of(step.confirmed.person)} learnt"))
    return tuple(parts)


def decision_parts(checklist: Checklist, way: Way, desk: Desk) -> tuple[Part, ...]:
    """Return what speaks for the starter at the stage under way, and the buttons to decide on it."""
    step = way.now()
    if step is None:
        return ()
    this, lacking = here(checklist, way, step.stage), missing(way)
    rest = say("Still missing for a sign-off: {lacking}.", lacking=lacking) if lacking else say("Everything is there.")
    buttons = [] if lacking else [Button("Sign off", "checklist.sign_off", this, "main")]
    buttons += [Button("Needs more time", "checklist.more_time", this), skill_button(checklist, way)]
    return (*evidence_parts(step, desk), rest, Buttons(tuple(buttons)))


def tell_trainer_of(checklist: Checklist, way: Way, desk: Desk, title: str) -> None:
    """Tell the trainer what came in at a stage, and let them decide."""
    tell(desk, checklist.trainer, Message(title, decision_parts(checklist, way, desk)), checklist)


def _tell_trainer(checklist: Checklist, way: Way, desk: Desk) -> None:
    step = way.now()
    stage = step.stage if step else ""
    title = f"{names(checklist, desk)['starter']} debriefed: {way.skill.name}, {stage}"
    tell_trainer_of(checklist, way, desk, title)


def _questions(checklist: Checklist, way: Way, stage: str, turn: Turn, errors: Mapping[str, str]) -> Message:
    step = way.step(stage)
    if step is None:
        raise Refusal("There is no such stage. Open the checklist again.")
    kept = step.debrief.said if step.debrief else {}
    fields = tuple(
        Field(
            f"{SAID}{number}",
            question,
            "text",
            turn.value(f"{SAID}{number}") or kept.get(question, ""),
            error=errors.get(question, ""),
        )
        for number, question in enumerate(way.skill.questions_at(stage))
    )
    words = say("In your own words. There is no wrong answer; it shows you both what to look at next.")
    tried = (note("To try this time: {next}", next=step.more_time.word("next")),) if step.more_time else ()
    missing_words = (warn("A debrief has an answer to each of its questions."),) if errors else ()
    ask = Ask("checklist.debrief", "Send", fields, {**here(checklist, way, stage), "sent": "yes"})
    return Message(f"Debrief: {way.skill.name}, {label(stage)}", (*missing_words, *tried, words, ask))
