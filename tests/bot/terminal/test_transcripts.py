"""The whole way of one skill in the terminal: typed lines, numbers that press, and forms field by field."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from queue import Queue

import pytest

from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Ask, Field, Message
from bot.terminal.listen import END_OF_TEXT, LEAVE_FORM, Talk
from bot.terminal.render import render
from bot.turn import Person
from tests.bot.web.serving import sample_office
from tests.sample import PEOPLE
from tests.told import Clock, Hearing, do_duties
from tests.transcripts import FOLDER, Ears, held

WHOLE_WAYS = ("checklist", "checklist_around", "completion", "programs")


class Typist:
    """Somebody at a terminal of their own; ``screen`` is what stood on it after each line they typed."""

    def __init__(self, person: Person, open_desk: Callable[[], AbstractContextManager[Desk]], ears: Ears) -> None:
        self._lines: Queue[str | None] = Queue()
        self._prompts: Queue[str] = Queue()
        self._name = person.name
        self.screen = ""
        talk = Talk(open_desk, person, self._read, self._write, ears.answer)
        self._thread = threading.Thread(target=talk.go_on)
        self._thread.start()
        self._prompt = self._prompts.get()

    def types(self, line: str) -> None:
        """Type a line, and wait for the next prompt."""
        self.screen = ""
        self._lines.put(line)
        self._prompt = self._prompts.get()

    def says(self, line: str) -> None:
        """Type a line that is no answer to a form; a form that is open is left."""
        if self._prompt != f"{self._name}> ":
            self.types(LEAVE_FORM)
        self.types(line)

    def fills_in(self, field: Field, value: str | None) -> None:
        """Type what goes into a field of the form that is open; None leaves what stands there."""
        if not value:
            self.types("" if value is None or not field.value else "-")
        elif field.kind == "text":
            for line in (*value.splitlines(), END_OF_TEXT):
                self.types(line)
        else:
            self.types(", ".join(value.splitlines()))

    def goes(self) -> None:
        self._lines.put(None)
        self._thread.join()

    def _read(self, prompt: str) -> str:
        self._prompts.put(prompt)
        line = self._lines.get()
        if line is None:
            self._lines.put(None)  # a form that is open ends first, and then the talk
            raise EOFError
        return line

    def _write(self, text: str) -> None:
        self.screen += f"{text}\n"


class InTheTerminal:
    """The terminal as the people of a transcript use it, each at one of their own."""

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]], clock: Clock) -> None:
        self._open_desk = open_desk
        self._clock = clock
        self._ears = Ears()
        self._hearing = Hearing()
        self._typists: dict[str, Typist] = {}
        self._shown: dict[str, Message] = {}

    def types(self, name: str, text: str) -> Message:
        self._at(name).says(text)
        return self._answered(name)

    def presses(self, name: str, label: str) -> Message:
        numbered = re.findall(r"\[(\d+)\] (.+?)(?= -> |  \[|\n|$)", self._at(name).screen)
        return self.types(name, next(number for number, words in reversed(numbered) if words == label))

    def sends(self, name: str, values: Mapping[str, str]) -> Message:
        form = next(part for part in self._shown[name].parts if isinstance(part, Ask))
        typist = self._at(name)
        for field in form.fields:
            value = values.get(field.label)
            typist.fills_in(field, value.replace("\\n", "\n") if value is not None else None)
        return self._answered(name)

    def hears(self, name: str) -> Message:
        with self._open_desk() as desk:
            message, _ = self._hearing.next(name, desk, HERE, [name.lower()])
        typist = self._at(name)
        if render(message) not in typist.screen:
            typist.says("")
        assert render(message) in typist.screen
        self._shown[name] = message
        return message

    def passes(self, time: str) -> None:
        self._clock.passes(time)
        with self._open_desk() as desk:
            do_duties(desk)

    def everybody_goes(self) -> None:
        for typist in self._typists.values():
            typist.goes()

    def _at(self, name: str) -> Typist:
        if name not in self._typists:
            person = next(person for person in PEOPLE if person.name == name)
            self._typists[name] = Typist(person, self._open_desk, self._ears)
        return self._typists[name]

    def _answered(self, name: str) -> Message:
        self._shown[name] = self._ears.heard[-1]
        return self._shown[name]


@contextmanager
def terminals(folder: Path) -> Iterator[InTheTerminal]:
    """Give the terminals of the sample team; everybody goes away in the end."""
    clock = Clock()
    with sample_office(folder, repr, clock) as open_desk:
        surface = InTheTerminal(open_desk, clock)
        try:
            yield surface
        finally:
            surface.everybody_goes()


@pytest.mark.parametrize("name", WHOLE_WAYS)
def test_in_the_terminal_the_bot_says_what_the_transcript_says(name: str, tmp_path: Path) -> None:
    transcript = (FOLDER / f"{name}.md").read_text(encoding="utf-8")

    with terminals(tmp_path) as surface:
        said = held(transcript, surface)

    assert said == transcript
