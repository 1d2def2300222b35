"""Public holidays, by the country and the part of it that a team names."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

from knowledge.refusal import Refusal


def holidays_of(place: str, years: Iterable[int]) -> frozenset[date]:
    """Return the public holidays of a country ("GB") or a part of it ("DE-BY"); none where no place is named.

    Raises:
        Refusal: nobody knows the holidays of this place.
    """
    return _holidays(place.strip().upper(), tuple(years)) if place.strip() else frozenset()


@lru_cache(maxsize=8)
def _holidays(place: str, years: tuple[int, ...]) -> frozenset[date]:
    country, _, part = place.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=years))
    except NotImplementedError as error:
        raise Refusal(f"I know no holidays for “{place}”. Write a country, or a part of one: GB, US, DE-BY.") from error
