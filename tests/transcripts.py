"""Conversations as Markdown that people read and pytest runs.

A line ``**Dee** types: …``, ``**Dee** presses: …`` or ``**Dee** sends:`` with a list of ``- Label: value`` is a turn;
the fenced block after it is what the bot answers, as the terminal shows it. ``**Bo** hears:`` is followed by the next
message that Bo is told without having asked, and ``**Time** passes: 2 days`` lets the clock go on. ``python -m tests.transcripts`` writes
the answers anew, to be read before they are committed.
"""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from bot.conversations import answer
from bot.delivery.notices import HERE
from bot.delivery.told import told_since
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Items, Message
from bot.terminal.render import render
from bot.turn import Person, Turn
from tests.sample import sample_desk
from tests.told import Clock, Hearing, do_duties

FOLDER = Path(__file__).parent / "conversations"
_TURN = re.compile(
    r"^(?P<turn>\*\*(?P<name>\w+)\*\* (?P<did>types|presses|sends|hears|passes):(?: (?P<what>[^\n]*))?\n(?P<values>(?:- [^\n]*\n)*))"
    r"(?:\n```text\n.*?\n```\n)?",
    re.MULTILINE | re.DOTALL,
)
_VALUE = re.compile(r"^- ([^:]+): ?(.*)$", re.MULTILINE)


class Surface(Protocol):
    """Somewhere a transcript can be held: each method takes one turn and returns what is shown then."""

    def types(self, name: str, text: str) -> Message: ...

    def presses(self, name: str, label: str) -> Message: ...

    def sends(self, name: str, values: Mapping[str, str]) -> Message: ...

    def hears(self, name: str) -> Message: ...

    def passes(self, time: str) -> None: ...


class Ears:
    """Answers as Baton does, and hears what it says on its way to a surface."""

    def __init__(self) -> None:
        self.heard: list[Message] = []

    def answer(self, turn: Turn, desk: Desk) -> Message:
        self.heard.append(answer(turn, desk))
        return self.heard[-1]


class AtTheDesk:
    """The conversations themselves, with no surface between."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: dict[str, Message] = {}
        self._clock = Clock(desk.now)
        self._hearing = Hearing()
        self.actions: set[str] = set()

    def types(self, name: str, text: str) -> Message:
        return self._take(name, "say", {"text": text})

    def presses(self, name: str, label: str) -> Message:
        button = button_called(label, self._shown[name])
        return self._take(name, button.action, button.values)

    def sends(self, name: str, values: Mapping[str, str]) -> Message:
        ask = next(part for part in self._shown[name].parts if isinstance(part, Ask))
        labels = {field.label: field.name for field in ask.fields}
        given = {field.name: field.value for field in ask.fields}
        given |= {labels[label]: value.replace("\\n", "\n") for label, value in values.items()}
        meant = {(field.name, option.label): option.value for field in ask.fields for option in field.options}
        given = {name: meant.get((name, value), value) for name, value in given.items()}
        return self._take(name, ask.action, {**ask.values, **given})

    def hears(self, name: str) -> Message:
        person = self._person(name).id
        self._shown[name], _ = self._hearing.next(name, self._desk, HERE, [person])
        told_since("", person, self._desk)  # they have seen it, so a change of it from now on is news
        return self._shown[name]

    def passes(self, time: str) -> None:
        self._clock.passes(time)
        self._desk = self._clock.at(self._desk)
        do_duties(self._desk)

    def _person(self, name: str) -> Person:
        person = self._desk.people.named(name)
        assert person is not None, f"{name} is nobody of the sample team"
        return person

    def _take(self, name: str, action: str, values: Mapping[str, str]) -> Message:
        person = self._person(name)
        self.actions.add(action)
        turn = Turn("turn-1", person, action, values, "terminal")
        self._shown[name] = answer(turn, self._desk)
        return self._shown[name]


def button_called(label: str, message: Message) -> Button:
    """Return the button with this label, or the one of the list's line with this title."""
    named = [button for part in message.parts if isinstance(part, Buttons) for button in part.buttons]
    found = [button for button in named if button.label == label]
    for part in message.parts:
        if isinstance(part, Items):
            found += [item.button for item in part.items if item.button and item.title == label]
    assert found, f"“{message.title}” has nothing called “{label}” to press"
    return found[0]


def held(transcript: str, surface: Surface) -> str:
    """Return the transcript with the answers that the surface gives to its turns."""

    def answered(turn: re.Match[str]) -> str:
        if turn["did"] == "passes":
            surface.passes(turn["what"])
            return turn["turn"]
        shown = render(_take(turn, surface))
        return f"{turn['turn']}\n```text\n{shown}\n```\n"

    return _TURN.sub(answered, transcript)


def _take(turn: re.Match[str], surface: Surface) -> Message:
    if turn["did"] == "types":
        return surface.types(turn["name"], turn["what"] or "")
    if turn["did"] == "hears":
        return surface.hears(turn["name"])
    if turn["did"] == "presses":
        return surface.presses(turn["name"], turn["what"])
    return surface.sends(turn["name"], dict(_VALUE.findall(turn["values"])))


def transcripts() -> list[Path]:
    """Return the transcripts' files, by name."""
    return sorted(FOLDER.glob("*.md"))


def rewrite() -> None:
    """Hold every transcript again and write down what the bot says now."""
    for file in transcripts():
        with tempfile.TemporaryDirectory() as folder:
            text = held(file.read_text(encoding="utf-8"), AtTheDesk(sample_desk(Path(folder))))
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
