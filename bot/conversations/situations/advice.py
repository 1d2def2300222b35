"""What the wording check says of an answer; it advises, and never blocks."""

from bot.conversations.wording import counted
from bot.message import Facts, Part, note
from knowledge.wording import advise

MOST = 8  # hints at once; who has read eight reads the whole answer again


def advice_parts(answer: str, spoken: str = "") -> tuple[Part, ...]:
    """Return what to look at in an answer's wording; nothing where there is nothing."""
    found = advise(answer, spoken)
    if not found:
        return ()
    words = note("{hints} for the wording. Nothing of it stops you.", hints=counted(len(found), "hint"))
    rows = ((f"“{each.words}”", f"{each.why} Better: {each.instead}") for each in found[:MOST])
    return (words, Facts(tuple(rows)))
