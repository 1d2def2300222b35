"""Notices in Slack: told in direct messages, posted as cards, updated where they stand; and what people do at a card."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels import Place
from bot.message import Button, Buttons, Message
from tests.bot.at_cards import CARD, Ears
from tests.bot.slack.fake_slack import BOT_USER, FakeSlack, Json
from tests.bot.slack.office import Office, person_id, slack_office
from tests.bot.slack.screen import pressed, title, words
from tests.sample import NOW


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def office(slack: FakeSlack, tmp_path: Path, ears: Ears) -> Iterator[Office]:
    with slack_office(tmp_path, slack, answer=ears.answer) as running:
        desk = running.desk()
        desk.channels.choose("situations", Place("slack", "C1", "#support"), person_id("cy"), NOW)
        yield running
        assert running.faults() == []


def post(office: Office, slack: FakeSlack, text: str = "A llama") -> str:
    """Post a card, and return its time stamp in the channel."""
    desk = office.desk()
    with desk.together():
        desk.notices.post("situations", Message(text, (Buttons((Button("Answer", "home"),)),)), CARD)
    office.wake()
    slack.wait_for("chat.postMessage")
    (posted,) = slack.messages
    wait_until_sent(office)
    return str(posted["ts"])


def wait_until_sent(office: Office) -> None:
    while list(office.desk().db.query("select id from outbox where sent_at is null order by id")):
        pass


def reply(text: str, ts: str = "1700000000.000900", **more: str) -> Json:
    message = {"type": "message", "channel_type": "channel", "channel": "C1", "user": "dee", "text": text, "ts": ts}
    return {**message, **more}


def test_somebody_is_told_in_a_direct_message(office: Office, slack: FakeSlack) -> None:
    desk = office.desk()

    with desk.together():
        desk.notices.tell(person_id("ada"), Message("Your checklist begins"))
    office.wake()
    (told,) = slack.wait_for("chat.postMessage")

    assert (told["channel"], title(told["blocks"])) == ("ada", "Your checklist begins")


def test_a_card_is_posted_in_the_channel_and_updated_where_it_stands(office: Office, slack: FakeSlack) -> None:
    ts = post(office, slack)
    desk = office.desk()

    with desk.together():
        desk.notices.update(CARD, Message("A llama, settled"))
    office.wake()
    (updated,) = slack.wait_for("chat.update")

    assert (updated["channel"], updated["ts"], title(updated["blocks"])) == ("C1", ts, "A llama, settled")


def test_a_button_on_a_card_answers_whoever_presses_it_alone(office: Office, slack: FakeSlack) -> None:
    post(office, slack)

    office.interaction(pressed("Answer", slack.messages[0]["blocks"], "dee", slack, ephemeral=False))
    (answered,) = slack.wait_for("respond")

    assert (answered["response_type"], title(answered["blocks"])) == ("ephemeral", "Hello Dee")


def test_a_reply_in_a_cards_thread_its_edit_and_its_end_are_heard(office: Office, slack: FakeSlack, ears: Ears) -> None:
    ts = post(office, slack)
    first = reply("Feed it", thread_ts=ts)
    edited = {**first, "text": "Feed it &amp; pet it", "edited": {"user": "dee", "ts": "1.2"}}

    office.event(first)
    office.event(
        {"type": "message", "subtype": "message_changed", "channel": "C1", "message": edited, "previous_message": first}
    )
    office.event({"type": "message", "subtype": "message_deleted", "channel": "C1", "previous_message": edited})

    said = {"card": CARD, "reply": "C1:1700000000.000900"}
    assert ears.at_cards == [
        ("Dee", "card.reply", {**said, "text": "Feed it"}),
        ("Dee", "card.reply", {**said, "text": "Feed it & pet it"}),
        ("Dee", "card.reply", {**said, "text": ""}),
    ]
    assert len(slack.made("chat.postMessage")) == 1


def test_who_may_not_ask_reads_once_why_a_reply_at_a_card_does_not_count_and_reacts_as_they_like(
    office: Office, slack: FakeSlack, ears: Ears
) -> None:
    ts = post(office, slack)
    slack.add_user("gus", "Gus", is_restricted=True)
    item = {"type": "message", "channel": "C1", "ts": ts}

    office.event({"type": "reaction_added", "user": "gus", "reaction": "tada", "item": item})
    office.event(reply("Feed it", thread_ts=ts, user="gus"))
    office.event(reply("Or not", thread_ts=ts, user="gus", ts="1700000000.000901"))
    slack.refuse("users.info", "internal_error")
    office.event({"type": "reaction_added", "user": "eve", "reaction": "tada", "item": item})
    desk = office.desk()
    with desk.together():
        desk.notices.tell(person_id("ada"), Message("Your checklist begins"))
    office.wake()

    told = slack.wait_for("chat.postMessage", 3)[1:]
    assert sorted((each["channel"], title(each["blocks"])) for each in told) == [
        ("ada", "Your checklist begins"),
        ("gus", "I may not answer you"),
    ]
    assert ears.at_cards == []


def test_reactions_to_a_card_are_heard(office: Office, slack: FakeSlack, ears: Ears) -> None:
    item = {"type": "message", "channel": "C1", "ts": post(office, slack)}

    office.event({"type": "reaction_added", "user": "dee", "reaction": "tada", "item": item})
    office.event({"type": "reaction_removed", "user": "dee", "reaction": "tada", "item": item})

    assert ears.at_cards == [
        ("Dee", "card.reaction", {"card": CARD, "reaction": "tada", "gone": ""}),
        ("Dee", "card.reaction", {"card": CARD, "reaction": "tada", "gone": "yes"}),
    ]


def test_what_is_said_elsewhere_is_none_of_batons_business(office: Office, slack: FakeSlack, ears: Ears) -> None:
    ts = post(office, slack)

    office.event(reply("Lunch?", thread_ts="1600000000.000001"))
    office.event(reply("Lunch?"))
    office.event(reply("Beep", thread_ts=ts, bot_id="B9"))
    office.event({"type": "reaction_added", "user": "dee", "reaction": "tada", "item": {"type": "file", "file": "F1"}})

    assert ears.at_cards == []
    assert len(slack.made("chat.postMessage")) == 1


def test_a_mention_in_a_cards_thread_is_a_question_not_a_reply(office: Office, slack: FakeSlack, ears: Ears) -> None:
    ts = post(office, slack)

    office.event(reply(f"<@{BOT_USER}> where is my parcel", thread_ts=ts))

    assert ears.at_cards == []


def test_a_lead_chooses_the_channel_they_are_in(office: Office, slack: FakeSlack) -> None:
    shown = office.command("channels", "/baton", user="cy", channel_name="tips-and-tricks", channel_id="C7")

    payload = pressed("Tips", shown.json["blocks"], "cy", slack, channel="C7")
    office.interaction({**payload, "channel": {"id": "C7", "name": "tips-and-tricks"}})
    (answered,) = slack.wait_for("respond")

    assert office.desk().channels.places("tips") == [Place("slack", "C7", "#tips-and-tricks")]
    assert "the weekly tip goes to #tips-and-tricks in Slack" in words(answered["blocks"])
