"""Long lists, a page at a time."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.message import Button, Buttons
from bot.turn import Turn

PAGE = 10  # lines a person takes in at a glance; also what a chat shows without scrolling

Thing = TypeVar("Thing")


def first_of_page(turn: Turn) -> int:
    """Return how many things come before the page a turn asks for."""
    return max(0, turn.number("page", 1) - 1) * PAGE


def page_of(turn: Turn, things: Sequence[Thing]) -> tuple[Sequence[Thing], bool]:
    """Return the things on the page a turn asks for, and whether more come after them."""
    first = min(first_of_page(turn), max(0, len(things) - 1) // PAGE * PAGE)
    return things[first : first + PAGE], len(things) > first + PAGE


def pager(turn: Turn, action: str, values: Mapping[str, str], *, more: bool) -> tuple[Buttons, ...]:
    """Return the buttons to the page before and the page after, where there is one."""
    page = max(1, turn.number("page", 1))
    buttons = []
    if page > 1:
        buttons.append(Button("Previous page", action, {**values, "page": str(page - 1)}))
    if more:
        buttons.append(Button("Next page", action, {**values, "page": str(page + 1)}))
    return (Buttons(tuple(buttons)),) if buttons else ()
