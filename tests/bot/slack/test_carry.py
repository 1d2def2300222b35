"""What is cut, what is carried through Slack and back, and what people typed as they see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.carry import Forgotten, action_id, action_of, carried, packed, unpacked
from bot.slack.limits import cut, length, pieces
from bot.slack.read import permalink, words


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("hello", 5, "hello"),
        ("hello!", 5, "hell…"),
        ("a b c", 4, "a b…"),
        ("👩👩👩", 6, "👩👩👩"),
        ("👩👩👩", 5, "👩👩…"),
    ],
)
def test_a_text_is_cut_with_an_ellipsis_and_an_emoji_counts_as_two(text: str, longest: int, shown: str) -> None:
    assert cut(text, longest) == shown


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_is_never_longer(text: str, longest: int) -> None:
    assert length(cut(text, longest)) <= longest


@given(st.text(max_size=500), st.integers(2, 50))
def test_pieces_are_never_longer_and_nothing_is_left_out(text: str, longest: int) -> None:
    runs = pieces(text, longest)

    assert "".join(runs) == text
    assert all(length(run) <= longest for run in runs)


def test_what_is_too_long_to_carry_is_kept_and_carried_by_name() -> None:
    kept: dict[str, str] = {}

    def keep(text: str) -> str:
        kept["name"] = text
        return "name"

    text = packed({"question": "x" * 5_000}, keep, 2_000)

    assert text == '{"~kept": "name"}'
    assert unpacked(carried(text), kept.get) == {"question": "x" * 5_000}


def test_what_is_no_longer_kept_is_said_to_be_forgotten() -> None:
    with pytest.raises(Forgotten):
        unpacked({"~kept": "gone"}, lambda _name: None)


def test_an_action_comes_back_from_the_id_of_its_button() -> None:
    assert action_of(action_id("guide.ask", 12)) == "guide.ask"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("<@UBATON> where is it", "where is it"),
        ("hey <@UBATON>, where is it", "hey  , where is it"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("<https://example.com/a?b=1|our rules>", "our rules"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("<#C1|support> and <@U2|ada>", "#support and @ada"),
        ("<!here> <!subteam^S1|@team> <!date^1^{date}|today>", "@here @team today"),
        ("a < b", "a < b"),
        ("", ""),
    ],
)
def test_what_is_typed_is_read_as_it_is_seen(typed: str, seen: str) -> None:
    assert words(typed, "UBATON") == seen


def test_a_message_has_the_address_that_slack_copies() -> None:
    message = {"ts": "1700000000.000100"}

    assert permalink("https://l.slack.com/", "C1", message) == "https://l.slack.com/archives/C1/p1700000000000100"
