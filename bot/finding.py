"""What ``baton doctor`` finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, as a sentence."""

    is_well: bool
    sentence: str
