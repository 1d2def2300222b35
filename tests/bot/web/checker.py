"""The Nu Html Checker, which holds HTML to its standard, as validator.w3.org does.

To have it: ``npm ci --ignore-scripts --prefix tests/bot/web`` (its script would bring a Java; any from 17 on does).
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_NONE = "no Nu Html Checker: run npm ci --ignore-scripts --prefix tests/bot/web, with Java 17 or later"


def faults_of(pages: dict[str, str], folder: Path) -> list[tuple[str, str]]:
    """Return what the standards do not allow in these pages: the name of each and the fault."""
    java = shutil.which("java")
    if java is None or not _JAR.is_file():
        pytest.skip(_NONE)
    names = {}
    folder = folder / "checked"
    folder.mkdir()
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        names[file.as_uri().replace("file:///", "file:/")] = name
    command = [java, "-jar", str(_JAR), "--format", "json", "--stdout", "--exit-zero-always"]
    ran = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)["messages"]
    return [(names[each["url"]], f"{each['message']} {each.get('extract', '')}") for each in found]
