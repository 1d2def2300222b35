"""Baton is removed and comes back: it is silent meanwhile, and afterwards writes wherever it did before."""

from bot.channels import Place
from bot.message import Message
from bot.teams.addresses import Address, Addresses
from tests.bot.teams.fake_teams import BOT, TENANT, FakeTeams, Json
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import CHANNEL, activity, in_channel, mention, personal, said, title
from tests.bot.undelivered import failed
from tests.sample import NOW

LANTERN = "19:lantern@thread.tacv2"  # the conversation of the team, which is that of its first channel


def gone(teams: FakeTeams, conversation: Json) -> list[Json]:
    """Return what Teams says where Baton is removed."""
    removed = activity(teams, "conversationUpdate", "cy", conversation, membersRemoved=[{"id": BOT}])
    return [activity(teams, "installationUpdate", "cy", conversation, action="remove"), removed]


def back(teams: FakeTeams, conversation: Json, user: str = "cy") -> list[Json]:
    """Return what Teams says where Baton is added."""
    added = activity(teams, "conversationUpdate", user, conversation, membersAdded=[{"id": BOT}])
    return [activity(teams, "installationUpdate", user, conversation, action="add"), added]


def of_team(id: str = LANTERN) -> Json:
    return {"id": id, "conversationType": "channel", "isGroup": True}


def in_team(teams: FakeTeams, text: str) -> Json:
    """Return a mention in a channel of the team that is not its first one."""
    told = mention(teams, text, "cy", in_channel())
    return {**told, "channelData": {**told["channelData"], "team": {"id": LANTERN, "name": "Lantern"}}}


def address(office: Office, id: str) -> Address | None:
    return Addresses(office.desk().db, "team").find(id)


def test_whoever_adds_baton_again_is_greeted_and_told_things_again(office: Office, teams: FakeTeams) -> None:
    for each in [*back(teams, personal("cy")), *gone(teams, personal("cy"))]:
        office.tell(each)
    teams.sent()
    silent = address(office, person_id("cy"))

    for each in back(teams, personal("cy")):
        office.tell(each)

    assert silent is None
    assert [title(card) for card in teams.sent(2)] == ["Hello Cy", "Hello Cy"]
    assert address(office, person_id("cy")) is not None


def test_a_team_that_baton_left_has_left_with_all_its_channels(office: Office, teams: FakeTeams) -> None:
    office.tell(in_team(teams, "topics"))
    teams.sent()
    was = address(office, CHANNEL)

    for each in gone(teams, of_team()):
        office.tell(each)

    assert was == Address(CHANNEL, CHANNEL, "", teams.service, TENANT, LANTERN)
    assert address(office, CHANNEL) is None


def test_the_team_of_a_channel_stays_known_where_something_does_not_name_it(office: Office, teams: FakeTeams) -> None:
    office.tell(in_team(teams, "topics"))
    was = address(office, CHANNEL)

    told = in_team(teams, "people")
    office.tell({**told, "channelData": {"tenant": {"id": TENANT}}})

    assert was is not None
    assert was.within == LANTERN
    assert address(office, CHANNEL) == was


def test_baton_posts_again_to_the_channel_that_was_chosen_once_it_is_back_in_the_team(
    office: Office, teams: FakeTeams
) -> None:
    desk = office.desk()
    office.tell(in_team(teams, "topics"))
    teams.sent()
    desk.channels.choose("tips", Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)

    for each in [*gone(teams, of_team()), *back(teams, of_team())]:
        office.tell(each)
    with desk.together():
        desk.notices.post("tips", Message("Say their name"), "tip:1")
    office.tell(said(teams, "people"))

    sent = teams.wait_for(4, "POST activities")
    assert sorted(call.conversation for call in sent[1:]) == [LANTERN, CHANNEL, "a:dee"]


def test_a_place_that_refused_baton_is_written_to_again_once_baton_is_added(office: Office, teams: FakeTeams) -> None:
    for each in back(teams, personal("dee"), "dee"):
        office.tell(each)
    teams.sent()
    teams.refuse("POST activities", 403, "BotNotInConversationRoster")
    office.tell(said(teams, "topics"))
    why = failed(office.desk)
    refused = address(office, person_id("dee"))

    for each in back(teams, personal("dee"), "dee"):
        office.tell(each)

    assert ("send", "BotNotInConversationRoster") in why
    assert refused is None
    assert [title(card) for card in teams.sent(3) if "Hello" in title(card)] == ["Hello Dee", "Hello Dee"]
