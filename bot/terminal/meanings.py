"""Bringing the guide's meanings in while somebody waits at the terminal."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from bot.desk import Desk
from bot.meanings import bring_in

ENOUGH_TO_SAY_SO = 100  # entries: some ten seconds


def show_bringing_in(desk: Desk, console: Console) -> None:
    """Bring all meanings in behind a progress bar. To leave it loses nothing: what is missing follows at the next run."""
    total = desk.search.lacking(desk.guide)
    if not total:
        return
    if total >= ENOUGH_TO_SAY_SO and not console.is_terminal:
        console.print(f"Reading what {total:,} entries mean; they are found by their words meanwhile.")
    columns = (SpinnerColumn(), TextColumn("Meanings"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Meanings", total=total)
        try:
            bring_in(desk, lambda left: progress.update(task, completed=total - left))
        except KeyboardInterrupt:
            console.print("Left early. The guide answers by words, and the rest follows when Baton runs.")
