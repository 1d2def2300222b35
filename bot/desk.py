"""Everything a conversation may reach."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.channels import Channels
from bot.claims import Claims
from bot.delivery.deliveries import Deliveries
from bot.delivery.notices import Notices
from bot.delivery.outbox import Outbox
from bot.delivery.quiet import QuietTimes
from bot.heard import Heard
from bot.kept import KeptTexts
from bot.links import Links
from bot.people import People
from bot.settings import Settings
from bot.turn import Person
from knowledge.database import Database
from knowledge.decisions import Decisions
from knowledge.frames import Frames
from knowledge.learning import Learning
from knowledge.lists import Lists
from knowledge.questions import Questions
from knowledge.reflections import Reflections
from knowledge.review_rounds import ReviewRounds
from knowledge.search import Search
from knowledge.situations import Situations
from knowledge.store import Guide
from knowledge.tip_plan import TipPlan
from knowledge.tip_readers import TipReaders
from knowledge.tip_store import Tips
from onboarding.board import Board
from onboarding.checklists import Checklists
from onboarding.practices import Practices
from onboarding.programs import Programs


@dataclass(frozen=True, slots=True)
class Desk:
    """One team's stores over one connection, its search, and what time it is. One thread uses it at a time."""

    guide: Guide
    frames: Frames
    questions: Questions
    decisions: Decisions
    learning: Learning
    lists: Lists
    tips: Tips
    tip_plan: TipPlan
    tip_readers: TipReaders
    review_rounds: ReviewRounds
    situations: Situations
    reflections: Reflections
    people: People
    channels: Channels
    settings: Settings
    kept: KeptTexts
    heard: Heard
    deliveries: Deliveries
    claims: Claims
    quiet_times: QuietTimes
    search: Search
    db: Database
    now: datetime
    team: str

    def together(self) -> AbstractContextManager[object]:
        """Everything that is written inside happens, or nothing does. Write first, then read."""
        return self.db.atomic()

    def outbox(self, surface: str) -> Outbox:
        """Return the messages owed to people on a surface."""
        return Outbox(self.db, self.team, surface)

    @property
    def notices(self) -> Notices:
        """What Baton says without having been asked; owe it inside :meth:`together`."""
        return Notices(self.db, self.team, self.now)

    @property
    def links(self) -> Links:
        """Who is one person in two chat products."""
        return Links(self.db, self.team)

    @property
    def checklists(self) -> Checklists:
        """Everybody's way through the team's programs."""
        return Checklists(self.db, self.team)

    @property
    def board(self) -> Board:
        """Everybody by skill and stage."""
        return Board(self.db, self.team)

    @property
    def practices(self) -> Practices:
        """Situations to practise on, and role-plays."""
        return Practices(self.db, self.team)

    @property
    def programs(self) -> Programs:
        """What everybody learns by."""
        return Programs(self.db, self.team)

    def today(self, person: Person) -> date:
        """Return the date it is where the person is."""
        return _date(self.now, person.time_zone)


@lru_cache(maxsize=100)  # people take turns at one desk, and most of them are in one place
def _date(at: datetime, time_zone: str) -> date:
    return at.astimezone(ZoneInfo(time_zone)).date()


def desk_over(db: Database, team: str, search: Search, now: datetime) -> Desk:
    """Return the desk of one team over a connection."""
    return Desk(
        guide=Guide(db, team),
        frames=Frames(db, team),
        questions=Questions(db, team),
        decisions=Decisions(db, team),
        learning=Learning(db, team),
        lists=Lists(db, team),
        tips=Tips(db, team),
        tip_plan=TipPlan(db, team),
        tip_readers=TipReaders(db, team),
        review_rounds=ReviewRounds(db, team),
        situations=Situations(db, team),
        reflections=Reflections(db, team),
        people=People(db, team),
        channels=Channels(db, team),
        settings=Settings(db, team),
        kept=KeptTexts(db, team),
        heard=Heard(db, team),
        deliveries=Deliveries(db, team),
        claims=Claims(db, team),
        quiet_times=QuietTimes(db, team),
        search=search,
        db=db,
        now=now,
        team=team,
    )
