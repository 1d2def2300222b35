"""Who is who: names, zones and languages follow Slack; admins lead; outsiders ask only where a lead allows it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.conversations.doors import GUESTS, STRANGERS
from bot.slack.reception import SECONDS_TO_ACKNOWLEDGE
from bot.turn import Person
from tests.bot.slack.fake_slack import TEAM, FakeSlack
from tests.bot.slack.office import Office, person_id, slack_office
from tests.bot.slack.screen import direct, title, words
from tests.sample import NOW


def known(office: Office, user: str, team: str = TEAM) -> Person | None:
    return office.desk().people.person(f"slack:{team}:{user}")


def test_somebody_who_asks_is_added_as_slack_describes_them(office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "Eve", tz="Asia/Kolkata", locale="hi-IN")

    office.command("where is my parcel", user="eve")

    assert known(office, "eve") == Person("slack:T1:eve", "Eve", "csr", "Asia/Kolkata", "slack", "hi-IN")


@pytest.mark.parametrize("how", ["is_admin", "is_owner", "is_primary_owner"])
def test_an_admin_of_the_workspace_is_a_lead_at_first(how: str, office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "Eve", **{how: True})

    office.command("help", "/baton", user="eve")

    eve = known(office, "eve")
    assert eve is not None
    assert eve.role == "lead"


def test_who_writes_first_leads_a_team_that_has_no_lead(office: Office, slack: FakeSlack) -> None:
    for lead in ("ada", "bo", "cy", "dee"):
        office.desk().people.leave(person_id(lead), NOW)
    slack.add_user("eve", "Eve")
    slack.add_user("fay", "Fay")

    office.command("help", "/baton", user="eve")
    office.command("help", "/baton", user="fay")

    roles = {person.name: person.role for person in office.desk().people.all()}
    assert roles == {"Eve": "lead", "Fay": "csr"}


def test_a_lead_who_was_appointed_otherwise_stays_so_although_slack_says_admin(
    office: Office, slack: FakeSlack
) -> None:
    slack.add_user("dee", "Dee", is_admin=True)

    office.command("help", "/baton", user="dee")

    dee = known(office, "dee")
    assert dee is not None
    assert dee.role == "csr"


def test_a_name_that_changes_in_slack_changes_here_and_signs_the_next_answer(office: Office, slack: FakeSlack) -> None:
    slack.add_user("dee", "Deirdre", tz="America/Chicago", locale="en-US")

    office.event({"type": "user_change", "user": slack.users["dee"]})

    assert known(office, "dee") == Person("slack:T1:dee", "Deirdre", "csr", "America/Chicago", "slack", "en-US")
    assert title(office.command("help", "/baton").json["blocks"]) == "Hello Deirdre"


def test_a_change_that_says_neither_zone_nor_language_leaves_them(office: Office, slack: FakeSlack) -> None:
    slack.add_user("dee", "Dee", tz="America/Chicago", locale="en-US")
    office.command("help", "/baton")

    change = {"id": "dee", "team_id": TEAM, "profile": {"display_name": "Deirdre"}}
    office.event({"type": "user_change", "user": change})

    assert known(office, "dee") == Person("slack:T1:dee", "Deirdre", "csr", "America/Chicago", "slack", "en-US")


def test_a_change_of_somebody_who_never_asked_adds_nobody(office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "Eve")

    office.event({"type": "user_change", "user": slack.users["eve"]})

    assert known(office, "eve") is None


def test_somebody_who_is_deactivated_is_no_longer_named_among_those_who_can(office: Office, slack: FakeSlack) -> None:
    slack.add_user("cy", "Cy", deleted=True)

    office.event({"type": "user_change", "user": slack.users["cy"]})

    refused = office.command("add", "/baton").json
    assert "Your team has none yet." in words(refused["blocks"])
    assert office.desk().people.name_of(person_id("cy")) == "Cy"


def test_a_new_member_can_be_appointed_before_they_ask(office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "Eve")

    office.event({"type": "team_join", "user": slack.users["eve"]})

    assert known(office, "eve") == Person("slack:T1:eve", "Eve", "csr", "Europe/London", "slack", "en-GB")


@pytest.mark.parametrize("more", [{"is_bot": True}, {"is_restricted": True}, {"deleted": True}])
def test_a_bot_or_a_guest_who_joins_is_not_added(more: dict[str, Any], office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "Eve", **more)

    office.event({"type": "team_join", "user": slack.users["eve"]})

    assert known(office, "eve") is None


@pytest.mark.parametrize("how", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_reads_who_can_let_them_ask(how: str, office: Office, slack: FakeSlack) -> None:
    slack.add_user("gus", "Gus", **{how: True})

    answer = office.command("where is my parcel", user="gus").json

    assert "guests may not ask it yet. Cy can allow it" in words(answer["blocks"])
    assert known(office, "gus") is None


def test_a_guest_whom_a_lead_allows_gets_answers(office: Office, slack: FakeSlack) -> None:
    slack.add_user("gus", "Gus", is_restricted=True)
    office.desk().settings.set(GUESTS, "yes", person_id("cy"), NOW)

    answer = office.command("where is my parcel", user="gus").json

    assert title(answer["blocks"]) == "My parcel is late"


def test_somebody_of_another_workspace_reads_who_can_let_them_ask(office: Office, slack: FakeSlack) -> None:
    slack.add_user("xen", "Xen", team_id="T9")

    office.event({**direct("where is my parcel", user="xen"), "user_team": "T9"})

    (told,) = slack.wait_for("chat.postMessage")
    assert "people of other workspaces may not ask it yet. Cy can allow it" in words(told["blocks"])


def test_somebody_of_another_workspace_whom_a_lead_allows_is_known_by_their_own(
    office: Office, slack: FakeSlack
) -> None:
    slack.add_user("xen", "Xen", team_id="T9", is_admin=True)
    office.desk().settings.set(STRANGERS, "yes", person_id("cy"), NOW)

    office.event({**direct("where is my parcel", user="xen"), "user_team": "T9"})

    slack.wait_for("chat.postMessage")
    assert known(office, "xen", "T9") == Person("slack:T9:xen", "Xen", "csr", "Europe/London", "slack", "en-GB")


@pytest.mark.parametrize("answer", [{}, {"user": []}, {"user": {"name": "dee"}}])
def test_somebody_described_without_sense_reads_why_there_is_no_answer(
    answer: dict[str, Any], office: Office, slack: FakeSlack
) -> None:
    slack.fail("users.info", lambda: web.json_response({"ok": True, **answer}))

    refused = office.command("where is my parcel").json

    assert "I could not find out who you are (nonsense)" in words(refused["blocks"])


def test_nobody_belongs_to_the_team_before_slack_has_said_which_workspace_it_is(
    slack: FakeSlack, tmp_path: Path
) -> None:
    slack.refuse("auth.test", "internal_error")
    slack.add_user("xen", "Xen", team_id="T9", is_admin=True)

    with slack_office(tmp_path, slack) as office:
        refused = office.command("help", "/baton", user="xen", team_id="T9").json

        assert "I could not find out who you are (internal_error)" in words(refused["blocks"])
        assert known(office, "xen", "T9") is None


def test_slack_is_asked_once_who_somebody_is(office: Office, slack: FakeSlack) -> None:
    for _ in range(3):
        office.command("where is my parcel")

    assert len(slack.made("users.info")) == 1


def test_slack_is_asked_once_who_somebody_is_of_whom_much_comes_in_one_moment(office: Office, slack: FakeSlack) -> None:
    slack.delays = {"users.info": 0.5}

    with ThreadPoolExecutor() as together:
        answers = [together.submit(office.command, "where is my parcel") for _ in range(3)]

    assert [title(answer.result().json["blocks"]) for answer in answers] == ["My parcel is late"] * 3
    assert len(slack.made("users.info")) == 1


def test_slack_that_takes_long_to_say_who_somebody_is_is_asked_once(office: Office, slack: FakeSlack) -> None:
    slack.delays = {"users.info": SECONDS_TO_ACKNOWLEDGE + 0.5}

    at_once = office.command("where is my parcel").json
    (later,) = slack.wait_for("respond")

    assert (title(at_once["blocks"]), title(later["blocks"])) == ("One moment", "My parcel is late")
    assert len(slack.made("users.info")) == 1


def test_a_name_is_text_whatever_it_says(office: Office, slack: FakeSlack) -> None:
    slack.add_user("eve", "<!channel> *Eve* \u202e" + "x" * 200, tz="Mars/Olympus")

    answer = office.command("help", "/baton", user="eve").json

    eve = known(office, "eve")
    assert eve is not None
    assert (len(eve.name), eve.time_zone) == (80, "Europe/London")
    assert title(answer["blocks"]).startswith("Hello <!channel> *Eve*")
    assert "&lt;!channel&gt;" in answer["text"]


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found", "ratelimited", "internal_error"])
def test_somebody_slack_will_not_describe_reads_why_there_is_no_answer(
    error: str, office: Office, slack: FakeSlack
) -> None:
    slack.refuse("users.info", error)

    refused = office.command("where is my parcel").json

    assert f"I could not find out who you are ({error})" in words(refused["blocks"])
    assert title(office.command("where is my parcel").json["blocks"]) == "My parcel is late"
