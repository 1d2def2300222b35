"""Where people meet Baton in Teams: in a chat of their own, in channels and group chats, and while they write."""

from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office
from tests.bot.teams.screen import said, words


def test_a_message_in_a_chat_with_baton_is_answered_there(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "where is my parcel"))

    (card,) = teams.sent()
    (call,) = teams.made("POST activities")
    assert call.conversation == "a:dee"
    assert "I am sorry that order {order number} is late." in words(card)
