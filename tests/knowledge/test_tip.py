"""What a tip must have, and how it is kept."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.refusal import Refusal
from knowledge.tip import Tip, check_tip, tidy_tip, tip_from_content

PROMISE = Tip(
    id="promise",
    title="Promise a time, not a speed",
    text="Say “by Thursday, four o'clock”, never “as soon as possible”.",
    teaser="“As soon as possible” means today to Maria and this month to us.",
    try_this="Put a day and an hour into every promise.",
    topics=("promises", "e-mail"),
    series="Promises kept",
    part=1,
    dated=date(2026, 5, 4),
    source="Customer Service Mastery course",
    entry="late",
    skill="Writing e-mails",
    revision=7,
)


def test_a_tip_is_the_same_after_it_was_kept_as_plain_values() -> None:
    content = PROMISE.content()

    again = tip_from_content({**content, "colour": "red"}, 7)

    assert again == PROMISE


def test_a_tip_is_kept_without_stray_space_and_with_each_topic_once() -> None:
    typed = Tip(
        id=" a ", title=" Say  it\n", text=" One\r\nTwo\x00 ", topics=("Phone ", "phone", ""), series=" S ", part=1
    )

    kept = tidy_tip(typed)

    assert kept == Tip(id="a", title="Say it", text="One\nTwo", topics=("phone",), series="S", part=1)


@pytest.mark.parametrize(
    ("tip", "field", "sentence"),
    [
        (replace(PROMISE, title=" "), "title", "A tip needs its title."),
        (replace(PROMISE, text=""), "text", "A tip needs its text."),
        (replace(PROMISE, title="x" * 151), "title", "The title is 151 characters long; 150 is the most."),
        (replace(PROMISE, part=0), "part", "Say which part of its series the tip is: from 1 to 52."),
        (replace(PROMISE, series=""), "series", "A tip that is a part needs the name of its series."),
        (replace(PROMISE, state="gone"), "state", "The state is one of draft, published, retired."),
        (replace(PROMISE, topics=("x" * 501,)), "topics", "The topic is 501 characters long; 500 is the most."),
    ],
)
def test_a_tip_that_breaks_a_rule_is_refused_beside_the_field(tip: Tip, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_tip(tip)

    assert refused.value.fields == {field: sentence}


def test_a_tip_that_keeps_the_rules_passes() -> None:
    check_tip(PROMISE)
