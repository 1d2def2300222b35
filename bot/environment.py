"""What is configured from outside: environment variables, each with its meaning and default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

from bot.slack.settings import SlackSettings
from bot.teams.settings import TeamsSettings
from knowledge.refusal import Refusal

HIGHEST_PORT = 65_535
MOST_A_MINUTE = 6_000  # a hundred a second: more than one process sends


class Variable(NamedTuple):
    """One environment variable; the README's table is held to these."""

    name: str
    meaning: str
    default: str


VARIABLES = (
    Variable("BATON_DATA", "folder of the embedded database and the index", "data"),
    Variable(
        "BATON_DATABASE_URL",
        "`postgresql://...` to share one database between machines; empty is SQLite in `BATON_DATA`",
        "",
    ),
    Variable(
        "BATON_HOST", "address the server listens on; the chat page answers on a loopback address alone", "127.0.0.1"
    ),
    Variable("BATON_PORT", "port the server listens on", "8300"),
    Variable("BATON_TIMEZONE", "the team's time zone, such as `Europe/London`; empty is the machine's", ""),
    Variable(
        "BATON_STARTER",
        "`none` starts with an empty guide, without the openings, tips and program that Baton ships; a lead can still "
        "put the program in",
        "guide",
    ),
    Variable(
        "BATON_MODEL",
        "folder of another sentence-embedding model (`model.onnx`, `tokenizer.json`); empty is the one Baton brings",
        "",
    ),
    Variable("SLACK_BOT_TOKEN", "the Slack app's bot token, `xoxb-...`; needed for Slack", ""),
    Variable(
        "SLACK_APP_TOKEN", "its app-level token, `xapp-...`: Slack over Socket Mode, without a public address", ""
    ),
    Variable("SLACK_SIGNING_SECRET", "its signing secret: Slack over HTTP at `/slack/events`", ""),
    Variable("SLACK_API_URL", "another base address of Slack's Web API, such as a test server's", ""),
    Variable(
        "SLACK_MESSAGES_A_MINUTE", "how many messages Baton sends to the workspace in a minute, at the most", "300"
    ),
    Variable("TEAMS_APP_ID", "the Azure Bot's Microsoft App ID; needed for Microsoft Teams at `/api/messages`", ""),
    Variable("TEAMS_APP_PASSWORD", "the value of a client secret of that app", ""),
    Variable("TEAMS_TENANT_ID", "the tenant the app and the team are in", ""),
    Variable(
        "TEAMS_PLAYGROUND",
        "address of Microsoft's local Teams client, to try Baton on this machine without a tenant; alone, never beside "
        "a real app",
        "",
    ),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one process."""

    data: Path
    database_url: str
    host: str
    port: int
    time_zone: str
    with_starter: bool
    model: Path | None = None
    slack: SlackSettings = field(default_factory=SlackSettings)
    teams: TeamsSettings = field(default_factory=TeamsSettings)


def read_environment(given: Mapping[str, str]) -> Environment:
    """Return the settings that these variables give.

    Raises:
        Refusal: a variable has a value that means nothing; the sentence names it.
    """
    values = {variable.name: given.get(variable.name, "").strip() or variable.default for variable in VARIABLES}
    starter = values["BATON_STARTER"]
    if starter not in {"guide", "none"}:
        raise Refusal(f"BATON_STARTER is “{starter}”. Leave it out for the starter guide, or set it to none.")
    return Environment(
        data=Path(values["BATON_DATA"]),
        database_url=_url(values["BATON_DATABASE_URL"]),
        host=values["BATON_HOST"],
        port=_number("BATON_PORT", values["BATON_PORT"], HIGHEST_PORT),
        time_zone=_time_zone(values["BATON_TIMEZONE"]),
        with_starter=starter == "guide",
        model=Path(values["BATON_MODEL"]) if values["BATON_MODEL"] else None,
        slack=SlackSettings(
            values["SLACK_BOT_TOKEN"],
            values["SLACK_APP_TOKEN"],
            values["SLACK_SIGNING_SECRET"],
            _web_address(values["SLACK_API_URL"]),
            _number("SLACK_MESSAGES_A_MINUTE", values["SLACK_MESSAGES_A_MINUTE"], MOST_A_MINUTE),
        ),
        teams=TeamsSettings(
            values["TEAMS_APP_ID"],
            values["TEAMS_APP_PASSWORD"],
            values["TEAMS_TENANT_ID"],
            values["TEAMS_PLAYGROUND"].rstrip("/"),
        ),
    )


def _url(text: str) -> str:
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise Refusal("BATON_DATABASE_URL starts with postgresql://. Leave it out to use SQLite.")
    return text


def _web_address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise Refusal(f"SLACK_API_URL is “{text}”. It starts with https://; leave it out for Slack itself.")
    return text


def _number(name: str, text: str, highest: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(highest)) and 1 <= int(text) <= highest):
        raise Refusal(f"{name} is “{text}”. It is a number from 1 to {highest}.")
    return int(text)


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text or get_localzone_name()).key
    except (LookupError, ValueError, OSError):
        raise Refusal(f"BATON_TIMEZONE is “{text}”. It is a name such as Europe/London or America/New_York.") from None
