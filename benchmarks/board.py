"""How long the board takes with 500 starters and 20 skills: `.venv/bin/python -m benchmarks.board`.

The comparison is the same page with 50 starters; both are rendered whole, from the database to the HTML.
"""

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.database.opening import open_database
from bot.desk import Desk, desk_over
from bot.turn import Person
from bot.web import render
from bot.web.board_page import board_view
from knowledge.ids import new_id
from knowledge.many import insert_all
from knowledge.meaning.meaning import Meaning
from knowledge.search import Search
from knowledge.when import utc_text
from onboarding.program import STAGES, Program, Skill

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CY = Person("cy", "Cy", "lead")
ROUNDS = 5


def desk_with(starters: int, skills: int, folder: Path) -> Desk:
    """Return a desk with so many starters, each somewhere on their way through so many skills."""
    db = open_database("", folder)
    desk = desk_over(db, "team", Search(folder / "index", Meaning()), NOW)
    program = Program("weeks", "Weeks", tuple(Skill(f"s{number}", f"Skill {number}") for number in range(skills)))
    chance = random.Random(7)
    with desk.together():
        kept = desk.programs.save(program, "cy", NOW)
        for number in range(starters):
            desk.people.meet(Person(f"p{number}", f"Starter {number}"), NOW)
            checklist = desk.checklists.start(kept, f"p{number}", "cy", "", NOW.date(), "cy", NOW)
            deeds = [_deed(checklist.id, skill, stage, chance) for skill in checklist.ways for stage in STAGES]
            numbered = [{**deed, "number": place} for place, deed in enumerate(deeds, 2)]
            insert_all(db, "deeds", numbered)
        db.execute("update ways set signed = place % 5, begun = 1, waits_for = 'trainer' where team = 'team'")
    return desk


def _deed(checklist: str, skill: str, stage: str, chance: random.Random) -> dict[str, object]:
    took = timedelta(days=chance.expovariate(0.4)).total_seconds()
    return {
        "team": "team", "id": new_id(), "checklist": checklist, "kind": "signed", "skill": skill, "stage": stage,
        "person": "cy", "at": utc_text(NOW), "took": int(took), "said": "{}",
    }  # fmt: skip


def seconds_to_show(desk: Desk) -> tuple[float, int]:
    """Return the median time of the whole page, and how many bytes it has."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        view = board_view(desk, desk.programs.all()[0])
        page = render.page("board.html", view=view, person=CY, people=(CY,), path="/board")
        times.append(time.perf_counter() - began)
    return sorted(times)[ROUNDS // 2], len(page.encode())


def main() -> None:
    """Print both."""
    for starters in (50, 500):
        with tempfile.TemporaryDirectory() as folder:
            desk = desk_with(starters, 20, Path(folder))
            seconds, size = seconds_to_show(desk)
        print(
            f"{starters:>4} starters x 20 skills, {starters * 80:,} sign-offs: {seconds * 1000:.0f} ms, {size / 1024:,.0f} KiB"
        )


if __name__ == "__main__":
    main()
