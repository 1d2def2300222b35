"""The ``baton`` command: reads the environment, sets up the office and starts what was asked for."""

import getpass
import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from bot.clock import Clock
from bot.conversations import answer, answer_alike
from bot.conversations.duties import DUTIES
from bot.database.backup import backup, restore
from bot.database.opening import BACKUPS
from bot.desk import Desk
from bot.doctor import examine
from bot.environment import Environment, read_environment
from bot.meanings import bring_in
from bot.office import Office
from bot.opened import Unreachable
from bot.server import serve, where
from bot.slack.running import serve_slack
from bot.teams.package import write_package
from bot.terminal.ask import answers, ask
from bot.terminal.listen import Talk
from bot.terminal.meanings import show_bringing_in
from bot.terminal.programs import program_commands
from bot.terminal.render import render
from bot.terminal.sheets import sheet_commands
from bot.turn import Person
from bot.web.listen import make_app
from knowledge.refusal import Refusal

SECONDS_BEFORE_ANSWER = 1.0  # given to meanings that are missing before one question is answered


class Sentences(click.Group):
    """A command group whose refusals are read as sentences, not as tracebacks."""

    def invoke(self, context: click.Context) -> object:
        """Run a command; say a refusal in its own words and leave with 1."""
        try:
            return super().invoke(context)
        except (Refusal, Unreachable) as refusal:
            raise click.ClickException(str(refusal)) from refusal


@click.group(cls=Sentences)
@click.version_option(package_name="baton")
def main() -> None:
    """Baton: the team's own agreed answer, ready to send."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)


@main.command()
def run() -> None:
    """Start Baton: the chat page on this machine, and Slack and Teams where they are configured."""
    environment = read_environment(os.environ)
    with _office(environment) as office:
        people = office.demo_people() or (_speaker(office, None),)
        app = make_app(answer, office.desk, people, environment.port)
        if environment.slack.can_start:
            serve_slack(app, answer_alike, environment.slack, office.desk, environment.data, environment.time_zone)
        else:
            for fault in environment.slack.faults() if environment.slack.is_wanted else ():
                click.echo(f"Slack is not started: {fault}", err=True)
        teams = environment.teams
        if teams.is_wanted and teams.can_start:
            from bot.teams.running import serve_teams  # noqa: PLC0415 - the SDK takes most of a second to load

            serve_teams(app, answer, teams, office.desk, environment.data, environment.time_zone)
        for fault in teams.faults() if teams.is_wanted else ():
            click.echo(f"Teams is not started: {fault}", err=True)
        with office.keeping_up():
            serve(
                app,
                environment.host,
                environment.port,
                lambda: click.echo(f"{where(environment.host, environment.port)} (Ctrl-C stops it)"),
                Clock(office.desk, DUTIES).run,
            )


@main.command()
@click.option("--as", "name", help="Talk as this person of the team, by name.")
def talk(name: str | None) -> None:
    """Talk with Baton in this terminal."""
    with _office() as office, office.keeping_up():
        Talk(office.desk, _speaker(office, name), _read_line, click.echo).go_on()


@main.command("ask")
@click.argument("question", required=False)
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object instead of text; keep nothing of the question."
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="How many results at most, as JSON."
)
@click.option("--stdin", "many", is_flag=True, help="Read a question a line, print a JSON object a line; keep none.")
def ask_command(question: str | None, limit: int, *, as_json: bool, many: bool) -> None:
    """Ask one QUESTION, or with --stdin as many as you like."""
    if many == (question is not None):
        raise click.UsageError("Give a question, or --stdin and questions on standard input.")
    with _office() as office, office.desk() as desk:
        if many:
            show_bringing_in(desk, Console(stderr=True))
            typed = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
            for answered in answers((line.rstrip("\r\n") for line in typed), desk, limit):
                click.echo(answered)
            return
        bring_in(desk, lambda _left: None, SECONDS_BEFORE_ANSWER)
        if as_json:
            (answered,) = answers([question or ""], desk, limit)
            click.echo(answered)
        else:
            click.echo(render(ask(question or "", desk, _speaker(office, None))))
            click.echo("\nTo press one of these: baton talk")


@main.command()
def doctor() -> None:
    """Check the configuration against the real server, and say what is wrong."""
    findings = examine(read_environment(os.environ))
    for finding in findings:
        click.echo(f"{'ok' if finding.is_well else '!!'}  {finding.sentence}")
    if not all(finding.is_well for finding in findings):
        sys.exit(1)


@main.command("teams-package")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--without-channel-messages",
    is_flag=True,
    help="Ask for no consent to read channels, where your organisation forbids it.",
)
def teams_package(file: Path, *, without_channel_messages: bool) -> None:
    """Write the app package that Microsoft Teams installs to FILE, for the app of TEAMS_APP_ID."""
    write_package(read_environment(os.environ).teams, file, channel_messages=not without_channel_messages)
    click.echo(f"Wrote {file}. Upload it in Teams under Apps, Manage your apps; docs/teams.md has the steps.")


@main.group("import")
def import_group() -> None:
    """Bring a file into Baton."""


@main.group("export")
def export_group() -> None:
    """Write what Baton has to a file."""


@contextmanager
def _at_desk() -> Iterator[tuple[Desk, Person]]:
    with _office() as office, office.desk() as desk:
        yield desk, _speaker(office, None)


for make_commands in (sheet_commands, program_commands):
    for group, commands in zip((import_group, export_group), make_commands(_at_desk), strict=True):
        for command in commands:
            group.add_command(command)


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Write everything the team has to FILE, also while Baton runs."""
    with _office() as office:
        counts = backup(office.database(), file)
    click.echo(f"Kept {sum(counts.values()):,} rows in {file}.")


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is there now.")
def restore_command(file: Path, *, replace: bool) -> None:
    """Bring back what `baton backup` wrote to FILE; what --replace replaces is itself kept as a backup first."""
    environment = read_environment(os.environ)
    with _office(environment, with_starter=False) as office:
        if replace and file.is_file():
            before = environment.data / BACKUPS / f"baton-before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.baton"
            before.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            backup(office.database(), before)
            click.echo(f"What was there before is kept in {before}.")
        counts = restore(office.database(), file, replace=replace)
    click.echo(f"Brought back {sum(counts.values()):,} rows from {file}.")


@contextmanager
def _office(environment: Environment | None = None, *, with_starter: bool = True) -> Iterator[Office]:
    office = Office(environment or read_environment(os.environ), with_starter=with_starter)
    try:
        yield office
    finally:
        office.close()


def _speaker(office: Office, name: str | None) -> Person:
    """Return who talks: somebody of the team by name, or whoever is logged in, who owns the data and so is a lead."""
    office.demo_people()
    if name is None:
        login = getpass.getuser()
        return office.meet(f"terminal:{login}", login, "lead", "terminal")
    with office.desk() as desk:
        person = desk.people.named(name)
        if person is None:
            names = ", ".join(each.name for each in desk.people.all())
            raise Refusal(f"Nobody in the team is called {name}. There are: {names}.")
        return person


def _read_line(prompt: str) -> str:
    if sys.stdin.isatty():
        return input(prompt)
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


if __name__ == "__main__":
    main()
