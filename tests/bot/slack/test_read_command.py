"""What each slash command asks for."""

import pytest

from bot.slack.read import command, words


@pytest.mark.parametrize(
    ("typed", "text", "action", "values"),
    [
        ("/guide", "where is my parcel", "guide.ask", {"question": "where is my parcel"}),
        ("/guide", "", "guide.ask", {"question": ""}),
        ("/tip", "", "tips.now", {}),
        ("/tip", "archive refund", "tips.search", {"text": "archive refund"}),
        ("/baton", "", "say", {"text": "help"}),
        ("/baton", "tip plan", "say", {"text": "tip plan"}),
    ],
)
def test_a_command_is_heard_as_its_action(typed: str, text: str, action: str, values: dict[str, str]) -> None:
    body = {"command": typed, "text": text, "user_id": "U1", "team_id": "T1", "channel_id": "C1", "trigger_id": "1.2"}

    heard = command(body)

    assert (heard.action, heard.values) == (action, values)


@pytest.mark.parametrize(
    ("sent", "seen", "whole"),
    [
        ("a &lt; b &amp;amp; c", "a < b &amp; c", "a < b &amp; c"),
        ("<@UBATON> hello <@U2|bo>", "hello @bo", "hello @bo"),
        (
            "see <https://lantern.example/rules|our rules>",
            "see our rules",
            "see our rules (https://lantern.example/rules)",
        ),
        ("see <http://lantern.example|lantern.example>", "see lantern.example", "see lantern.example"),
        ("<mailto:help@lantern.example|help@lantern.example>", "help@lantern.example", "help@lantern.example"),
        ("<!here> in <#C1|general>, <!subteam^S1|@all>", "@here in #general, @all", "@here in #general, @all"),
    ],
)
def test_what_somebody_typed_is_read_as_they_see_it_and_whole_where_it_is_kept(
    sent: str, seen: str, whole: str
) -> None:
    assert (words(sent, "UBATON"), words(sent, "UBATON", whole=True)) == (seen, whole)
