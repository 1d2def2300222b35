"""What people do at a card that Baton posted counts; whatever else they say to each other is none of Baton's business."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels import Place
from bot.conversations.situations.card import card as situation_card
from bot.message import Button, Buttons, Message
from bot.teams.addresses import Address, Addresses
from knowledge.situation import Situation
from knowledge.situations import Round
from tests.bot.at_cards import CARD, Ears
from tests.bot.teams.fake_teams import TENANT, FakeTeams, Json
from tests.bot.teams.office import Office, person_id, teams_office
from tests.bot.teams.screen import (
    CHANNEL,
    activity,
    in_channel,
    in_group,
    mention,
    overheard,
    pressed,
    said,
    title,
    words,
)
from tests.sample import NOW


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def office(teams: FakeTeams, tmp_path: Path, ears: Ears) -> Iterator[Office]:
    with teams_office(tmp_path, teams, answer=ears.answer) as running:
        desk = running.desk()
        desk.channels.choose("situations", Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)
        Addresses(desk.db, desk.team).keep(Address(CHANNEL, CHANNEL, "", teams.service, TENANT), NOW)
        yield running
        assert running.faults() == []


def post(office: Office, teams: FakeTeams) -> str:
    """Post a card, and return its id in the channel once Baton knows it."""
    desk = office.desk()
    with desk.together():
        desk.notices.post("situations", Message("A llama", (Buttons((Button("Answer", "home"),)),)), CARD)
    office.tell(said(teams, "topics", user="bo"))  # whatever is owed is sent along
    teams.wait_for(2, "POST activities")
    while not (name := desk.outbox("teams").sent_as(CARD)):
        pass
    return name.partition("|")[2]


def reply(teams: FakeTeams, text: str, thread: str, **more: str) -> Json:
    return overheard(teams, text, conversation=in_channel(thread), id="1700000000900", **more)


def test_a_reply_in_a_cards_thread_its_edit_and_its_end_are_heard(office: Office, teams: FakeTeams, ears: Ears) -> None:
    card = post(office, teams)
    first = reply(teams, "Feed it", card)

    office.tell(first)
    office.tell({**first, "type": "messageUpdate", "text": "Feed it &amp; pet it", "timestamp": "2026-05-04T09:31:00Z"})
    office.tell({**first, "type": "messageDelete", "text": ""})

    at = {"card": CARD, "reply": f"{CHANNEL};messageid={card}|1700000000900"}
    assert ears.at_cards == [
        ("Dee", "card.reply", {**at, "text": "Feed it"}),
        ("Dee", "card.reply", {**at, "text": "Feed it & pet it"}),
        ("Dee", "card.reply", {**at, "text": ""}),
    ]
    assert len(teams.made("POST activities")) == 2


@pytest.mark.parametrize(("status", "code"), [(403, "ServiceError"), (404, "ActivityNotFoundInConversation")])
def test_a_card_that_somebody_deleted_is_changed_no_more_and_the_channel_goes_on(
    status: int, code: str, office: Office, teams: FakeTeams
) -> None:
    post(office, teams)
    teams.refuse("PUT activities", status, code)
    desk = office.desk()

    with desk.together():
        desk.notices.update(CARD, Message("A llama, settled"))
        desk.notices.post("situations", Message("A heron"), "situation:heron")
    office.tell(said(teams, "topics", user="bo"))

    teams.wait_for(4, "POST activities")
    assert "A heron" in [title(teams.card(*each)) for each in teams.messages]
    assert (desk.deliveries.given_up(), len(teams.made("PUT activities"))) == ([], 1)


def test_a_reply_that_is_handed_over_again_is_heard_once(office: Office, teams: FakeTeams, ears: Ears) -> None:
    first = reply(teams, "Feed it", post(office, teams))

    for _ in range(3):
        office.tell(first)

    assert len(ears.at_cards) == 1


def test_a_reply_that_cannot_be_kept_is_said_to_its_writer_alone(office: Office, teams: FakeTeams) -> None:
    first = reply(teams, "impossible", post(office, teams))
    office.tell(said(teams, "topics"))

    office.tell(first)

    told = teams.wait_for(4, "POST activities")[3]
    assert told.conversation == "a:dee"


def test_reactions_to_a_card_are_heard(office: Office, teams: FakeTeams, ears: Ears) -> None:
    at = {"conversation": {**in_channel(), "tenantId": TENANT}, "replyToId": post(office, teams)}
    like = {**activity(teams, "messageReaction", "dee", in_channel()), **at}

    office.tell({**like, "reactionsAdded": [{"type": "like"}]})
    office.tell({**like, "reactionsRemoved": [{"type": "like"}]})

    assert ears.at_cards == [
        ("Dee", "card.reaction", {"card": CARD, "reply": "", "reaction": "like", "gone": ""}),
        ("Dee", "card.reaction", {"card": CARD, "reply": "", "reaction": "like", "gone": "yes"}),
    ]


def test_what_is_said_elsewhere_is_passed_over_and_nobody_is_looked_up(
    office: Office, teams: FakeTeams, ears: Ears
) -> None:
    card = post(office, teams)
    looked_up = len(teams.made("GET members"))
    lunch = overheard(teams, "Lunch?", conversation=in_channel("1700000000123"), id="1700000000123")

    office.tell(lunch)
    office.tell(reply(teams, "At noon", "1700000000123"))
    office.tell({**lunch, "type": "messageUpdate", "text": "Lunch at noon?"})
    office.tell({**lunch, "type": "messageDelete"})
    office.tell(overheard(teams, "Lunch?", conversation=in_group()))
    office.tell({**reply(teams, "Beep", card), "from": {"id": "28:another-bot", "name": "Bot"}})
    like = activity(teams, "messageReaction", "dee", in_channel(), replyToId="1700000000123")
    office.tell({**like, "reactionsAdded": [{"type": "like"}]})

    assert ears.at_cards == []
    assert len(teams.made("GET members")) == looked_up
    assert len(teams.made("POST activities")) == 2
    assert office.desk().people.person(person_id("eve")) is None


def test_a_mention_in_a_cards_thread_is_a_question_not_a_reply(office: Office, teams: FakeTeams, ears: Ears) -> None:
    card = post(office, teams)

    office.tell(mention(teams, "where is my parcel", conversation=in_channel(card)))

    answered = teams.wait_for(3, "POST activities")[2]
    assert answered.conversation == f"{CHANNEL};messageid={card}"
    assert ears.at_cards == []


def test_a_button_on_a_card_answers_whoever_presses_it_alone(office: Office, teams: FakeTeams) -> None:
    card = post(office, teams)

    answered = office.tell(pressed(teams, "Answer", teams.card(CHANNEL, card), "dee", in_channel(card)))

    assert title(answered.card) == "Hello Dee"
    assert len(teams.made("POST activities")) == 2
    assert teams.made("PUT activities") == []


def test_whoever_answers_on_a_channels_card_reads_in_their_own_chat_that_it_was_taken(
    teams: FakeTeams, tmp_path: Path
) -> None:
    with teams_office(tmp_path, teams) as office:
        desk = office.desk()
        desk.channels.choose("situations", Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)
        Addresses(desk.db, desk.team).keep(Address(CHANNEL, CHANNEL, "", teams.service, TENANT), NOW)
        situation = Situation("llama", "A llama stands in the parcel shop", person_id("cy"), NOW)
        desk.situations.draft(situation)
        with desk.together():
            desk.situations.post(situation, Round(*[NOW + timedelta(days=2)] * 3), NOW)
            posted = desk.situations.one("llama")
            assert posted
            desk.notices.post("situations", situation_card(posted, desk), "situation:llama")
        office.tell(said(teams, "topics", user="bo"))
        teams.wait_for(2, "POST activities")
        while not (name := desk.outbox("teams").sent_as("situation:llama")):
            pass
        at, id = in_channel(name.partition("|")[2]), name.partition("|")[2]

        form = office.tell(
            {**pressed(teams, "What would you do?", teams.card(CHANNEL, id), "dee", at), "replyToId": id}
        )
        typed = {"What would you do, and what would you say?": "Feed it."}
        sent = {**pressed(teams, "Send my answer", form.card, "dee", at, typed), "replyToId": id}
        thanked = office.tell(sent)
        told = teams.newest_in("a:29:dee", 0)
        changed = teams.wait_for(1, "PUT activities")

    assert title(thanked.card) == title(told) == "Thank you"
    assert "Feed it." in words(told)
    assert [call.conversation for call in changed] == [CHANNEL]
    assert office.faults() == []
