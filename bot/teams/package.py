"""The app package that Teams installs: the manifest with this app's id, and the icons, in one ZIP file."""

import zipfile
from pathlib import Path

from bot.files import written_whole
from bot.teams.settings import TeamsSettings
from knowledge.refusal import Refusal

FOLDER = Path(__file__).parent / "manifest"
FILES = ("manifest.json", "color.png", "outline.png")
_APP_ID = "{TEAMS_APP_ID}"
_MADE = (2026, 1, 1, 0, 0, 0)  # always the same, so that the same app makes the same file


def write_package(settings: TeamsSettings, file: Path) -> None:
    """Write the package; the file is there whole or not at all.

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
                package.writestr(zipfile.ZipInfo(name, _MADE), _content(name, settings))
    except OSError as error:
        raise Refusal(f"The package {file} cannot be written ({error}).") from error


def _content(name: str, settings: TeamsSettings) -> bytes:
    content = (FOLDER / name).read_bytes()
    return content.replace(_APP_ID.encode(), settings.app_id.encode()) if name.endswith(".json") else content
