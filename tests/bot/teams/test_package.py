"""The app package that Teams installs is one that Teams takes, and says what Baton does."""

import json
import struct
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from bot.conversations.home import WORDS
from bot.teams import icons, read
from bot.teams.package import FILES, FOLDER, write_package
from bot.teams.settings import TeamsSettings
from knowledge.refusal import Refusal
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, Json
from tests.bot.teams.valid import SCHEMAS

SETTINGS = TeamsSettings(APP, PASSWORD, TENANT)
SCOPES = {"personal", "team", "groupChat"}


def manifest_of(folder: Path, *, channel_messages: bool = True) -> Json:
    write_package(SETTINGS, folder / "baton.zip", channel_messages=channel_messages)
    with zipfile.ZipFile(folder / "baton.zip") as package:
        manifest: Json = json.loads(package.read("manifest.json"))
    return manifest


def test_the_package_has_the_version_of_baton_so_that_teams_takes_a_newer_one_for_an_update(tmp_path: Path) -> None:
    assert manifest_of(tmp_path)["version"] == version("baton")


@pytest.mark.parametrize("channel_messages", [True, False])
def test_the_manifest_is_as_the_schema_of_its_version_wants_it(channel_messages: bool, tmp_path: Path) -> None:
    schema = json.loads((SCHEMAS / "teams-manifest-1.19.schema.json").read_text(encoding="utf-8-sig"))
    manifest = manifest_of(tmp_path, channel_messages=channel_messages)

    assert manifest["manifestVersion"] == schema["properties"]["manifestVersion"]["const"] == "1.19"
    assert [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(manifest)] == []


def test_the_package_is_for_the_app_and_has_every_file_once(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path)

    with zipfile.ZipFile(tmp_path / "baton.zip") as package:
        assert package.namelist() == list(FILES)
    assert {manifest["id"], manifest["bots"][0]["botId"], manifest["composeExtensions"][0]["botId"]} == {APP}
    assert set(manifest["bots"][0]["scopes"]) == SCOPES


def test_the_same_app_makes_the_same_package(tmp_path: Path) -> None:
    write_package(SETTINGS, tmp_path / "one.zip")
    write_package(SETTINGS, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("settings", [TeamsSettings(), TeamsSettings("baton", PASSWORD, TENANT)])
def test_without_the_apps_id_there_is_no_package(settings: TeamsSettings, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="TEAMS_APP_ID"):
        write_package(settings, tmp_path / "baton.zip")

    assert list(tmp_path.iterdir()) == []


def test_a_package_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be written"):
        write_package(SETTINGS, tmp_path / "nowhere" / "baton.zip")


def test_the_commands_offered_are_words_baton_knows_and_what_it_listens_for(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path)

    offered = [command["title"] for each in manifest["bots"][0]["commandLists"] for command in each["commands"]]
    assert [word for word in offered if word not in WORDS] == []
    commands = {command["id"]: command["type"] for command in manifest["composeExtensions"][0]["commands"]}
    assert commands == {"searchGuide": "query", **dict.fromkeys(read.COMMANDS, "action")}


def test_whatever_everybody_does_daily_is_offered_in_the_chat_with_baton(tmp_path: Path) -> None:
    (personal, _) = manifest_of(tmp_path)["bots"][0]["commandLists"]

    offered = {command["title"] for command in personal["commands"]}
    assert {word for word, what in WORDS.items() if what.is_daily and "csr" in what.roles} <= offered


def test_replies_in_the_threads_of_cards_need_the_owners_consent_which_is_asked_for_and_nothing_more(
    tmp_path: Path,
) -> None:
    manifest = manifest_of(tmp_path)

    assert manifest["webApplicationInfo"]["id"] == APP
    assert manifest["authorization"]["permissions"] == {
        "resourceSpecific": [{"name": "ChannelMessage.Read.Group", "type": "Application"}]
    }


def test_where_an_organisation_forbids_that_consent_the_package_does_without(tmp_path: Path) -> None:
    asking = manifest_of(tmp_path)

    without = manifest_of(tmp_path, channel_messages=False)

    assert set(asking) - set(without) == {"webApplicationInfo", "authorization"}
    assert without["description"]["full"].endswith("It never makes an answer up.")
    assert {**asking, **without} == {**asking, "description": without["description"]}


@pytest.mark.parametrize(("name", "side"), [("color.png", 192), ("outline.png", 32)])
def test_an_icon_has_the_size_teams_wants(name: str, side: int) -> None:
    header = (FOLDER / name).read_bytes()[:24]

    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", header[16:24]) == (side, side)


def test_the_icons_are_as_they_are_drawn() -> None:
    assert (FOLDER / "color.png").read_bytes() == icons.color()
    assert (FOLDER / "outline.png").read_bytes() == icons.outline()
