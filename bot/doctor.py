"""``baton doctor``: what of the configuration works and what does not, a sentence each, with how to mend it."""

import asyncio

from bot.environment import Environment
from bot.slack.checkup import Checkup, Finding
from bot.slack.web_api import SlackApi


def examine(environment: Environment) -> list[Finding]:
    """Check what is configured against the servers it is for; nothing is changed anywhere."""
    if not environment.slack.is_wanted:
        sentence = "Slack is not configured, so Baton runs as a page on this machine. docs/slack.md has the five steps."
        return [Finding(is_well=True, sentence=sentence)]
    return asyncio.run(_examine_slack(environment))


async def _examine_slack(environment: Environment) -> list[Finding]:
    api = SlackApi(environment.slack.bot_token, environment.slack.api_url)
    try:
        return [finding async for finding in Checkup(environment.slack, api).findings()]
    finally:
        await api.close()
