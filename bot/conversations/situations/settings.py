"""What leads set for situations: blind or open rounds, how long they last, the team's hours, and what is a repeat."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.conversations.permission import LEADS, need
from bot.conversations.situations import rules
from bot.conversations.situations.words import BUCKETS
from bot.desk import Desk
from bot.message import Ask, Field, Message, Option, cheer, warn
from bot.turn import Turn
from knowledge.calendars import holidays_of
from knowledge.hours import Hours
from knowledge.refusal import Refusal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_REPEATS, MOST_PERIOD = 1_000, 366


def settings(turn: Turn, desk: Desk) -> Message:
    """Ask how the team goes about situations, and keep it."""
    need(turn.person, desk, LEADS, "set how situations work")
    if "sent" not in turn.values:
        return Message("Situations: the team's rules", (_form(desk, {}, {}),))
    given = {_word(name): turn.value(_word(name)) for name in rules.DEFAULTS}
    wrong = {name: sentence for name, sentence in _faults(given).items() if sentence}
    if wrong:
        words = warn("{sentence}", sentence=" ".join(dict.fromkeys(wrong.values())))
        return Message("Not saved yet", (words, _form(desk, given, wrong)))
    with desk.together():
        for name in rules.DEFAULTS:
            value = " ".join(given[_word(name)].split())
            if value != rules.setting(desk, name):
                desk.settings.set(name, value, turn.person.id, desk.now)
    return Message("Situations: the team's rules", (cheer("Saved. It holds for every round that begins now."),))


def _form(desk: Desk, given: dict[str, str], wrong: dict[str, str]) -> Ask:
    fields = (
        replace(field, value=given.get(field.name, field.value), error=wrong.get(field.name, ""))
        for field in _fields(desk)
    )
    return Ask("situations.settings", "Save", tuple(fields), {"sent": "yes"})


def _fields(desk: Desk) -> list[Field]:
    now = {name: rules.setting(desk, name) for name in rules.DEFAULTS}
    yes_no = (Option(rules.YES, "Yes"), Option(rules.NO, "No"))
    fields = [
        _field(
            rules.BLIND,
            "Are answers hidden until the round closes?",
            "choice",
            options=yes_no,
            hint="A reply in the card's thread is read there by everybody all the same.",
        ),
        _field(rules.ANONYMOUS, "May people answer without their name?", "choice", options=yes_no),
    ]
    fields += [
        _field(
            rules.ROUNDS[bucket],
            f"A round is open, where it matters as “{name}”",
            hint="2 hours, 3 days: of working time.",
        )
        for bucket, name in BUCKETS.items()
    ]
    days = tuple(Option(str(number), name) for number, name in enumerate(WEEKDAYS))
    fields += [
        _field(rules.DAYS, "The team works on", "choices", options=days),
        _field(rules.START, "From", hint="09:00"),
        _field(rules.END, "Until", hint="17:00"),
        _field(rules.ZONE, "In which time zone?", required=False, hint="Europe/London. Empty is the first lead's."),
        _field(rules.HOLIDAYS, "Whose public holidays?", required=False, hint="GB, US, DE-BY. Empty is nobody's."),
        _field(
            rules.REGION, "Phone numbers without a country are from", required=False, hint="Two letters: GB, US, DE."
        ),
        _field(rules.REPEATS, "How many people make it a repeating problem?"),
        _field(rules.PERIOD, "Within how many days?"),
    ]
    words = {name: now[name] for name in rules.DEFAULTS}
    words[rules.DAYS] = "\n".join(now[rules.DAYS].split())
    return [replace(field, value=words[_setting(field.name)]) for field in fields]


def _field(
    name: str,
    label: str,
    kind: str = "line",
    *,
    options: tuple[Option, ...] = (),
    required: bool = True,
    hint: str = "",
) -> Field:
    return Field(_word(name), label, kind, "", options, required, hint)  # type: ignore[arg-type]


def _word(setting: str) -> str:
    """Return the name of a setting's field; a space would be odd in a form."""
    return setting.replace(" ", "_")


def _setting(word: str) -> str:
    return word.replace("_", " ")


def _faults(given: dict[str, str]) -> dict[str, str]:
    hours = _hours(given)
    faults = {
        _word(rules.ROUNDS[bucket]): _fault_of_round(given[_word(rules.ROUNDS[bucket])], hours) for bucket in BUCKETS
    }
    faults |= {_word(name): _fault_of_time(given[_word(name)]) for name in (rules.START, rules.END)}
    faults[_word(rules.DAYS)] = "" if _days(given) else "Choose at least one day."
    faults[_word(rules.ZONE)] = _fault_of_zone(given[_word(rules.ZONE)])
    faults[_word(rules.HOLIDAYS)] = _fault_of_country(given[_word(rules.HOLIDAYS)])
    region = given[_word(rules.REGION)]
    good = not region or (len(region) == 2 and region.isascii() and region.isalpha())
    faults[_word(rules.REGION)] = "" if good else "A country is two letters: GB, US, DE."
    faults[_word(rules.REPEATS)] = _fault_of_number(given[_word(rules.REPEATS)], 2, MOST_REPEATS)
    faults[_word(rules.PERIOD)] = _fault_of_number(given[_word(rules.PERIOD)], 1, MOST_PERIOD)
    return faults


def _hours(given: dict[str, str]) -> Hours:
    """Return the hours of a day as they are given, or else the usual ones: a day of a round is as long as that."""
    start, end = given[_word(rules.START)], given[_word(rules.END)]
    if _fault_of_time(start) or _fault_of_time(end):
        return Hours()
    return Hours(start=time.fromisoformat(start), end=time.fromisoformat(end))


def _days(given: dict[str, str]) -> set[str]:
    """Return the days of the week that are chosen; none where anything else is among them."""
    days = set(given[_word(rules.DAYS)].split())
    return days if days <= {str(number) for number in range(len(WEEKDAYS))} else set()


def _fault_of_round(text: str, hours: Hours) -> str:
    try:
        rules.length_of(text, hours)
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _fault_of_time(text: str) -> str:
    try:
        time.fromisoformat(text)
    except ValueError:
        return f"“{text}” is no time of day. Write 09:00."
    return ""


def _fault_of_zone(text: str) -> str:
    try:
        ZoneInfo(text or "UTC")
    except (LookupError, ValueError, OSError):
        return f"There is no time zone “{text}”. Write Europe/London."
    return ""


def _fault_of_country(text: str) -> str:
    try:
        holidays_of(text, range(2026, 2027))
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _fault_of_number(text: str, least: int, most: int) -> str:
    good = text.isascii() and text.isdecimal() and len(text) < len(str(most)) + 1 and least <= int(text) <= most
    return "" if good else f"Give a number from {least} to {most}."
