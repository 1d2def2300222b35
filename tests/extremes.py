"""All that Baton can say of the shortest, the longest and the most hostile words: for every surface to show.

People go through every conversation: each button that comes up is pressed and each form is sent, with those words in
its fields. Whatever nobody comes to that way is called as a surface would call it.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

from bot.conversations import ACTIONS, WRITTEN, answer, manners
from bot.conversations.home import WORDS
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Items, Message
from bot.turn import Person, Turn, sound
from bot.written import from_data
from knowledge.entry import ANSWER_LIMIT, QUESTION_LIMIT, SPOKEN_LIMIT, Entry
from knowledge.frame import FRAME_LIMIT
from knowledge.store import Edit
from tests.sample import BO, CY, DEE, NOW, sample_desk
from tests.told import do_duties

HOSTILE = (
    "<!channel> <@U1> <https://e.vil|your bank> *bold* _it_ `c` :tada: & \x00\x1b[31m \u202eabc \ud83d @here #general "
    "<script>alert(1)</script> <at>Everybody</at> [l](https://e.vil) ![i](https://e.vil) ${x} {x} "
    "{{DATE(2026-05-04T09:30:00Z, SHORT)}} {{ TIME(x)}}\n# no heading\n- no list"
)
LONG = "All work and no play. " * 1_000
EMOJI = "👩‍👩‍👧 " * 2_000
TEXTS = {"shortest": "?", "longest": LONG, "hostile": sound(HOSTILE) * 40, "emoji": EMOJI}
LENGTHS = (9_000, 1_500, 300, 60)  # of what is typed into a field: refused at first, taken in the end
VISITS = 2  # to a conversation from alike buttons, by each person at each time
ENDINGS = {"withdraw", "retire", "remove", "end", "leave", "cancel", "unsubscribe"}  # pressed in the last week
MOST = 1_500  # messages a person reads at each time
WEEKS = (0, 1, 2)

Step = tuple[str, Mapping[str, str]]  # an action and its values


def extreme_entry(text: str) -> Entry:
    """Return an entry made of a text, as long and with as much of everything as the guide takes."""
    many = 1 if len(text) < LENGTHS[-1] else 20
    return Entry(
        "late",
        text[:QUESTION_LIMIT].strip(),
        text[: ANSWER_LIMIT - 200].strip() + " {order number} {customer name}",
        text[:SPOKEN_LIMIT].strip(),
        tuple(f"{number} {text[:400]}" for number in range(many)),
        tuple(f"{number} {text[:200]}" for number in range(many)),
        (f"https://example.com/{'x' * 2_500}", "https://<!channel>"),
        ("Bo",) * many,
    )


def extreme_desk(folder: Path, text: str) -> Desk:
    """Return the sample desk with an entry made of a text, in several versions, in the place of a late parcel's."""
    desk, entry = sample_desk(folder), extreme_entry(text)
    late = desk.guide.entry("late")
    assert late is not None
    kept = desk.guide.save_all([Edit(replace(entry, revision=late.revision), "edited")], "cy", NOW)[0]
    for number in range(12):
        kept = desk.guide.save(replace(kept, answer=f"{entry.answer} {number}"), f"edited {text[:40]}", "cy", NOW)
    desk.frames.save(replace(desk.frames.frame("email"), opening=entry.answer[:FRAME_LIMIT]), "edited", "cy", NOW)
    return desk


def everything_said(desk: Desk, text: str) -> Iterator[tuple[str, Message]]:
    """Give all that is said to people who go through every conversation, week after week, with what they did."""
    reached = set()
    for week in WEEKS:
        then = replace(desk, now=NOW + timedelta(weeks=week))
        for person in (CY, BO, DEE):
            for action, message in Walk(person, then, text, ends=week == WEEKS[-1]).messages():
                reached.add(action)
                yield action, message
        do_duties(then)
    yield from _notices(desk)
    yield from _without_a_way(desk, text, sorted({*ACTIONS} - reached))
    yield from _around(text)


@dataclass(slots=True)
class Walk:
    """Somebody's way through all conversations; ``ends`` says that they end things too, after everything else."""

    person: Person
    desk: Desk
    text: str
    ends: bool
    _next: deque[Step] = field(default_factory=deque)
    _last: deque[Step] = field(default_factory=deque)
    _visits: Counter[str] = field(default_factory=Counter)

    def messages(self) -> Iterator[tuple[str, Message]]:
        """Give what the person reads, until there is nothing new to press."""
        self._next.extend((word.action, {}) for word in WORDS.values())
        self._next.append(("guide.ask", {"question": self.text[:QUESTION_LIMIT]}))
        for number in range(MOST):
            waiting = self._next or (self._last if self.ends else None)
            if not waiting:
                return
            action, values = waiting.popleft()
            turn = Turn(f"{self.person.id} {self.desk.now} {number}", self.person, action, values, "slack", True)
            message = answer(turn, self.desk)
            self._find_ways_on(message)
            yield action, message

    def _find_ways_on(self, message: Message) -> None:
        for part in message.parts:
            if isinstance(part, Buttons):
                self._press(*part.buttons)
            elif isinstance(part, Items):
                self._press(*(item.button for item in part.items if item.button))
            elif isinstance(part, Ask) and self._is_new(part.action, part.values):
                self._next.extend((part.action, {**part.values, **typed}) for typed in _filled(part, self.text))

    def _press(self, *buttons: Button) -> None:
        for button in buttons:
            if self._is_new(button.action, button.values):
                way = self._last if button.action.partition(".")[2] in ENDINGS else self._next
                way.append((button.action, button.values))

    def _is_new(self, action: str, values: Mapping[str, str]) -> bool:
        self._visits[f"{action} {sorted(values)}"] += 1
        return self._visits[f"{action} {sorted(values)}"] <= VISITS


def _filled(form: Ask, text: str) -> Iterator[dict[str, str]]:
    """Give what somebody puts into the fields of a form: too much at first, in the end what is taken."""
    for turn, (longest, is_whole) in enumerate(product(LENGTHS, (True, False))):
        yield {
            each.name: _typed(each, text[:longest], turn + place, is_whole=is_whole)
            for place, each in enumerate(form.fields)
        }


def _typed(field: Field, text: str, turn: int, *, is_whole: bool) -> str:
    """Return the text, or one of the options, each time another one; not ``is_whole`` leaves alone what one can."""
    if field.options and (is_whole or field.required):
        return field.options[turn % len(field.options)].value
    if field.options:
        return field.value
    if field.kind in {"date", "choice", "choices", "person"}:
        return field.value or "2026-05-04"
    return text if is_whole or (field.required and not field.value) else field.value


def _notices(desk: Desk) -> Iterator[tuple[str, Message]]:
    for row in desk.db.query("select body from outbox order by id"):
        content = json.loads(row["body"])
        if "message" in content:
            yield "notice", from_data(content["message"])


def _without_a_way(desk: Desk, text: str, actions: list[str]) -> Iterator[tuple[str, Message]]:
    values = {
        **dict.fromkeys(WRITTEN, text[: LENGTHS[-1]]),
        "entry": "late",
        "channel": "email",
        "person": "bo",
        "page": "1",
        "kept": desk.kept.keep(text, NOW),
    }
    for action in actions:
        for given in ({}, values):
            yield action, answer(Turn(f"{action} {len(given)}", CY, action, given, "slack", can_share=True), desk)


def _around(text: str) -> Iterator[tuple[str, Message]]:
    """Give what is said around conversations."""
    yield "around", manners.one_moment()
    yield "around", manners.one_moment(in_our_chat=True)
    yield "around", manners.broken(text)
    yield "around", manners.unknown_person(text)
    yield "around", manners.not_in_there()
    yield "around", manners.form_again(Message(text))
    yield "around", manners.may_not_ask(text)
    yield "around", manners.too_old()
    yield "around", manners.welcome_here()
