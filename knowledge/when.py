"""How times are written down: ISO-8601 text in UTC, which sorts as the times do."""

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=100)  # everything that happens in one turn happens at one time
def utc_text(at: datetime) -> str:
    """Return an aware time as ``2026-05-04T09:30:00.000+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def from_utc_text(text: str) -> datetime:
    """Return the aware time that :func:`utc_text` wrote."""
    return datetime.fromisoformat(text)
