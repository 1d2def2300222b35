"""What each slash command asks for."""

import pytest

from bot.slack.read import command


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
