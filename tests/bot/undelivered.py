"""What could not be delivered, as soon as Baton has noted it."""

import time
from collections.abc import Callable

from bot.desk import Desk

LOOKS = 3_000  # a hundredth of a second apart


def failed(desk: Callable[[], Desk]) -> list[tuple[str, str]]:
    """Return what could not be delivered, and why, once something could not: Baton notes it after it was answered."""
    for _ in range(LOOKS):
        if found := desk().deliveries.given_up():
            return [(each.method, each.fault) for each in found]
        time.sleep(0.01)
    return []
