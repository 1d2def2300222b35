"""Why something could not be sent: in the product's own word, and as one of the few causes that matter to people."""

from typing import Literal

Cause = Literal[
    "busy",  # the product asks us to wait
    "unreachable",  # no answer, or one that nobody can understand
    "broken",  # something broke on our side
    "person gone",  # deactivated, or no longer in the workspace
    "place closed",  # archived, deleted, or read-only for us
    "not invited",  # the bot is not in that place
    "removed",  # the bot was uninstalled, or its token withdrawn
    "not allowed",  # the bot lacks a permission
    "expired",  # an address to answer at that holds for a short time
    "unfit",  # the product does not take a message like that
    "message gone",  # what was to be changed was deleted, so there is nothing to do
    "unknown",
]
PASSING: tuple[Cause, ...] = ("busy", "unreachable", "broken")


class Fault(Exception):
    """Something could not be sent.

    ``error`` is the product's word for it; ``wait`` is how many seconds the product wants us to wait, and ``is_sure``
    says that nothing arrived.
    """

    def __init__(self, error: str, cause: Cause = "unknown", *, wait: float = 0, is_sure: bool = True) -> None:
        super().__init__(error)
        self.error = error
        self.cause: Cause = cause
        self.wait = wait
        self.is_sure = is_sure

    @property
    def is_passing(self) -> bool:
        """Whether it is worth trying again."""
        return self.cause in PASSING
