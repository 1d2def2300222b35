"""What ``baton doctor`` finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SECONDS_OF_SKEW = 60  # what either product sends is refused from 300 on


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, as a sentence."""

    is_well: bool
    sentence: str


def clock_finding(headers: Mapping[str, str], whose: str) -> Finding:
    """Say whether this machine's clock agrees with the server's whose answer had these headers ("Slack")."""
    try:
        there = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return Finding(is_well=True, sentence=f"{whose} does not say what time it is, so the clock was not compared.")
    seconds = round(abs((datetime.now(UTC) - there).total_seconds()))
    if seconds <= SECONDS_OF_SKEW:
        return Finding(is_well=True, sentence=f"This machine's clock agrees with {whose}'s.")
    sentence = f"This machine's clock is {seconds} seconds off; from 300 on all that {whose} sends is refused. "
    return Finding(is_well=False, sentence=f"{sentence}Set it by the network (NTP).")
