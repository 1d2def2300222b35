"""How a row of the situations' table is read."""

from datetime import datetime

from knowledge.database import Row
from knowledge.situation import Situation
from knowledge.when import from_utc_text

COLUMNS = """id, state, bucket, topic, happened, wants, tried, link, question, entry, brought_by, brought_at, blind,
closes_at, closed_at, ended_at, ended_by, became, reason, holder,
(select count(distinct person) from situation_answers
where situation_answers.team = situations.team and situation_answers.situation = situations.id
and situation_answers.gone_at is null) as answers,
(select count(*) from situation_joins
where situation_joins.team = situations.team and situation_joins.situation = situations.id) as joined,
(select count(*) from situation_votes
where situation_votes.team = situations.team and situation_votes.situation = situations.id) as votes"""


def situation_of(row: Row) -> Situation:
    """Return what a row with COLUMNS holds."""
    times = {name: _time(row[name]) for name in ("closes_at", "closed_at", "ended_at")}
    return Situation(**{**row, **times, "brought_at": from_utc_text(row["brought_at"]), "blind": bool(row["blind"])})


def _time(text: str | None) -> datetime | None:
    return from_utc_text(text) if text else None
