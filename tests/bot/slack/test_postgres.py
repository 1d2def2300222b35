"""Slack over a PostgreSQL database: the same answers, each effect once, and a reason when the database is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.slack.fake_slack import FakeSlack
from tests.bot.slack.office import Office, slack_office
from tests.bot.slack.screen import direct, mention, sent, title
from tests.place import Place


@pytest.fixture
def office(slack: FakeSlack, postgres_place: Place, tmp_path: Path) -> Iterator[Office]:
    with slack_office(tmp_path, slack, database_url=postgres_place.url) as running:
        yield running
        assert running.faults() == []


def test_a_command_a_mention_and_the_home_are_answered(office: Office, slack: FakeSlack) -> None:
    answer = office.command("where is my parcel").json
    office.event(mention("please refund me"))
    office.event({"type": "app_home_opened", "user": "dee", "tab": "home"})

    assert title(answer["blocks"]) == "My parcel is late"
    assert title(slack.wait_for("chat.postMessage")[0]["blocks"]) == "I want my money back"
    assert title(slack.wait_for("views.publish")[0]["view"]["blocks"]) == "Hello Dee"


def test_a_form_is_saved_and_an_event_that_comes_again_has_its_effect_once(office: Office, slack: FakeSlack) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")
    typed = {"Question or complaint": "Charged twice", "The team's answer": "It goes back."}

    saved = office.interaction(sent(opened["view"], "cy", typed)).json
    for _ in range(3):
        office.event(mention("where is my parcel"), "Ev1", **{"X-Slack-Retry-Num": "1"})
    office.event(direct("topics"))

    slack.wait_for("chat.postMessage", 2)
    assert title(saved["view"]["blocks"]) == "Charged twice"
    assert len(slack.messages) == 2


def test_a_turn_that_breaks_in_the_database_takes_nothing_else_with_it(office: Office) -> None:
    office.desk().db.execute("alter table questions rename to questions_away")
    broken = office.command("where is my parcel").json
    office.desk().db.execute("alter table questions_away rename to questions")

    answer = office.command("where is my parcel").json

    assert title(broken["blocks"]) in {"I could not answer", "Something broke"}
    assert title(answer["blocks"]) == "My parcel is late"
