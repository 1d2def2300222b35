"""What Baton ships: a guide to begin with, an opening and ending for every channel, and a year of tips."""

import json
from dataclasses import replace
from importlib.resources import files

from knowledge.entry import Entry, tidy
from knowledge.frame import Frame
from knowledge.sheet import markdown
from knowledge.sheet.tips import TIPS
from knowledge.tip import Tip

_FOLDER = files(__name__)


def starter_entries() -> list[Entry]:
    """Return the entries of the guide that Baton ships; nobody of the team has reviewed them yet."""
    sheet = markdown.read(_FOLDER.joinpath("guide.md").read_bytes())
    if sheet.faults:
        raise ValueError(f"The starter guide is damaged: {sheet.faults}")
    return [
        replace(tidy(Entry(**row.values)), source="starter", source_detail="", reviewed_at=None, reviewed_by="")
        for row in sheet.rows
    ]


def starter_frames() -> list[Frame]:
    """Return the openings and endings that Baton ships, one frame a channel."""
    frames = json.loads(_FOLDER.joinpath("frames.json").read_text(encoding="utf-8"))
    return [Frame(channel, frame["opening"], frame["ending"]) for channel, frame in frames.items()]


def starter_tips() -> list[Tip]:
    """Return the tips that Baton ships, in the order they are given in."""
    sheet = markdown.read(_FOLDER.joinpath("tips.md").read_bytes(), of=TIPS)
    if sheet.faults:
        raise ValueError(f"The starter tips are damaged: {sheet.faults}")
    return [Tip(**row.values) for row in sheet.rows]
