"""The app package that Teams installs: the manifest with this app's id, and the icons, in one ZIP file."""

import json
import zipfile
from pathlib import Path

from bot.files import written_whole
from bot.teams.settings import TeamsSettings
from knowledge.refusal import Refusal

FOLDER = Path(__file__).parent / "manifest"
FILES = ("manifest.json", "color.png", "outline.png")
_APP_ID = "{TEAMS_APP_ID}"
_MADE = (2026, 1, 1, 0, 0, 0)  # always the same, so that the same app makes the same file


_CONSENT = ("webApplicationInfo", "authorization")  # what asks a team's owner to hand Baton a channel's messages
_OF_CONSENT = " Of what people write in a team's channels"  # begins what the description says of that


def write_package(settings: TeamsSettings, file: Path, *, channel_messages: bool = True) -> None:
    """Write the package; the file is there whole or not at all.

    Without ``channel_messages`` it asks for no resource-specific consent, which some organisations forbid: people then
    answer with a card's buttons instead of a reply below it.

    Raises:
        Refusal: the app's id is not known, or the file cannot be written.
    """
    fault = next((fault for fault in settings.faults() if fault.startswith("TEAMS_APP_ID")), "")
    if fault or not settings.app_id:
        raise Refusal(
            fault or "TEAMS_APP_ID is missing. Copy the Microsoft App ID from Configuration of your Azure Bot."
        )
    try:
        with written_whole(file) as unfinished, zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as package:
            for name in FILES:
                package.writestr(zipfile.ZipInfo(name, _MADE), _content(name, settings, channel_messages))
    except OSError as error:
        raise Refusal(f"The package {file} cannot be written ({error}).") from error


def _content(name: str, settings: TeamsSettings, channel_messages: bool) -> bytes:
    content = (FOLDER / name).read_bytes()
    if not name.endswith(".json"):
        return content
    text = content.decode().replace(_APP_ID, settings.app_id)
    return (text if channel_messages else _without_consent(text)).encode()


def _without_consent(manifest: str) -> str:
    content = {name: value for name, value in json.loads(manifest).items() if name not in _CONSENT}
    description = content["description"]
    content["description"] = {**description, "full": description["full"].partition(_OF_CONSENT)[0]}
    return json.dumps(content, indent=2, ensure_ascii=False)
