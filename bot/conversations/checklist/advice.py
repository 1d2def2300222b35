"""How people learn best, and what a trainer can do about it at each stage.

The four ways are those the course's chapter on training CSRs asks for; the advice is ours.
"""

from collections.abc import Mapping

from bot.message import Facts
from onboarding.checklist import Checklist

WAYS: Mapping[str, str] = {
    "listening": "Listening: I take in what I am told",
    "watching": "Watching: I want to see it",
    "reading and writing": "Reading and writing: I take notes",
    "doing": "Doing: I want my hands on it",
}
ADVICE: Mapping[str, Mapping[str, str]] = {
    "listening": {
        "show": "Say aloud what you think while you do it; let them say it back.",
        "guide": "Talk each step over before and after; short calls one after the other.",
        "do": "Let them tell you afterwards what they heard, before you say anything.",
        "teach": "Let them explain it aloud to somebody, without a screen.",
    },
    "watching": {
        "show": "Let them sit where they see screen and hands; do it twice, the second time slowly.",
        "guide": "Point instead of explaining; draw the path through the system once.",
        "do": "Watch a recording or an old case together before the first one alone.",
        "teach": "Let them show it on the screen, with a drawing of their own.",
    },
    "reading and writing": {
        "show": "Give them the guide entry first, and time to write down what they saw.",
        "guide": "Let them keep their own checklist and change it after each conversation.",
        "do": "Let them write the debrief before you talk; read it, then ask.",
        "teach": "Let them write half a page for the person they teach.",
    },
    "doing": {
        "show": "Keep it short: show one step, let them repeat it at once.",
        "guide": "Give them the keyboard from the first minute; mistakes are part of it.",
        "do": "Several short conversations on one day rather than one long one.",
        "teach": "Let them have the other person do it while they keep their hands still.",
    },
}


def advice_for(checklist: Checklist, stage: str) -> tuple[Facts, ...]:
    """Return what helps this starter at this stage, by how they learn best."""
    rows = tuple((f"Learns by {way}", ADVICE[way][stage]) for way in checklist.learns)
    return (Facts(rows),) if rows else ()
