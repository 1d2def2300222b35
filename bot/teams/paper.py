"""What a message is drawn on in Teams: how long its texts may be, and what its buttons carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.message import Button
from bot.teams.carry import Keep, packed
from bot.teams.limits import BUTTON_LABEL, LONGEST, clean, cut, inert

Element = dict[str, Any]
_STYLES = {"main": "positive", "danger": "destructive"}


@dataclass(slots=True)
class Paper:
    """One card being drawn.

    ``keep`` keeps a text that is too long to be carried and gives its name. ``in_dialog`` says that the card stands in
    a dialog, which knows no Action.Execute. ``longest`` is how many characters a text may have here; ``is_cut`` says
    that one had more. ``held`` are the fields whose text is carried along, since the card has no room for it, and
    ``named`` those in which is typed what there is no room to list.
    """

    keep: Keep
    in_dialog: bool = False
    longest: int = LONGEST
    is_cut: bool = False
    held: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def fit(self, text: str, longest: int = LONGEST) -> str:
        """Return as much of a text as this place holds."""
        cleaned = clean(text)
        fitting = cut(cleaned, min(longest, self.longest))
        self.is_cut = self.is_cut or fitting != cleaned
        return fitting

    def button(self, button: Button) -> Element:
        """Return one button; it takes no notice of what is typed in the card."""
        return {**self.action(button.label, button.action, button.values, button.style), "associatedInputs": "none"}

    def action(self, label: str, action: str, values: Mapping[str, str], style: str = "plain") -> Element:
        """Return what makes a button press a turn."""
        data = packed(action, values, self.keep)
        title = inert(cut(" ".join(clean(label).split()), BUTTON_LABEL)) or "-"
        kind: Element = {"type": "Action.Submit"} if self.in_dialog else {"type": "Action.Execute", "verb": action}
        shown: Element = {**kind, "title": title, "data": data}
        return {**shown, "style": _STYLES[style]} if style in _STYLES else shown
