"""What is configured of Slack, and whether it can work at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOT_TOKEN = re.compile(r"xoxb-[\w.-]+", re.ASCII)
_APP_TOKEN = re.compile(r"xapp-[\w.-]+", re.ASCII)
_SECRET = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """The settings of one Slack app. ``api_url`` is empty for Slack itself; ``a_minute`` is how many messages it takes."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    api_url: str = ""
    a_minute: int = 300

    @property
    def is_wanted(self) -> bool:
        """Whether anything of Slack is configured."""
        return bool(self.bot_token or self.app_token or self.signing_secret)

    @property
    def can_start(self) -> bool:
        """Whether there is enough to listen to Slack in at least one way."""
        return bool(self.bot_token and (self.app_token or self.signing_secret))

    def faults(self) -> Iterator[str]:
        """Give what is wrong with the settings themselves, a sentence each, without asking Slack."""
        if not self.bot_token:
            yield "SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token from OAuth & Permissions of your Slack app."
        elif not _BOT_TOKEN.fullmatch(self.bot_token):
            yield "SLACK_BOT_TOKEN does not begin with xoxb-. Take the Bot User OAuth Token, not one of a user."
        if not self.app_token and not self.signing_secret:
            yield (
                "Nothing says how Slack reaches Baton. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET "
                "for HTTP."
            )
        if self.app_token and not _APP_TOKEN.fullmatch(self.app_token):
            yield "SLACK_APP_TOKEN does not begin with xapp-. Make one under Basic Information, App-Level Tokens."
        if self.signing_secret and not _SECRET.fullmatch(self.signing_secret):
            yield (
                "SLACK_SIGNING_SECRET is not 32 digits and letters from a to f, so every request would be refused. "
                "Copy the Signing Secret from Basic Information, not the Client Secret."
            )
