"""What a message is drawn on in Slack: how much still fits, and what its buttons carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack.carry import Keep, action_id, packed
from bot.slack.limits import BUTTON_LABEL, BUTTON_VALUE, LINE, MESSAGE, clean, cut, length

Block = dict[str, Any]


@dataclass(slots=True)
class Paper:
    """One message, modal or Home being drawn.

    ``keep`` keeps a text that is too long to be carried and gives its name. ``action`` and ``values`` are those of
    the turn that is answered: taking it again opens its form. ``left`` counts the characters that still fit,
    ``label`` those of a button; ``is_cut`` says that some did not.
    """

    kind: Literal["message", "modal", "home"]
    keep: Keep
    action: str = "home"
    values: Mapping[str, str] | None = None
    left: int = MESSAGE
    label: int = BUTTON_LABEL
    is_cut: bool = False
    buttons: int = 0

    def make_room(self, buttons: int) -> None:
        """Leave room for the labels of so many buttons, which shrink when they are very many."""
        self.label = max(1, min(BUTTON_LABEL, MESSAGE // 2 // max(1, buttons)))
        self.left = MESSAGE - buttons * self.label

    def fit(self, text: str, longest: int = LINE) -> str:
        """Return as much of a text as this place and the rest of the paper hold."""
        cleaned = clean(text)
        fitting = cut(cleaned, max(1, min(longest, self.left)))
        self.left = max(0, self.left - length(fitting))
        self.is_cut = self.is_cut or fitting != cleaned
        return fitting

    def button(self, action: str, values: Mapping[str, str]) -> Block:
        """Return what makes a button press a turn: its id, and its values where it has any."""
        self.buttons += 1
        block: Block = {"action_id": action_id(action, self.buttons)}
        if values:
            block["value"] = packed(values, self.keep, BUTTON_VALUE)
        return block
