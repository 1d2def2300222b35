"""All that Baton can say of the shortest, the longest and the most hostile words: for every surface to show.

People go through every conversation, week after week: see :mod:`tests.walk`. Whatever nobody comes to that way is
called as a surface would call it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.conversations import ACTIONS, WRITTEN, answer, manners
from bot.delivery.fault import Fault
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn, sound
from bot.written import from_data
from knowledge.entry import ANSWER_LIMIT, QUESTION_LIMIT, SPOKEN_LIMIT, Entry
from knowledge.frame import FRAME_LIMIT
from knowledge.store import Edit
from tests.sample import ADA, BO, CY, DEE, NOW, sample_desk
from tests.told import do_duties
from tests.under_way import on_their_way, two_rounds
from tests.walk import LENGTHS, Walk

HOSTILE = (
    "<!channel> <@U1> <https://e.vil|your bank> *bold* _it_ `c` :tada: & \x00\x1b[31m \u202eabc \ud83d @here #general "
    "<script>alert(1)</script> <at>Everybody</at> [l](https://e.vil) ![i](https://e.vil) ${x} {x} "
    "{{DATE(2026-05-04T09:30:00Z, SHORT)}} {{ TIME(x)}}\n# no heading\n- no list"
)
LONG = "All work and no play. " * 1_000
EMOJI = "👩‍👩‍👧 " * 2_000
TEXTS = {"shortest": "?", "longest": LONG, "hostile": sound(HOSTILE) * 40, "emoji": EMOJI}
WEEKS = 2
_ID = re.compile(r"\b[0-9a-z]{24}\b")
CY_IN_SLACK = Person("slack:T1:cy", "Cy", "lead", "Europe/London", "slack")
CY_IN_TEAMS = Person("teams:t:cy", "Cy", "csr", "Europe/London", "teams")


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
    """Return the sample desk with a text everywhere: in an entry that takes a late parcel's place, in its versions, on
    checklists, in a message that could not be delivered; and with Cy, who is in Slack, asking to be one with Cy in Teams.
    """
    desk, entry = sample_desk(folder), extreme_entry(text)
    late = desk.guide.entry("late")
    assert late is not None
    kept = desk.guide.save_all([Edit(replace(entry, revision=late.revision), "edited")], "cy", NOW)[0]
    for number in range(12):
        kept = desk.guide.save(replace(kept, answer=f"{entry.answer} {number}"), f"edited {text[:40]}", "cy", NOW)
    desk.frames.save(replace(desk.frames.frame("email"), opening=entry.answer[:FRAME_LIMIT]), "edited", "cy", NOW)
    desk.learning.fitted("refund", f"When does the money come? {text[:60]}", "dee", NOW)
    on_their_way(desk, text[: LENGTHS[1]])
    two_rounds(desk, text[: LENGTHS[1]])
    desk.guide.save(
        replace(entry, id="draft", question=f"Again: {entry.question}"[:QUESTION_LIMIT], state="draft"),
        "added",
        "cy",
        NOW,
    )
    desk.people.meet(CY_IN_SLACK, NOW)
    desk.people.meet(CY_IN_TEAMS, NOW)
    answer(Turn("link", CY_IN_TEAMS, "people.link", {"person": CY_IN_SLACK.id}, "teams"), desk)
    return desk


def everything_said(desk: Desk, text: str, weeks: int = WEEKS) -> Iterator[tuple[str, Message]]:
    """Give all that is said to people who go through every conversation, week after week, with what they did.

    What differs in nothing but ids is given once.
    """
    given = set()
    for action, message in _all_said(desk, text, weeks):
        said = f"{action} {_ID.sub('', repr(message))}"
        if said not in given:
            given.add(said)
            yield action, message


def _all_said(desk: Desk, text: str, weeks: int) -> Iterator[tuple[str, Message]]:
    reached = set()
    for week in range(weeks):
        then = replace(desk, now=NOW + timedelta(weeks=week))
        do_duties(then)
        _lose_messages(then, text)
        for person in (CY_IN_SLACK, BO, DEE, ADA):
            for action, message in Walk(person, then, text, ends=week + 1 == weeks).messages():
                reached.add(action)
                yield action, message
        do_duties(then)
    yield from _notices(desk)
    yield from _without_a_way(desk, text, sorted({*ACTIONS} - reached))
    yield from _around(text)


def _lose_messages(desk: Desk, text: str) -> None:
    """Leave two messages in the state in which nobody tries to deliver them any more."""
    outbox = desk.outbox("slack")
    with desk.together():
        for lane in ("C8", "C9"):
            outbox.owe("T1", lane, "chat.postMessage", {"text": text[: LENGTHS[-1]]}, desk.now)
    for owed in outbox.due(desk.now, desk.now, 99):
        if owed.lane in {"C8", "C9"}:
            outbox.give_up(owed, Fault(text[: LENGTHS[1]], "not invited"), desk.now)


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
    yield "around", manners.moment_passed()
    yield "around", manners.form_again(Message(text))
    yield "around", manners.may_not_ask(text)
    yield "around", manners.too_old()
    yield "around", manners.form_too_old([text, text])
    yield "around", manners.closed_meanwhile(Message(text))
    yield "around", manners.welcome_here()
