"""One look at the configuration of Teams, for ``baton doctor``."""

import aiohttp

from bot.finding import Finding
from bot.teams.checkup import Checkup
from bot.teams.listen import PATH
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud


async def look(settings: TeamsSettings, address: str, cloud: Cloud | None = None) -> list[Finding]:
    """Return what is found about the settings; ``address`` is where Baton listens on this machine."""
    async with aiohttp.ClientSession(trust_env=True) as session:
        checkup = Checkup(settings, f"{address}{PATH}", cloud or Cloud(), session)
        return [finding async for finding in checkup.findings()]
