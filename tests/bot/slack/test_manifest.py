"""The manifest asks Slack for what the code listens to and calls, no less and no more."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator, FormatChecker

from bot.slack.manifest import COMMANDS, EVENTS, METHODS, SCOPES, SHORTCUTS
from tests.bot.slack.valid import SCHEMAS

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
METHOD = re.compile(r"(?:apps|auth|bots|chat|conversations|team|users|views)\.[a-zA-Z.]+")


def test_the_manifest_is_one_that_slack_takes() -> None:
    schema = json.loads((SCHEMAS / "slack-manifest-1.schema.json").read_text(encoding="utf-8"))

    faults = [
        f"{error.json_path}: {error.message}"
        for error in Draft7Validator(schema, format_checker=FormatChecker()).iter_errors(MANIFEST)
    ]

    assert faults == []


def test_what_the_schema_does_not_see_is_right_too() -> None:
    shown = MANIFEST["display_information"]

    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000
    assert " " not in MANIFEST["features"]["bot_user"]["display_name"]
    assert [len(each["name"]) <= 24 for each in MANIFEST["features"]["shortcuts"]] == [True] * 4


def test_its_commands_and_shortcuts_are_those_that_are_listened_to() -> None:
    features = MANIFEST["features"]

    assert tuple(command["command"] for command in features["slash_commands"]) == COMMANDS
    assert {each["callback_id"]: each["type"] for each in features["shortcuts"]} == SHORTCUTS


def test_its_events_and_scopes_are_those_that_the_code_needs() -> None:
    assert MANIFEST["settings"]["event_subscriptions"]["bot_events"] == sorted(EVENTS)
    assert MANIFEST["oauth_config"] == {"scopes": {"bot": list(SCOPES)}}


def test_every_method_that_the_code_names_has_its_scopes() -> None:
    modules = [path for path in (ROOT / "bot" / "slack").glob("*.py") if path.stem != "manifest"]

    named = {text for path in modules for text in texts(path) if METHOD.fullmatch(text)}

    assert named == set(METHODS)


def test_every_scope_is_one_of_slacks() -> None:
    known = {
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "groups:history",
        "groups:read", "im:history", "im:write", "mpim:history", "reactions:read", "users:read",
    }  # fmt: skip  # https://docs.slack.dev/reference/scopes

    assert set(SCOPES) == known


def test_every_event_is_one_of_slacks() -> None:
    known = {
        "app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im",
        "message.mpim", "reaction_added", "reaction_removed", "team_join", "tokens_revoked", "user_change",
    }  # fmt: skip  # https://docs.slack.dev/reference/events

    assert set(EVENTS) == known


def texts(path: Path) -> Iterator[str]:
    """Give every text in a module that is not a docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
