"""Acknowledged within Slack's three seconds whatever the store does; what is late comes by itself, and once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations import answer_alike as real_answer
from bot.inbox import Inbox
from bot.slack.heard import Heard, Place
from bot.slack.reception import SECONDS_TO_ACKNOWLEDGE
from tests.bot.slack.fake_slack import FakeSlack, Json
from tests.bot.slack.office import Office, slack_office
from tests.bot.slack.screen import direct, mention, pressed, pressed_in_view, sent, title, words
from tests.bot.slow_store import BrokenStore, SlowStore

SLACK_WAITS = 3.0  # seconds


@pytest.fixture
def store() -> SlowStore:
    return SlowStore(real_answer)


@pytest.fixture
def office(store: SlowStore, slack: FakeSlack, tmp_path: Path) -> Iterator[Office]:
    with slack_office(tmp_path, slack, answer=store.answer) as running:
        yield running
        assert running.faults() == []


def standing(view: Json) -> dict[str, str]:
    """Return what stands in the text inputs of a modal, by their labels."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["label"]["text"]: block["element"].get("initial_value", "") for block in inputs}


def test_a_command_is_acknowledged_in_time_and_its_answer_comes_when_the_store_goes_on(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    with store.hanging():
        began = time.monotonic()
        at_once = office.command("where is my parcel").json
        took = time.monotonic() - began

    (later,) = slack.wait_for("respond")
    assert SECONDS_TO_ACKNOWLEDGE <= took < SLACK_WAITS
    assert title(at_once["blocks"]) == "One moment"
    assert (later["response_type"], title(later["blocks"])) == ("ephemeral", "My parcel is late")


def test_a_form_is_acknowledged_in_time_and_its_modal_shows_the_answer_when_the_store_goes_on(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")

    with store.hanging():
        at_once = office.interaction(
            sent(opened["view"], "cy", {"Question or complaint": "Charged twice", "The team's answer": "It goes back."})
        ).json

    (later,) = slack.wait_for("views.update")
    assert title(at_once["view"]["blocks"]) == "One moment"
    assert (later["view_id"], title(later["view"]["blocks"])) == ("V1", "Charged twice")


def test_a_form_that_is_refused_late_comes_back_with_what_was_typed(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")

    with store.hanging():
        office.interaction(sent(opened["view"], "cy", {"Question or complaint": "Charged twice"}))

    (later,) = slack.wait_for("views.update")
    assert standing(later["view"])["Question or complaint"] == "Charged twice"
    assert "An entry needs its answer." in words(later["view"]["blocks"])


def test_a_form_whose_modal_is_closed_meanwhile_comes_back_alone_with_what_was_typed(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    slack.refuse("views.update", "not_found")
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")

    with store.hanging():
        office.interaction(sent(opened["view"], "cy", {"Question or complaint": "Charged twice"}))
    (told,) = slack.wait_for("chat.postMessage")
    office.interaction(pressed("Save…", told["blocks"], "cy", slack, channel="Dcy", ephemeral=False))
    again = slack.wait_for("views.open", 2)[1]["view"]

    assert (told["channel"], title(told["blocks"])) == ("cy", "Not saved yet")
    assert "The window was closed before I could answer in it" in words(told["blocks"])
    assert standing(again)["Question or complaint"] == "Charged twice"
    assert office.desk().deliveries.given_up() == []


def test_a_button_whose_modal_is_closed_meanwhile_troubles_nobody(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")
    saved = office.interaction(
        sent(opened["view"], "cy", {"Question or complaint": "Charged twice", "The team's answer": "It goes back."})
    ).json
    slack.refuse("views.update", "not_found")

    with store.hanging():
        office.interaction(pressed_in_view("History", saved["view"], "cy"))
    slack.wait_for("views.update")
    office.event(direct("topics"))

    assert [each["channel"] for each in slack.wait_for("chat.postMessage")] == ["Ddee"]
    assert office.desk().deliveries.given_up() == []


def test_a_form_whose_store_hangs_and_then_breaks_says_so_with_what_was_typed(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")

    with store.hanging():
        office.interaction(sent(opened["view"], "cy", {"Question or complaint": "Charged twice"}))
        store.is_gone = True

    (later,) = slack.wait_for("views.update")
    assert title(later["view"]["blocks"]) == "I could not answer"
    assert "What you wrote Charged twice" in words(later["view"]["blocks"])


def test_an_event_is_acknowledged_in_time_and_answered_when_the_store_goes_on(
    store: SlowStore, office: Office, slack: FakeSlack
) -> None:
    with store.hanging():
        began = time.monotonic()
        acknowledged = office.event(mention("where is my parcel"))
        took = time.monotonic() - began

    (posted,) = slack.wait_for("chat.postMessage")
    assert acknowledged.status == 200
    assert took < SLACK_WAITS
    assert title(posted["blocks"]) == "My parcel is late"


def test_a_slow_web_api_delays_no_acknowledgement(office: Office, slack: FakeSlack) -> None:
    slack.delays = {"views.open": 4.0}

    began = time.monotonic()
    office.command("add", "/baton", user="cy")
    took = time.monotonic() - began

    assert took < SLACK_WAITS
    slack.wait_for("views.open")


def test_what_was_acknowledged_and_not_answered_is_answered_by_the_next_process(
    slack: FakeSlack, tmp_path: Path
) -> None:
    inbox = Inbox(tmp_path, "slack")
    place = Place("unseen", "C1", url=slack.response_url())
    left = Heard("command:1", "dee", "T1", "guide.ask", {"question": "where is my parcel"}, place, awaits="message")
    inbox.put(left.id, left.to_json())
    inbox.close()

    with slack_office(tmp_path, slack) as office:
        (later,) = slack.wait_for("respond")
        asked = [each.wording for each in office.desk().questions.recent("slack:T1:dee", 9, 0)]

    assert title(later["blocks"]) == "My parcel is late"
    assert asked == ["where is my parcel"]
    emptied = Inbox(tmp_path, "slack")
    assert emptied.all() == []
    emptied.close()


def test_what_was_left_waits_until_slack_says_where_baton_is(slack: FakeSlack, tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "slack")
    left = Heard("Ev1", "dee", "T1", "say", {"text": "topics"}, Place("direct", "Ddee"), about="Ddee:1.1")
    inbox.put(left.id, left.to_json())
    inbox.close()
    slack.refuse("auth.test", "internal_error")

    with slack_office(tmp_path, slack):
        slack.wait_for("auth.test")

    kept = Inbox(tmp_path, "slack")
    assert kept.all() == [left.to_json()]
    kept.close()


def test_what_had_its_effect_before_the_process_died_is_answered_without_a_second_effect(
    slack: FakeSlack, tmp_path: Path
) -> None:
    with slack_office(tmp_path, slack) as office:
        answer = office.command("where is my parcel", trigger_id="t1").json
    inbox = Inbox(tmp_path, "slack")
    place = Place("unseen", "C1", url=slack.response_url())
    left = Heard("command:t1", "dee", "T1", "guide.ask", {"question": "where is my parcel"}, place, awaits="message")
    inbox.put(left.id, left.to_json())
    inbox.close()

    with slack_office(tmp_path, slack) as office:
        (later,) = slack.wait_for("respond")
        asked = [each.wording for each in office.desk().questions.recent("slack:T1:dee", 9, 0)]

    assert later["blocks"] == answer["blocks"]
    assert asked == ["where is my parcel"]


def test_a_store_that_breaks_is_said_to_the_person_and_once_to_the_log(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with slack_office(tmp_path, slack, answer=BrokenStore().answer) as office:
        answer = office.command("where is my parcel", trigger_id="t1").json
        office.event(direct("topics"), "Ev1")
        (told,) = slack.wait_for("chat.postMessage")

    assert "tell whoever runs Baton this number: command:t1." in words(answer["blocks"])
    assert "tell whoever runs Baton this number: Ev1." in words(told["blocks"])
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [
        "command:t1 (guide.ask) of dee could not be taken",
        "Ev1 (say) of dee could not be taken",
    ]
