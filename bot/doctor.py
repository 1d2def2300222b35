"""``baton doctor``: what of the configuration works and what does not, a sentence each, with how to mend it."""

import asyncio
from pathlib import Path

from bot.database.opening import look_at_database
from bot.environment import Environment
from bot.finding import Finding
from bot.opened import Unreachable
from bot.slack.checkup import Checkup
from bot.slack.web_api import SlackApi
from knowledge.meaning.model import load_model
from knowledge.refusal import Refusal


def examine(environment: Environment) -> list[Finding]:
    """Check what is configured against the files and servers it is for; nothing is changed anywhere."""
    findings = [_examine_database(environment), _examine_model(environment.model)]
    if environment.slack.is_wanted:
        findings += asyncio.run(_examine_slack(environment))
    if environment.teams.is_wanted:
        findings += asyncio.run(_examine_teams(environment))
    if not environment.slack.is_wanted and not environment.teams.is_wanted:
        sentence = (
            "Neither Slack nor Teams is configured, so Baton runs as a page on this machine. docs/slack.md has the five "
            "steps to the one, docs/teams.md the six to the other."
        )
        findings.append(Finding(is_well=True, sentence=sentence))
    return findings


def _examine_database(environment: Environment) -> Finding:
    try:
        return Finding(is_well=True, sentence=look_at_database(environment.database_url, environment.data))
    except (Refusal, Unreachable) as error:
        return Finding(is_well=False, sentence=str(error))


def _examine_model(folder: Path | None) -> Finding:
    try:
        load_model(folder)
    except Refusal as refusal:
        return Finding(is_well=False, sentence=refusal.sentence)
    where = f"The model in {folder}" if folder else "The model Baton brings"
    return Finding(is_well=True, sentence=f"{where} is whole and loaded, so search knows words and meaning.")


async def _examine_slack(environment: Environment) -> list[Finding]:
    api = SlackApi(environment.slack.bot_token, environment.slack.api_url)
    try:
        return [finding async for finding in Checkup(environment.slack, api).findings()]
    finally:
        await api.close()


async def _examine_teams(environment: Environment) -> list[Finding]:
    from bot.teams.looking import look  # noqa: PLC0415 - the SDK takes most of a second to load

    return await look(environment.teams, f"http://{environment.host}:{environment.port}")
