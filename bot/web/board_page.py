"""The board as a page: everybody by skill and stage as a matrix, how long stages take, and both as files."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.board_grid import EVERYBODY, Wanted, board_grid, taught
from bot.conversations.permission import LEADS, may
from bot.conversations.wording import counted, day
from bot.desk import Desk
from bot.message import Message
from bot.tables import Grid, as_csv, as_xlsx
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE
from bot.web.site import SITE, Site, html
from knowledge.ids import new_id
from onboarding.board import BoardRow, Cell, Spread, together
from onboarding.program import STAGES, Program

LATE_BUCKETS = (0, 1, 2, 3, 5, 8, 15)  # the least whole days of each bar of the chart


@dataclass(frozen=True, slots=True)
class Square:
    """One skill of one starter: how many stages are signed, how it is coloured, and what it says in words."""

    signed: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One starter: where their checklist is, and a square for each skill of the board."""

    checklist: str
    name: str
    trainer: str
    state: str
    starts_on: str
    squares: tuple[Square | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many sign-offs of a stage took so many days; ``share`` is of the longest bar, from 0 to 1."""

    days: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Chart:
    """How long one stage takes."""

    stage: str
    count: int
    median: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that the page of the board shows.

    ``trainers`` are those one can choose, by id and name; ``times`` how long each stage of each skill takes, in words.
    """

    wanted: Wanted
    program: Program
    programs: tuple[Program, ...]
    trainers: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    lines: tuple[Line, ...]
    charts: tuple[Chart, ...]
    times: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def wanted_here(self) -> dict[str, str]:
        """Return what asks for those who are shown, as an address says it."""
        asked = {"program": self.program.id, "trainer": self.wanted.trainer}
        asked["waits"] = "trainer" if self.wanted.waits else ""
        return {name: value for name, value in asked.items() if value}


async def show_board(request: web.Request) -> web.Response:
    """Show the board to a lead; anybody else reads who can see it."""
    site = request.app[SITE]
    person = site.person(request)
    wanted = _asked_for(request)
    view = await site.at_desk(lambda desk: view_for(desk, site, person, wanted))
    if isinstance(view, Message):
        return html(render.page("said.html", message=view, person=person, people=site.people, path="/board"))
    return html(render.page("board.html", view=view, person=person, people=site.people, path="/board"))


async def write_board(request: web.Request) -> web.Response:
    """Give a lead the board as CSV or as a workbook."""
    site = request.app[SITE]
    person, wanted, ending = site.person(request), _asked_for(request), request.match_info["ending"]

    def grid(desk: Desk) -> Grid | None:
        program = _wanted(desk, wanted.program)
        known = desk.people.person(person.id) or person
        return board_grid(desk, program, wanted) if program and may(known, LEADS) else None

    table = await site.at_desk(grid)
    if table is None:
        raise web.HTTPForbidden
    body = as_xlsx(table) if ending == "xlsx" else as_csv(table)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if ending == "xlsx" else "text/csv"
    headers = {"Content-Disposition": f'attachment; filename="board.{ending}"'}
    return web.Response(body=body, content_type=kind, headers=headers)


def _asked_for(request: web.Request) -> Wanted:
    asked = {name: sound(request.query.get(name, "")) for name in ("program", "trainer", "waits")}
    return Wanted(asked["program"], asked["trainer"], asked["waits"] == "trainer")


def view_for(desk: Desk, site: Site, person: Person, wanted: Wanted) -> BoardView | Message:
    """Return the board, or what the bot says to whoever may not see it."""
    known = desk.people.person(person.id) or person
    program = _wanted(desk, wanted.program)
    if program is None or not may(known, LEADS):
        return site.answer(Turn(new_id(), known, "board.open", {}, SURFACE), desk)
    return board_view(desk, program, wanted)


def board_view(desk: Desk, program: Program, wanted: Wanted = EVERYBODY) -> BoardView:
    """Return what the page of the board shows of a program."""
    rows = desk.board.rows(program.id)
    skills = {skill.id: skill.name for skill in program.skills}
    for row in rows:
        skills |= {cell.skill: cell.name for cell in row.cells.values() if cell.skill not in skills}
    names = {person.id: person.name for person in desk.people.all()}
    by_skill = desk.board.spreads_by_skill(program.id)
    charts = tuple(_chart(spread) for spread in together(by_skill.values()))
    times = tuple((name, tuple(map(_within, by_skill[id]))) for id, name in skills.items() if id in by_skill)
    trainers = {row.head.trainer: names.get(row.head.trainer, "") for row in rows}
    lines = tuple(_line(row, tuple(skills), names) for row in rows if wanted.shows(row))
    programs, by_name = tuple(desk.programs.in_use()), tuple(sorted(trainers.items(), key=lambda each: each[1]))
    return BoardView(wanted, program, programs, by_name, tuple(skills.values()), lines, charts, times)


def _wanted(desk: Desk, wanted: str) -> Program | None:
    programs = desk.programs.in_use()
    return next((each for each in programs if each.id == wanted), programs[0] if programs else None)


def _line(row: BoardRow, skills: tuple[str, ...], names: Mapping[str, str]) -> Line:
    head = row.head

    def name_of(person: str) -> str:
        return names.get(person, "")

    waits = {
        "both": f"{name_of(head.starter)} and {name_of(head.trainer)}",
        "starter": name_of(head.starter),
        "trainer": name_of(head.trainer),
        "learner": "who was taught",
    }
    squares = tuple(_square(row.cells.get(skill), waits, names) for skill in skills)
    starts_on = day(head.starts_on)
    return Line(head.id, name_of(head.starter), name_of(head.trainer), head.state, starts_on, squares)


def _square(cell: Cell | None, waits: Mapping[str, str], names: Mapping[str, str]) -> Square | None:
    if cell is None:
        return None
    if cell.signed == len(STAGES):
        return Square(cell.signed, "passed", f"passed, version {cell.version}{taught(cell, names)}")
    if not cell.begun:
        return Square(0, "new", "not begun")
    since = cell.since.date()
    words = f"{STAGES[cell.signed]} since {since.day} {since:%b}, waits for {waits.get(cell.waits_for, '')}, version {cell.version}"
    words += taught(cell, names)
    return Square(cell.signed, "to-sign" if cell.waits_for == "trainer" else "under-way", words)


def _chart(spread: Spread) -> Chart:
    counts = [0] * len(LATE_BUCKETS)
    for days, count in spread.days.items():
        counts[max(place for place, least in enumerate(LATE_BUCKETS) if days >= least)] += count
    most = max(counts) or 1
    bars = tuple(Bar(_days(place), count, round(count / most, 3)) for place, count in enumerate(counts))
    return Chart(spread.stage, spread.count(), spread.median(), bars)


def _within(spread: Spread) -> str:
    """Return within which time half of the sign-offs were given, and how many there are; empty where there is none."""
    if not spread.count():
        return ""
    days = spread.median()
    return f"{counted(days, 'day') if days else 'the same day'} ({spread.count()})"


def _days(place: int) -> str:
    least = LATE_BUCKETS[place]
    if place + 1 == len(LATE_BUCKETS):
        return f"{least}+"
    last = LATE_BUCKETS[place + 1] - 1
    return str(least) if last == least else f"{least}-{last}"
