"""One running Baton: its connections, its search, and a desk for every turn."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime

from bot.database.opening import Connections
from bot.desk import Desk, desk_over
from bot.environment import Environment
from bot.meanings import KeepingUp
from bot.opened import Opened
from bot.turn import Person
from knowledge.meaning.meaning import Meaning
from knowledge.search import Search
from knowledge.starter import starter_entries, starter_frames, starter_tips
from knowledge.store import Edit, Superseded
from knowledge.tip_store import TipSuperseded
from onboarding.programs import ProgramSuperseded
from onboarding.starter import ID as PROGRAM
from onboarding.starter import starter_program

TEAM = "local"  # the team of the page and the terminal
STARTER = "Baton"  # who is named in the history of what Baton ships
DEMO_PEOPLE = (("ada", "Ada", "csr"), ("bo", "Bo", "trainer"), ("cy", "Cy", "lead"), ("dee", "Dee", "csr"))


class Office:
    """Where desks are set up. Any thread may open a desk; each works over its own connection."""

    def __init__(self, environment: Environment, *, with_starter: bool = True) -> None:
        """Open the database; a guide nobody has written in yet gets the starter guide, unless it shall not.

        Raises:
            Refusal: the database cannot be used as it is.
        """
        self._connections = Connections(environment.database_url, environment.data)
        self._search = Search(environment.data / "index" / TEAM, Meaning(environment.model))
        self.time_zone = environment.time_zone
        self._has_a_team = environment.slack.is_wanted or environment.teams.is_wanted
        if environment.with_starter and with_starter:
            self._put_in_starter()
            self._put_in_tips()
            self._put_in_program()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Give a desk for one turn."""
        yield desk_over(self._connections.mine(), TEAM, self._search, datetime.now(UTC))

    def keeping_up(self) -> AbstractContextManager[object]:
        """Bring meanings in beside everything else, for as long as this is open."""
        return KeepingUp(self.desk)

    def database(self) -> Opened:
        """Return the connection of the thread that asks, for a backup."""
        return self._connections.mine()

    def meet(self, id: str, name: str, role: str, surface: str) -> Person:
        """Return a person of the team, added the first time they are met."""
        with self.desk() as desk:
            return desk.people.meet(Person(id, name, role, self.time_zone, surface), desk.now)

    def demo_people(self) -> tuple[Person, ...]:
        """Return the four people that the local page can be tried as; none beside a real team in a chat product."""
        if self._has_a_team:
            return ()
        return tuple(self.meet(id, name, role, "web") for id, name, role in DEMO_PEOPLE)

    def close(self) -> None:
        """Close every connection; no desk may still be in use."""
        self._connections.close()

    def _put_in_program(self) -> None:
        """Add the program Baton ships to a team that has never had it; one that is retired stays so."""
        with self.desk() as desk, suppress(ProgramSuperseded):  # another process has put it in
            if desk.programs.program(PROGRAM) is None:
                desk.programs.save(starter_program(), STARTER, desk.now)

    def _put_in_starter(self) -> None:
        """Fill a guide that nobody has written in yet with the one Baton ships."""
        with self.desk() as desk:
            if desk.guide.position().revision:
                return
            edits = [Edit(entry, "added") for entry in starter_entries()]
            try:
                with desk.together():
                    desk.guide.save_all(edits, STARTER, desk.now)
                    desk.frames.save_all(starter_frames(), "added", STARTER, desk.now)
            except Superseded:
                return  # another process that started in the same moment has put it in

    def _put_in_tips(self) -> None:
        """Give a team that has never had a tip those that Baton ships, at an hour of its own time zone."""
        with self.desk() as desk:
            if any(desk.tips.all()):
                return
            try:
                with desk.together():
                    desk.tips.save_all([Edit(tip, "added") for tip in starter_tips()], STARTER, desk.now)
                    desk.tip_plan.begin(self.time_zone)
            except TipSuperseded:
                return  # another process that started in the same moment has put them in
