"""When and of what somebody is told without asking: their working hours, a while of quiet, the kinds of notices."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversations.wording import listed, moment
from bot.delivery.notices import KINDS
from bot.delivery.quiet import Quiet
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Facts, Field, Message, Option, Part, cheer, note, say
from bot.turn import Person, Turn
from knowledge.hours import Hours, next_moment
from knowledge.refusal import Refusal

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KIND_NAMES = {
    "tips": "Tips",
    "situations": "Situations: at any hour, since somebody waits",
    "checklist": "Checklists",
    "practice": "Practice",
    "reviews": "Reviews of the guide",
    "deliveries": "Messages that could not be delivered",
}
SNOOZES = {"1": "Quiet today", "2": "Quiet until the day after tomorrow", "monday": "Quiet until Monday"}
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?", re.ASCII)


def mine(turn: Turn, desk: Desk) -> Message:
    """Show a person when and of what they are told."""
    person, quiet = turn.person, desk.quiet_times.of(turn.person)
    wanted = [KIND_NAMES[kind].partition(":")[0] for kind in KINDS if quiet.wants(kind)]
    rows = (
        ("Your working hours", _hours(quiet.hours)),
        ("Time zone", person.time_zone),
        ("You are told of", listed(wanted) if wanted else "nothing"),
    )
    parts: list[Part] = [
        say("What comes outside your working hours waits until you are there. Nothing of it is lost."),
        Facts(rows),
    ]
    snoozes = [Button(label, "notices.snooze", {"until": until}) for until, label in SNOOZES.items()]
    if quiet.until and quiet.until > desk.now:
        parts.append(note("It is quiet until {until}.", until=moment(quiet.until, person)))
        snoozes = [Button("End the quiet", "notices.snooze")]
    parts.append(Buttons((*snoozes, Button("Change", "notices.change"))))
    return Message("Your notices", tuple(parts))


def snooze(turn: Turn, desk: Desk) -> Message:
    """Have it quiet for a while, or no longer."""
    person, until = turn.person, turn.value("until")
    if until and until not in SNOOZES:
        raise Refusal(
            "It can be quiet today, until the day after tomorrow, or until Monday. Please choose one of these."
        )
    quiet = replace(desk.quiet_times.of(person), until=_end(until, person, desk.now) if until else None)
    _keep(person, quiet, desk)
    if quiet.until is None:
        return Message("Your notices", (cheer("You are told things again."), _BACK))
    there = next_moment(quiet.until, quiet.hours)
    words = cheer("It is quiet now. What comes meanwhile reaches you on {there}.", there=moment(there, person))
    return Message("Your notices", (words, _BACK))


def change(turn: Turn, desk: Desk) -> Message:
    """Ask for working hours and kinds of notices, and keep them."""
    quiet = desk.quiet_times.of(turn.person)
    if "begins" not in turn.values:
        return Message("Your notices", (_form(quiet),))
    try:
        hours = Hours(quiet.hours.zone, _days(turn), _time(turn, "begins"), _time(turn, "ends"))
    except Refusal as refusal:
        fields = tuple(
            replace(field, value=turn.value(field.name), error=refusal.fields.get(field.name, ""))
            for field in _form(quiet).fields
        )
        return Message("Your notices", (replace(_form(quiet), fields=fields),), refused=True)
    wanted = turn.value("wanted").splitlines()
    _keep(turn.person, replace(quiet, hours=hours, unwanted=tuple(kind for kind in KINDS if kind not in wanted)), desk)
    return Message("Your notices", (cheer("Kept: {hours}.", hours=_hours(hours)), _BACK))


def _keep(person: Person, quiet: Quiet, desk: Desk) -> None:
    with desk.together():
        desk.quiet_times.keep(person.id, quiet)
        desk.notices.tell_when_there(person)


def _end(until: str, person: Person, now: datetime) -> datetime:
    """Return the midnight with which the quiet ends where the person is."""
    zone = ZoneInfo(person.time_zone)
    today = now.astimezone(zone).date()
    days = 7 - today.weekday() if until == "monday" else int(until)
    return datetime.combine(today + timedelta(days=days), time(), zone)


def _form(quiet: Quiet) -> Ask:
    days = tuple(Option(name, name) for name in DAYS)
    kinds = tuple(Option(kind, KIND_NAMES[kind]) for kind in KINDS)
    wanted = "\n".join(kind for kind in KINDS if quiet.wants(kind))
    worked = "\n".join(DAYS[day] for day in quiet.hours.days)
    hint = "An end that is not later than the beginning is the next day's."
    return Ask(
        "notices.change",
        "Keep",
        (
            Field("days", "Days you work", "choices", worked, days),
            Field("begins", "From", value=f"{quiet.hours.start:%H:%M}"),
            Field("ends", "Until", value=f"{quiet.hours.end:%H:%M}", hint=hint),
            Field("wanted", "Tell me of", "choices", wanted, kinds, required=False),
        ),
    )


def _days(turn: Turn) -> tuple[int, ...]:
    chosen = turn.value("days").splitlines()
    return tuple(number for number, name in enumerate(DAYS) if name in chosen)


def _time(turn: Turn, name: str) -> time:
    found = _CLOCK.fullmatch(turn.value(name))
    if found is None:
        sentence = "Write a time of day like 9:00 or 17:30."
        raise Refusal(sentence, {name: sentence})
    return time(int(found["hour"]), int(found["minute"] or 0))


def _hours(hours: Hours) -> str:
    days = listed(DAYS[day] for day in hours.days)
    return f"{days}, {hours.start:%H:%M} to {hours.end:%H:%M}"


_BACK = Buttons((Button("Your notices", "notices.mine"),))
