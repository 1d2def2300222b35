"""A conversation in the terminal: typed lines become turns, forms become prompts."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from bot.conversations import answer as real_answer
from bot.delivery.told import last_seen, told_since
from bot.desk import Desk
from bot.message import Ask, Field, Message
from bot.terminal.render import clean, pressable, render, shown_options, shown_values
from bot.turn import Person, Turn
from knowledge.ids import new_id

END_OF_TEXT = "."
LEAVE_FORM = "/leave"
EMPTY = "-"
LEAVING = ("bye", "exit", "quit")


class LeftForm(Exception):
    """The person left a form; ``typed`` is what they had typed, by the label of its field."""

    def __init__(self, typed: dict[str, str]) -> None:
        super().__init__()
        self.typed = typed


class Talk:
    """One person's conversation. ``read`` asks for a line after a prompt; ``write`` shows a text."""

    def __init__(
        self,
        open_desk: Callable[[], AbstractContextManager[Desk]],
        person: Person,
        read: Callable[[str], str],
        write: Callable[[str], None],
        answer: Callable[[Turn, Desk], Message] = real_answer,
    ) -> None:
        self._open_desk = open_desk
        self._person = person
        self._read = read
        self._write = write
        self._answer = answer
        self._shown = Message("")
        self._told: str | None = None

    def go_on(self) -> None:
        """Talk until the person says bye or their input ends."""
        self._take("home", {})
        self._write("\nType a question, or the number of what you want to press. “bye” ends.\n")
        self._tell()
        while (line := self._line()) is not None:
            self._hear(line)
            self._tell()
        self._write("Bye.")

    def _line(self) -> str | None:
        try:
            line = self._read(f"{clean(self._person.name)}> ")
        except (EOFError, KeyboardInterrupt):
            return None
        return None if line.strip().casefold() in LEAVING else line

    def _hear(self, line: str) -> None:
        buttons = pressable(self._shown)
        typed = line.strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(buttons):
            button = buttons[int(typed) - 1]
            self._take(button.action, dict(button.values))
        elif typed:
            self._take("say", {"text": line})

    def _tell(self) -> None:
        """Show what the person has been told since they last looked; what can be pressed is in the last of it."""
        with self._open_desk() as desk:
            after = last_seen(self._person.id, desk) if self._told is None else self._told
            told = told_since(after, self._person.id, desk)
        self._told = told[-1].id if told else after
        for each in told:
            self._shown = each.message
            self._write(f"\n{render(each.message)}\n")

    def _take(self, action: str, values: dict[str, str]) -> None:
        """Take a turn and show its answer; a form in the answer is asked for at once."""
        while True:
            message = self._answered(action, values)
            self._shown = message
            ask = next((part for part in message.parts if isinstance(part, Ask)), None)
            self._write(f"\n{render(without_form(message))}\n")
            if ask is None:
                return
            try:
                values = {**ask.values, **self._fill_in(ask.fields)}
            except LeftForm as left:
                self._write(_kept(left))
                return
            action = ask.action

    def _answered(self, action: str, values: dict[str, str]) -> Message:
        with self._open_desk() as desk:
            person = desk.people.person(self._person.id) or self._person
            return self._answer(Turn(new_id(), person, action, values, "terminal"), desk)

    def _fill_in(self, fields: Iterable[Field]) -> dict[str, str]:
        values: dict[str, str] = {}
        labels: dict[str, str] = {}
        self._write(f"(Enter keeps what stands in brackets, “{EMPTY}” empties it, {LEAVE_FORM} leaves the form.)")
        for field in fields:
            try:
                values[field.name] = labels[field.label] = self._field(field)
            except LeftForm as left:
                raise LeftForm({**labels, **left.typed}) from None
        return values

    def _field(self, field: Field) -> str:
        for line in (field.error and f"(!) {field.error}", field.hint):
            if line:
                self._write(f"  {clean(line)}")
        for option in shown_options(field):
            self._write(f"  {option}")
        typed = self._text(field) if field.kind == "text" else self._entered(f"{_prompt(field)}: ", {})
        if typed == EMPTY:
            return ""
        if field.kind == "choices":
            typed = "\n".join(filter(None, (each.strip() for each in typed.split(","))))
        return _meant(typed, field) if typed.strip() else field.value

    def _text(self, field: Field) -> str:
        self._write(f"{_prompt(field)} (end with a line that is only “{END_OF_TEXT}”)")
        lines: list[str] = []
        while (line := self._entered("  | ", {field.label: "\n".join(lines)})) != END_OF_TEXT:
            lines.append(line)
            if lines == [""]:
                break
        return "\n".join(lines)

    def _entered(self, prompt: str, typed: dict[str, str]) -> str:
        """Return a line of a form; leaving the form here loses nothing of what was typed before."""
        try:
            line = self._read(prompt)
        except (EOFError, KeyboardInterrupt):
            raise LeftForm(typed) from None
        if line.strip() == LEAVE_FORM:
            raise LeftForm(typed)
        return line


def _meant(typed: str, field: Field) -> str:
    """Return the value that was typed; people, and all else that has an id, are typed by their names, in any letter case."""
    if field.kind not in ("person", "choice"):
        return typed
    name = " ".join(typed.split()).casefold()
    return next((option.value for option in field.options if option.label.casefold() == name), typed)


def _prompt(field: Field) -> str:
    mark = " *" if field.required else ""
    now = f" [{clean(', '.join(shown_values(field)))}]" if field.value else ""
    several = " (with commas between them)" if field.kind == "choices" else ""
    return f"{clean(field.label)}{mark}{several}{now}"


def without_form(message: Message) -> Message:
    """Return a message without its form, which is asked for field by field."""
    return Message(message.title, tuple(part for part in message.parts if not isinstance(part, Ask)))


def _kept(left: LeftForm) -> str:
    typed = "\n".join(f"  {clean(label)}: {clean(value)}" for label, value in left.typed.items() if value)
    return f"Nothing was saved. You had typed:\n{typed}\n" if typed else "Nothing was saved.\n"
