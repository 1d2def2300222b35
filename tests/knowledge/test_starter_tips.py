"""The tips that Baton ships: a year of them, each worth the two minutes it takes to read."""

import re
from collections import Counter, defaultdict
from itertools import combinations

from knowledge.starter import starter_tips
from knowledge.tip import Tip, check_tip, tidy_tip

WEEKS_OF_A_YEAR = 52
SAID = re.compile(r"[“:]")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"[\w’']+", text.lower())


def runs(tip: Tip, length: int) -> set[tuple[str, ...]]:
    """Return every run of so many words in a tip's text."""
    said = words(tip.text)
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


def test_there_is_one_for_every_week_of_a_year() -> None:
    tips = starter_tips()

    assert len(tips) >= WEEKS_OF_A_YEAR


def test_every_tip_keeps_the_rules_and_is_as_tidy_as_it_is_kept() -> None:
    tips = starter_tips()

    for tip in tips:
        check_tip(tip)
    assert tips == [tidy_tip(tip) for tip in tips]
    assert {(tip.state, tip.revision) for tip in tips} == {("published", 0)}


def test_no_id_title_or_teaser_stands_for_two_tips() -> None:
    tips = starter_tips()

    repeated = [
        text
        for name in ("id", "title", "teaser", "try_this")
        for text, count in Counter(getattr(tip, name).casefold() for tip in tips).items()
        if count > 1
    ]
    assert repeated == []


def test_every_tip_can_be_read_between_two_calls_and_says_something_to_say() -> None:
    tips = starter_tips()

    wrong = [tip.id for tip in tips if not 120 <= len(words(tip.text)) <= 260 or not SAID.search(tip.text)]
    assert wrong == []


def test_every_tip_has_a_teaser_topics_and_something_to_try_this_week() -> None:
    tips = starter_tips()

    lacking = [tip.id for tip in tips if not (tip.teaser and tip.topics and tip.try_this)]
    assert lacking == []


def test_there_are_three_series_at_least_and_no_part_is_missing() -> None:
    parts = defaultdict(list)
    for tip in starter_tips():
        if tip.series:
            parts[tip.series].append(tip.part)

    assert len(parts) >= 3
    assert {name: sorted(numbers) for name, numbers in parts.items()} == {
        name: list(range(1, len(numbers) + 1)) for name, numbers in parts.items()
    }


def test_no_two_tips_share_a_sentence() -> None:
    tips = {tip.id: runs(tip, 9) for tip in starter_tips()}

    shared = [(one, other) for one, other in combinations(tips, 2) if tips[one] & tips[other]]
    assert shared == []


def test_a_method_from_elsewhere_names_its_source() -> None:
    sources = {tip.source.split(" - ")[0] for tip in starter_tips() if tip.source}

    assert sources == {"Customer Service Mastery course (Prototopics)", "Tip of the Week (Customer Service Solutions)"}
