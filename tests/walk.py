"""Somebody's way through all of Baton's conversations: each button that comes up is pressed, each form is sent."""

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from bot.conversations import answer
from bot.conversations.home import WORDS
from bot.conversations.lists import LISTS
from bot.delivery.notices import POST
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Items, Message
from bot.turn import Person, Turn
from bot.written import from_data
from knowledge.entry import QUESTION_LIMIT
from tests.under_way import ROUNDS, SKILLS

LENGTHS = (9_000, 1_500, 300, 60)  # of what is typed into a field: refused at first, taken in the end
VISITS = 2  # to a conversation from alike buttons, by each person at each time
# Pressed in the last week, when there is nothing else to press, in this order.
ENDINGS = [
    "checklist.withdraw",
    "programs.again",
    "tips.withdraw",
    "situations.withdraw",
    "situations.end",
    "guide.retire",
    "programs.retire",
    "programs.remove",
    "outbox.cancel",
    "tips.unsubscribe",
    "checklist.pause",
    "checklist.leave",
    "checklist.end",
    "channels.close",
]
MOST = 2_500  # messages a person reads at each time
REPLY = "reply-1"

Step = tuple[str, Mapping[str, str]]  # an action and its values


@dataclass(slots=True)
class Walk:
    """Somebody's way; ``ends`` says that they end things too, after everything else."""

    person: Person
    desk: Desk
    text: str
    ends: bool
    _next: deque[Step] = field(default_factory=deque)
    _last: deque[Step] = field(default_factory=deque)
    _visits: Counter[str] = field(default_factory=Counter)
    _told: str = ""

    def messages(self) -> Iterator[tuple[str, Message]]:
        """Give what the person reads, until there is nothing new to press."""
        self._next.extend(self._entrances())
        for number in range(MOST):
            self._hear()
            if self.ends and self._last and not self._next:
                first = min(self._last, key=lambda step: ENDINGS.index(step[0]))
                self._last.remove(first)
                self._next.append(first)
            if not self._next:
                return
            action, values = self._next.popleft()
            id = f"{self.person.id} {self.desk.now} {number}"
            turn = Turn(id, self.person, action, values, "slack", True, "C1", self.text[:80])
            message = answer(turn, self.desk)
            self._find_ways_on(message)
            yield action, message

    def _entrances(self) -> Iterator[Step]:
        """Give what somebody comes in by: words to type, questions, the home, a command on a message."""
        yield from ((word.action, {}) for word in WORDS.values())
        yield from (("lists.open", {"list": name}) for name in LISTS)
        yield "guide.open", {"entry": "draft"}
        yield "programs.skill", {"program": "first-weeks", "skill": "greeting"}
        for row in self.desk.db.query("select id from checklists order by id"):
            yield from (("checklist.skill", {"checklist": row["id"], "skill": skill}) for skill in SKILLS)
        for program in self.desk.programs.all():
            changed = {**program.content(), "rhythm": 1}
            yield "programs.bring", {"kept": self.desk.kept.keep(json.dumps(changed), self.desk.now)}
        yield "front", {}
        for question in (self.text[:QUESTION_LIMIT], "where is my parcel now"):
            yield "hear", {"text": question}
            yield "guide.ask", {"question": question}
        yield "guide.keep", {"answer": self.text[: LENGTHS[1]], "link": "https://example.com/"}
        yield "tips.search", {"text": self.text[: LENGTHS[-1]]}
        yield from (("situations.open", {"situation": id}) for id in ROUNDS)
        yield "text.read", {"kept": self.desk.kept.keep(self.text, self.desk.now)}

    def _hear(self) -> None:
        """Read what came since: notices, and cards in channels, which can be replied to too."""
        rows = self.desk.db.query(
            """select id, method, about, body from outbox where team = :team and id > :told
            and (lane = :person or method = 'post') order by id""",
            {"team": self.desk.team, "told": self._told, "person": self.person.id},
        )
        for row in rows:
            self._told, body = str(row["id"]), json.loads(row["body"])
            if "message" in body:
                self._find_ways_on(from_data(body["message"]))
            if row["method"] == POST:
                self._next.extend(self._at_card(str(row["about"])))

    def _at_card(self, card: str) -> Iterator[Step]:
        """Give what somebody does at a card without pressing anything: a reply, its edit and its end, a reaction."""
        reply = {"card": card, "reply": f"{REPLY} {self.person.id}"}
        for text in (*(self.text[:length] for length in LENGTHS), ""):
            yield "card.reply", {**reply, "text": text}
        yield "card.reply", {**reply, "text": self.text[: LENGTHS[-1]]}
        yield "card.reaction", {"card": card, "reply": "", "reaction": "like", "gone": ""}

    def _find_ways_on(self, message: Message) -> None:
        for part in message.parts:
            if isinstance(part, Buttons):
                self._press(*part.buttons)
            elif isinstance(part, Items):
                self._press(*(item.button for item in part.items if item.button))
            elif isinstance(part, Ask) and self._is_new("send", part.action, part.values):
                self._next.extend((part.action, {**part.values, **typed}) for typed in _filled(part, self.text))

    def _press(self, *buttons: Button) -> None:
        for button in buttons:
            if self._is_new("press", button.action, button.values):
                way = self._last if button.action in ENDINGS else self._next
                way.append((button.action, button.values))

    def _is_new(self, how: str, action: str, values: Mapping[str, str]) -> bool:
        way = f"{how} {action} {sorted(values)}"
        self._visits[way] += 1
        return self._visits[way] <= VISITS


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
