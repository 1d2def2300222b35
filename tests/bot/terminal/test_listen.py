"""Talking in the terminal: typed lines, numbers that press, and forms that ask field by field."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.desk import Desk
from bot.message import Button, Buttons, Message
from bot.terminal.listen import Talk
from bot.turn import Person
from tests.sample import CY, DEE, sample_desk


class Terminal:
    """A terminal with somebody at it who types these lines and then goes away."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)
        self.shown = ""

    def read(self, prompt: str) -> str:
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        self.shown += f"{prompt}{line}\n"
        return line

    def write(self, text: str) -> None:
        self.shown += f"{text}\n"


def talk(person: Person, desk: Desk, *lines: str) -> str:
    """Return all that is on the terminal after the greeting, once the person has typed these lines."""

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        yield desk

    terminal = Terminal(*lines)
    Talk(open_desk, person, terminal.read, terminal.write).go_on()
    return terminal.shown.split("“bye” ends.\n\n", 1)[1]


def test_a_number_presses_what_it_stands_before_and_a_form_is_asked_field_by_field(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(DEE, desk, "where is my parcel", "1", "1", "Mrs Lee", "1077", "Friday", "bye")

    assert shown.split("(Enter keeps", 1)[1] == (
        " what stands in brackets, “-” empties it, /leave leaves the form.)\n"
        "Customer name *: Mrs Lee\n"
        "Order number *: 1077\n"
        "Date we write again *: Friday\n"
        "\n"
        "Ready: E-mail\n"
        "-------------\n"
        "\n"
        "---- Copy from here --------------------------------------------------------------------\n"
        "Hello Mrs Lee,\n"
        "\n"
        "I am sorry that order 1077 is late. I have asked the carrier where it is.\n"
        "\n"
        "You will hear from me again by Friday.\n"
        "\n"
        "Kind regards,\n"
        "Dee\n"
        "---- to here ---------------------------------------------------------------------------\n"
        "\n"
        "*Did it fit?*\n"
        "\n"
        "[1] Used as it is  [2] Adapted  [3] Did not fit\n"
        "\n"
        "Dee> bye\n"
        "Bye.\n"
    )


def test_a_form_that_is_left_says_what_was_typed_and_saves_nothing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(CY, desk, "add", "I was charged twice", "I am sorry.", "It goes back today.", "/leave")

    assert shown.endswith(
        "Nothing was saved. You had typed:\n"
        "  Question or complaint: I was charged twice\n"
        "  The team's answer: I am sorry.\nIt goes back today.\n\n"
        "Bye.\n"
    )
    assert desk.guide.count() == 3


def test_input_that_ends_inside_a_form_leaves_it_the_same_way(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(CY, desk, "add", "I was charged twice")

    assert shown.endswith("Nothing was saved. You had typed:\n  Question or complaint: I was charged twice\n\nBye.\n")


def test_a_refused_field_is_asked_again_and_what_was_typed_stands_in_brackets(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(CY, desk, "add", "I was charged twice", "", "", "", "", "", "ten", "", "", "", "/leave")

    assert "“ten” is not a number of days." in shown
    assert "Question or complaint * [I was charged twice]: " in shown


def test_a_number_that_is_on_nothing_is_a_question(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(DEE, desk, "help", "99", "bye")

    assert "You asked: *99*." in shown


def test_no_name_or_entry_can_colour_the_screen_or_move_the_cursor(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shown = talk(DEE, desk, "\x1b[31mred\x1b]0;title\x07 and \u202ebackwards")

    assert "\x1b" not in shown.split("Dee> ", 2)[1].split("\n", 1)[1]
    assert "\u202e" not in shown.split("\n", 1)[1]


def test_what_somebody_is_told_comes_before_the_next_prompt_once_and_can_be_pressed(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.notices.tell("dee", Message("A tip", (Buttons((Button("Openings", "frames.list"),)),)))

    shown = talk(DEE, desk, "1", "bye")

    assert shown.count("A tip\n-----") == 1
    assert "Opening and ending" in shown.partition("Dee> 1")[2]
    assert "A tip" not in talk(DEE, desk, "bye")
