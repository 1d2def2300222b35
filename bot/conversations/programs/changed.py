"""What a version of a program changed, in words."""

from bot.conversations.wording import shortened
from onboarding.changes import Change
from onboarding.program import STAGES

LONGEST = 60  # characters of a text that is said as it was and as it is
MOST = 8  # changes that a line of the list of versions names
LABELS = {
    "name": "Name",
    "why": "Why it matters",
    "good": "What good looks like",
    "show": "What to show",
    "conversations": "Conversations for “do”",
    "links": "In the guide",
    "tips": "Tips on",
    "situations": "To practise",
    "rhythm": "Working days without a step",
    "order": "Order",
    **{f"questions_{stage}": f"Asked after {stage}" for stage in STAGES},
}


def in_words(change: Change, longest: int = LONGEST) -> str:
    """Return one change as a sentence: which field, from what to what."""
    if change.field == "skill":
        return f"New skill: {change.skill}" if change.after else f"Removed: {change.skill}"
    where = f"{change.skill}: " if change.skill else ""
    return f"{where}{LABELS[change.field]}, from {_text(change.before, longest)} to {_text(change.after, longest)}"


def all_in_words(found: tuple[Change, ...]) -> str:
    """Return changes as one line; of many the first few, and how many there are beside them."""
    more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
    return "; ".join([*(in_words(change) for change in found[:MOST]), *more])


def _text(text: str, longest: int) -> str:
    return f"“{shortened(text, longest)}”" if text else "nothing"
