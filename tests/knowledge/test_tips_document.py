"""docs/tips.md says what is there."""

import re
from pathlib import Path

from knowledge.sheet.tips import TIPS
from knowledge.starter import starter_tips
from knowledge.tip import TEXT_LIMIT, TITLE_LIMIT
from knowledge.tip_plan import Times

TEXT = (Path(__file__).parents[2] / "docs" / "tips.md").read_text(encoding="utf-8")


def test_every_column_is_explained_and_no_other() -> None:
    table = TEXT.split("| column | holds |\n| --- | --- |\n")[1].split("\n\n")[0]

    assert re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE) == [name.replace("_", " ") for name in TIPS.columns]


def test_the_figures_are_those_of_the_code() -> None:
    said = [
        f"at most {TITLE_LIMIT} characters",
        f"at most {TEXT_LIMIT:,} characters",
        f"Baton brings {len(starter_tips())} tips",
        f"on Tuesday at {Times().hour}:00",
    ]

    assert [each for each in said if each not in TEXT] == []
