"""Notices: what people are told without asking, and cards that stay true wherever they stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import Channels, Place
from bot.delivery.deliveries import Deliveries
from bot.delivery.fault import Fault
from bot.delivery.notices import HERE, Notices
from bot.delivery.outbox import Outbox
from bot.delivery.quiet import Quiet, QuietTimes
from bot.message import Message
from bot.people import People
from bot.turn import Person
from bot.written import from_data
from knowledge.database import Database
from knowledge.hours import Hours
from knowledge.refusal import Refusal

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADA = Person("ada", "Ada", "csr", surface="web")
BO = Person("slack:T1:bo", "Bo", "trainer", surface="slack")
CY = Person("slack:T1:cy", "Cy", "lead", surface="slack")
SUPPORT = Place("slack", "C1", "#support")


@pytest.fixture
def notices(db: Database) -> Notices:
    for person in (ADA, BO, CY):
        People(db, "north").meet(person, NOW)
    return Notices(db, "north", NOW)


def waiting(db: Database, surface: str) -> list[tuple[str, str, str]]:
    """Return what is owed on a surface: the lane, how, and the title."""
    owed = Outbox(db, "north", surface).due(NOW, NOW, 99)
    return [(each.lane, each.method, from_data(each.body["message"]).title) for each in owed]


def test_a_person_is_told_where_they_are_met(db: Database, notices: Notices) -> None:
    notices.tell("ada", Message("Hello Ada"))
    notices.tell("slack:T1:bo", Message("Hello Bo"))

    assert waiting(db, HERE) == [("ada", "tell", "Hello Ada")]
    assert waiting(db, "slack") == [("slack:T1:bo", "tell", "Hello Bo")]


def test_nobody_can_be_told_who_is_not_in_the_team(db: Database, notices: Notices) -> None:
    with pytest.raises(Refusal, match="There is nobody like that in the team"):
        notices.tell("zed", Message("Hello Zed"))

    assert waiting(db, HERE) == []


def test_a_card_goes_to_the_channel_once_and_to_everybody_on_the_page(db: Database, notices: Notices) -> None:
    Channels(db, "north").choose("situations", SUPPORT, "slack:T1:cy", NOW)

    notices.post("situations", Message("A llama"), "situation:1")

    assert waiting(db, "slack") == [("C1", "post", "A llama")]
    assert waiting(db, HERE) == [("ada", "post", "A llama")]


def test_a_card_without_a_channel_goes_to_the_leads_who_can_choose_one(db: Database, notices: Notices) -> None:
    notices.post("situations", Message("A llama"), "situation:1")

    assert waiting(db, "slack") == [("slack:T1:cy", "post", "A llama")]


def test_whoever_on_the_page_wants_to_hear_nothing_of_it_gets_no_card(db: Database, notices: Notices) -> None:
    QuietTimes(db, "north").keep("ada", Quiet(Hours(), unwanted=("situations",)))

    notices.post("situations", Message("A llama"), "situation:1")
    notices.post("tips", Message("A tip"), "tip:1")

    assert waiting(db, HERE) == [("ada", "post", "A tip")]


def test_somebody_who_has_left_gets_no_card(db: Database, notices: Notices) -> None:
    People(db, "north").leave("ada", NOW)

    notices.post("situations", Message("A llama"), "situation:1")

    assert waiting(db, HERE) == []


def test_a_card_that_was_sent_is_updated_where_it_stands(db: Database, notices: Notices) -> None:
    Channels(db, "north").choose("situations", SUPPORT, "slack:T1:cy", NOW)
    notices.post("situations", Message("A llama"), "situation:1")
    outbox = Outbox(db, "north", "slack")
    (posted,) = outbox.due(NOW, NOW, 99)
    outbox.sent(posted.id, "C1:17", NOW)

    notices.update("situation:1", Message("A llama, settled"))

    assert waiting(db, "slack") == [("C1", "update", "A llama, settled")]
    assert outbox.card_at("C1:17") == "situation:1"
    assert outbox.sent_as("situation:1", "C1") == "C1:17"


def test_a_state_that_nobody_has_begun_to_send_gives_way_to_the_next(db: Database, notices: Notices) -> None:
    notices.post("situations", Message("A llama"), "situation:1")

    for answers in range(200):
        notices.update("situation:1", Message(f"A llama, {answers} answers"))

    assert waiting(db, HERE) == [("ada", "post", "A llama, 199 answers")]


def test_a_card_that_was_posted_long_ago_is_still_updated_and_known_where_it_stands(
    db: Database, notices: Notices
) -> None:
    Channels(db, "north").choose("situations", SUPPORT, "slack:T1:cy", NOW)
    notices.post("situations", Message("A llama"), "situation:1")
    outbox = Outbox(db, "north", "slack")
    (posted,) = outbox.due(NOW, NOW, 99)
    outbox.sent(posted.id, "C1:17", NOW)

    outbox.forget_before(NOW + timedelta(days=400))
    notices.update("situation:1", Message("A llama, settled"))

    assert waiting(db, "slack") == [("C1", "update", "A llama, settled")]
    assert outbox.card_at("C1:17") == "situation:1"
    assert outbox.sent_as("situation:1", "C1") == "C1:17"


def test_a_card_that_could_not_be_delivered_says_how_it_is_by_now_when_it_is_sent_after_all(
    db: Database, notices: Notices
) -> None:
    Channels(db, "north").choose("situations", SUPPORT, "slack:T1:cy", NOW)
    notices.post("situations", Message("A llama"), "situation:1")
    (posted,) = Outbox(db, "north", "slack").due(NOW, NOW, 99)
    Outbox(db, "north", "slack").give_up(posted, Fault("is_archived", "place closed"), NOW)

    notices.update("situation:1", Message("A llama, settled"))
    Deliveries(db, "north").resend_all(NOW)

    assert waiting(db, "slack") == [("C1", "post", "A llama, settled")]


@pytest.mark.usefixtures("notices")
def test_a_card_that_waits_for_the_morning_goes_on_waiting_when_it_changes(db: Database) -> None:
    sunday = datetime(2026, 5, 3, 12, tzinfo=UTC)
    Notices(db, "north", sunday).give("slack:T1:bo", Message("A tip"), "tips", "tip:1")

    Notices(db, "north", sunday).update("tip:1", Message("A better tip"))
    Notices(db, "north", sunday).tell_when_there(BO)

    outbox = Outbox(db, "north", "slack")
    assert outbox.due(sunday, sunday, 99) == []
    assert waiting(db, "slack") == [("slack:T1:bo", "post", "A better tip")]


def test_a_card_that_stands_nowhere_is_not_updated(db: Database, notices: Notices) -> None:
    notices.update("situation:9", Message("Settled"))

    assert waiting(db, HERE) == []


def test_a_channel_is_in_one_place_a_product_and_can_move(db: Database) -> None:
    channels = Channels(db, "north")
    channels.choose("tips", SUPPORT, "cy", NOW)
    channels.choose("tips", replace(SUPPORT, surface="teams"), "cy", NOW)

    channels.choose("tips", Place("slack", "C2", "#tips"), "cy", NOW)

    assert channels.places("tips") == [Place("slack", "C2", "#tips"), Place("teams", "C1", "#support")]
    assert channels.places("situations") == []


def test_a_channel_that_is_closed_is_nowhere(db: Database) -> None:
    channels = Channels(db, "north")
    channels.choose("tips", SUPPORT, "cy", NOW)

    channels.close("tips", "slack")

    assert channels.places("tips") == []
