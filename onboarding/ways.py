"""One row a skill of a checklist, which follows from its deeds: what lists and the board are made by."""

from knowledge.database import Database, Row
from knowledge.when import utc_text
from onboarding.checklist import Checklist, Way


class Ways:
    """One team's ways."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def keep(self, now: Checklist, before: Checklist | None = None) -> None:
        """Bring the rows of a checklist up to date; call it in the transaction of the deed.

        Only skills on which something changed since ``before`` are written.
        """
        for place, way in enumerate(now.ways.values(), 1):
            if before is None or before.ways.get(way.skill.id) != way:
                self._keep(_row(now, way, place))

    def _keep(self, row: Row) -> None:
        self._db.execute(
            """insert into ways
            (team, checklist, skill, place, name, version, signed, begun, since, waits_for, learner)
            values (:team, :checklist, :skill, :place, :name, :version, :signed, :begun, :since, :waits_for, :learner)
            on conflict (team, checklist, skill) do update
            set name = :name, version = :version, signed = :signed, begun = :begun, since = :since,
            waits_for = :waits_for, learner = :learner""",
            {"team": self._team, **row},
        )


def _row(checklist: Checklist, way: Way, place: int) -> Row:
    step = way.now()
    since = step.began if step else way.steps[-1].signed.at if way.steps[-1].signed else None
    return {
        "checklist": checklist.id,
        "skill": way.skill.id,
        "place": place,
        "name": way.skill.name,
        "version": way.version,
        "signed": way.signed(),
        "begun": int(way.begun is not None),
        "since": utc_text(since) if since else "",
        "waits_for": way.waits_for() or "",
        "learner": step.taught.word("person") if step and step.taught and not step.confirmed else "",
    }
