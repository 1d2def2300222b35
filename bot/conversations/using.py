"""Using an answer: the channel, the fields that are missing, the text ready to send, and whether it fitted."""

from dataclasses import replace

from bot.conversations.entries import asked_for
from bot.conversations.learning import learn_from
from bot.conversations.wording import CHANNEL_NAMES, counted, label
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Callout, Field, Message, Part, Quote, Text, cheer, note, say, warn
from bot.turn import Turn
from knowledge.entry import Entry
from knowledge.frame import CHANNELS, SPOKEN_CHANNELS, Frame, missing_fields, ready_to_send, seconds_to_say
from knowledge.questions import VERDICTS, Use
from knowledge.refusal import Refusal

FIELD = "field:"  # so that an answer's own {channel} cannot be taken for the form's


def use(turn: Turn, desk: Desk) -> Message:
    """Ask for the channel the answer goes out on."""
    entry = _usable(turn, desk)
    values = {"entry": entry.id, "asked": turn.value("asked")}
    buttons = (Button(CHANNEL_NAMES[name], "guide.fill", {**values, "channel": name}) for name in CHANNELS)
    return Message("Where does it go?", (say("**{entry}**", entry=entry.question), Buttons(tuple(buttons))))


def fill(turn: Turn, desk: Desk) -> Message:
    """Ask for the fields that are missing; once none is, show the whole text ready to copy, and count the use."""
    entry = _usable(turn, desk)
    frame = desk.frames.frame(turn.value("channel"))
    known = _known(turn, desk)
    missing = missing_fields(entry, frame, known)
    given = {name: turn.value(FIELD + name) for name in missing}
    sent = bool(turn.value("filled"))
    if missing and not sent:
        return Message(f"To fill in: {entry.question}", (_form(turn, entry, frame, missing, given, {}),))
    try:
        text = ready_to_send(entry, frame, {**known, **given})
    except Refusal as refusal:
        form = _form(turn, entry, frame, missing, given, refusal.fields)
        return Message("Not ready to send yet", (warn("{sentence}", sentence=refusal.sentence), form))
    at = desk.now
    used = desk.questions.use(entry.id, entry.revision, turn.value("asked"), frame.channel, turn.person.id, at)
    return _ready(entry, frame, text, used)


def fit(turn: Turn, desk: Desk) -> Message:
    """Keep whether the answer fitted; for one that was adapted or did not fit, in the person's own words."""
    verdict = turn.value("verdict")
    used = desk.questions.used(turn.value("use"))
    if used is not None and used.person == turn.person.id and not verdict:
        return Message("Did it fit?", (*_question_used(used, desk), _verdicts(used.id)))
    if verdict not in VERDICTS or used is None or used.person != turn.person.id:
        raise Refusal("I do not know which answer that was about. Use the answer again and tell me then.")
    said = turn.value("note")
    if verdict != "as it is" and not said:
        return _ask_for_note(turn, verdict)
    with desk.together():
        desk.questions.decide(used.id, turn.person.id, verdict, said, desk.now)
        learn_from(used, verdict, desk)
    if verdict == "did not fit":
        ask = Button("Ask the team", "situations.bring", {"asked": used.question, "entry": used.entry, "use": used.id})
        words = say("They see your words beside the question that led there. If you need an answer now, ask the team.")
        return Message("Kept for the curators", (words, Buttons((ask,))))
    return Message("Good to know", (cheer("Counted. That is how the team learns which answers hold."),))


def _usable(turn: Turn, desk: Desk) -> Entry:
    entry = asked_for(turn, desk)
    if entry.state != "published":
        raise Refusal(f"“{entry.question}” is not published, so it cannot be sent. Ask again for the answer of today.")
    return entry


def _known(turn: Turn, desk: Desk) -> dict[str, str]:
    name = turn.person.name
    return {"csr name": name, "your name": name, "company": desk.settings.get("company")}


def _form(
    turn: Turn, entry: Entry, frame: Frame, missing: tuple[str, ...], given: dict[str, str], errors: dict[str, str]
) -> Ask:
    fields = (Field(FIELD + name, label(name), value=given[name], error=errors.get(name, "")) for name in missing)
    hidden = {"entry": entry.id, "asked": turn.value("asked"), "channel": frame.channel, "filled": "yes"}
    return Ask("guide.fill", "Make it ready to send", tuple(fields), hidden)


def _ready(entry: Entry, frame: Frame, text: str, used: str) -> Message:
    parts: list[Part] = [Quote(text, copy=True)]
    if frame.channel in SPOKEN_CHANNELS:
        parts.append(say("Takes about {time} to say.", time=counted(seconds_to_say(text), "second")))
        parts += _unspoken(entry)
    parts += [say("**Did it fit?**"), _verdicts(used)]
    return Message(f"Ready: {CHANNEL_NAMES[frame.channel]}", tuple(parts))


def _verdicts(used: str) -> Buttons:
    verdicts = zip(("Used as it is", "Adapted", "Did not fit"), VERDICTS, strict=True)
    return Buttons(tuple(Button(words, "guide.fit", {"use": used, "verdict": verdict}) for words, verdict in verdicts))


def _question_used(used: Use, desk: Desk) -> tuple[Text, ...]:
    entries = desk.guide.entries([used.entry])
    return tuple(say("You used **{entry}**.", entry=entry.question) for entry in entries)


def _unspoken(entry: Entry) -> list[Callout]:
    if entry.spoken:
        return []
    return [note("This entry has no spoken form yet, so this is the written answer. Say it in your own words.")]


def _ask_for_note(turn: Turn, verdict: str) -> Message:
    words = "What did you change?" if verdict == "adapted" else "Why did it not fit?"
    field = Field("note", words, "text", hint="A sentence is enough. The curators read it.")
    if "note" in turn.values:
        field = replace(field, error="Please write a sentence, so that the answer can get better.")
    ask = Ask("guide.fit", "Send to the curators", (field,), {"use": turn.value("use"), "verdict": verdict})
    return Message("Did it fit?", (ask,))
