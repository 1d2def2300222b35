"""Forms in modals: sentences beside their fields, and nothing typed is ever lost."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.manners import HELD
from bot.message import Ask, Field, Message, Option
from bot.slack.carry import carried, unpacked
from bot.slack.forms import inputs, typed
from bot.slack.limits import clean
from bot.slack.paper import Paper
from bot.slack.render import as_modal
from tests.bot.slack.fake_slack import FakeSlack, Json
from tests.bot.slack.office import Office
from tests.bot.slack.screen import labels, pressed, pressed_in_view, sent, state, title, words
from tests.bot.slack.valid import faults_of_view

LONG_ANSWER = "\n\n".join(f"Paragraph {number}: " + "we are sorry. " * 40 for number in range(30)).strip()


def form(office: Office, slack: FakeSlack, word: str = "add") -> Json:
    """Open a form by a word, and return its view."""
    office.command(word, "/baton", user="cy")
    view: Json = slack.wait_for("views.open")[-1]["view"]
    return view


def made_button(action: str, values: dict[str, str]) -> Json:
    """Return an Edit button like those Baton makes."""
    return {"type": "button", "text": {"text": "Edit"}, "action_id": f"{action}~1", "value": json.dumps(values)}


def nothing_kept(_name: str) -> str | None:
    return None


def test_a_refused_form_keeps_what_was_typed_and_has_the_sentence_beside_the_field(
    office: Office, slack: FakeSlack
) -> None:
    view = form(office, slack)

    answer = office.interaction(sent(view, "cy", {"Question or complaint": "Charged twice", "Links": "ftp://x"})).json

    assert answer == {
        "response_action": "errors",
        "errors": {"answer~0": "An entry needs its answer.", "links~0": "A link starts with https:// or http://."},
    }


def test_a_form_refused_once_is_saved_when_it_is_sent_again(office: Office, slack: FakeSlack) -> None:
    view = form(office, slack)
    office.interaction(sent(view, "cy", {"Question or complaint": "Charged twice"}))

    answer = office.interaction(
        sent(view, "cy", {"Question or complaint": "Charged twice", "The team's answer": "It goes back."})
    ).json

    assert title(answer["view"]["blocks"]) == "Charged twice"


def test_a_form_that_nobody_may_send_stays_below_the_sentence_that_says_who_can(
    office: Office, slack: FakeSlack
) -> None:
    view = form(office, slack)
    office.desk().people.appoint("slack:T1:dee", "lead", "slack:T1:cy", office.desk().now)
    office.desk().people.appoint("slack:T1:cy", "csr", "slack:T1:dee", office.desk().now)

    answer = office.interaction(sent(view, "cy", {"Question or complaint": "Mars?", "The team's answer": "No."})).json

    assert answer["response_action"] == "push"
    assert "Only a curator or a lead can save an entry. In your team: Dee (lead)." in words(answer["view"]["blocks"])
    assert "Mars? No." in words(answer["view"]["blocks"])


def test_a_form_is_not_pushed_onto_a_pile_that_is_full_and_shows_what_was_typed(
    office: Office, slack: FakeSlack
) -> None:
    view = form(office, slack)
    office.desk().people.appoint("slack:T1:dee", "lead", "slack:T1:cy", office.desk().now)
    office.desk().people.appoint("slack:T1:cy", "csr", "slack:T1:dee", office.desk().now)
    third = {"root_view_id": "V0", "previous_view_id": "V9"}

    answer = office.interaction(
        sent(view, "cy", {"Question or complaint": "Mars?", "The team's answer": "No."}, **third)
    ).json

    assert answer["response_action"] == "update"
    assert "Mars? No." in words(answer["view"]["blocks"])


@pytest.mark.parametrize(("ids", "how"), [({}, "push"), ({"root_view_id": "V0", "previous_view_id": "V9"}, "update")])
def test_a_form_that_is_too_old_says_so_and_keeps_what_was_typed(
    ids: dict[str, str], how: str, office: Office, slack: FakeSlack
) -> None:
    view = {**form(office, slack), "private_metadata": '{"~kept": "long forgotten"}'}

    answer = office.interaction(sent(view, "cy", {"Question or complaint": "Mars?"}, **ids)).json

    assert (answer["response_action"], title(answer["view"]["blocks"])) == (how, "That form is too old")
    assert "What you wrote Mars?" in words(answer["view"]["blocks"])


def test_somebody_elses_change_meanwhile_comes_with_the_form_as_it_was_typed(office: Office, slack: FakeSlack) -> None:
    private = office.command("where is my parcel", user="cy").json
    office.interaction(pressed("Edit", private["blocks"], "cy", slack))
    (opened,) = slack.wait_for("views.open")
    office.interaction(pressed("Reviewed today", private["blocks"], "cy", slack))

    answer = office.interaction(sent(opened["view"], "cy", {"The team's answer": "My words."})).json

    assert answer["response_action"] == "update"
    assert title(answer["view"]["blocks"]) == "Changed meanwhile"
    inputs = {
        block["label"]["text"]: block["element"].get("initial_value")
        for block in answer["view"]["blocks"]
        if block["type"] == "input"
    }
    assert inputs["The team's answer"] == "My words."


def test_a_button_in_a_form_leaves_the_form_below_what_it_shows(office: Office, slack: FakeSlack) -> None:
    private = office.command("where is my parcel", user="cy").json
    office.interaction(pressed("History", private["blocks"], "cy", slack))
    office.interaction(pressed("Reviewed today", private["blocks"], "cy", slack))
    office.interaction(pressed("History", private["blocks"], "cy", slack))
    opened = slack.wait_for("views.open")[-1]["view"]

    office.interaction(pressed_in_view(labels(opened["blocks"])[0], opened, "cy", {"Compare": "1"}))

    (pushed,) = slack.wait_for("views.push")
    assert title(pushed["view"]["blocks"]) == "What changed"


def test_a_button_in_a_form_that_cannot_stay_shows_what_was_typed(office: Office, slack: FakeSlack) -> None:
    view = as_modal(
        Message("Changed meanwhile", (Ask("guide.save", "Save", (Field("answer", "Answer", "text"),)),)), str, {}
    )
    view["blocks"].append({"type": "actions", "elements": [
        {"type": "button", "text": {"type": "plain_text", "text": "Browse"}, "action_id": "guide.browse~1"}]})  # fmt: skip
    third = {"root_view_id": "V0", "previous_view_id": "V9"}

    office.interaction(pressed_in_view("Browse", view, "cy", {"Answer": "My long words."}, **third))

    (updated,) = slack.wait_for("views.update")
    assert "What you wrote My long words." in words(updated["view"]["blocks"])


def test_a_form_that_opens_too_late_comes_as_a_button_and_says_so(office: Office, slack: FakeSlack) -> None:
    slack.refuse("views.open", "expired_trigger_id")

    office.command("add", "/baton", user="cy")

    (told,) = slack.wait_for("respond")
    assert "The form could not open in time." in words(told["blocks"])
    office.interaction(pressed("Save…", told["blocks"], "cy", slack))
    assert title(slack.wait_for("views.open", 2)[1]["view"]["blocks"]) == "A new entry"


def test_an_answer_of_any_length_is_edited_whole(office: Office, slack: FakeSlack) -> None:
    office.interaction(
        sent(form(office, slack), "cy", {"Question or complaint": "Everything", "The team's answer": "short"})
    )
    entry = next(entry for entry in office.desk().guide.all() if entry.question == "Everything")
    office.desk().guide.save(replace(entry, answer=LONG_ANSWER), "edited", "cy", office.desk().now)
    edit = [{"type": "actions", "elements": [made_button("guide.edit", {"entry": entry.id})]}]
    office.interaction(pressed("Edit", edit, "cy", slack))
    opened = slack.wait_for("views.open", 2)[1]["view"]

    saved = office.interaction(sent(opened, "cy", {"Topics": "all"})).json

    edited = office.desk().guide.entry(entry.id)
    assert "Saved." in words(saved["view"]["blocks"])
    assert edited is not None
    assert (edited.answer, edited.topics) == (LONG_ANSWER, ("all",))


@pytest.mark.parametrize(
    "text", ["", "one line", "two\nlines", "x" * 9_000, LONG_ANSWER, "word " * 4_000, "👩‍👩‍👧" * 900]
)
def test_what_stands_in_a_form_comes_back_as_it_was(text: str) -> None:
    view = as_modal(Message("T", (Ask("a", "Save", (Field("answer", "Answer", "text", text),)),)), str, {})

    assert typed(state(view, {}), nothing_kept) == {"answer": text}


@given(st.text(max_size=6_000))
def test_any_text_survives_a_form(text: str) -> None:
    view = as_modal(Message("T", (Ask("a", "Save", (Field("answer", "Answer", "text", text),)),)), str, {})

    assert typed(state(view, {}), nothing_kept) == {"answer": clean(text)}


def test_the_fields_that_a_view_has_no_room_for_are_named_and_stay_as_they_are() -> None:
    given = {f"field {number}": f"{number} " + "文" * 9_000 for number in range(10)}
    fields = tuple(Field(name, name.title(), "text", value) for name, value in given.items())
    kept: dict[str, str] = {}

    def keep(text: str) -> str:
        kept["name"] = text
        return "name"

    view = as_modal(Message("T", (Ask("a", "Save", fields),)), keep, {})

    assert faults_of_view(view) == []
    held = unpacked(carried(view["private_metadata"]), kept.get)["values"]
    named = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    assert named == [f"{name.title()}: {HELD}" for name in held]
    assert {**held, **typed(state(view, {}), nothing_kept)} == given


def test_what_was_chosen_is_read_from_every_kind_of_element() -> None:
    values = {
        "topics~0": {"field": {"type": "checkboxes", "selected_options": [{"value": "delays"}, {"value": "defects"}]}},
        "learns~0": {"field": {"type": "multi_static_select", "selected_options": []}},
        "due~0": {"field": {"type": "datepicker", "selected_date": "2026-05-04"}},
        "never~0": {"field": {"type": "datepicker", "selected_date": None}},
        "owner~0": {"field@slack:T1:": {"type": "users_select", "selected_user": "U7"}},
        "nobody~0": {"field@slack:T1:": {"type": "users_select", "selected_user": None}},
    }

    assert typed({"values": values}, str) == {
        "topics": "delays\ndefects",
        "learns": "",
        "due": "2026-05-04",
        "never": "",
        "owner": "slack:T1:U7",
        "nobody": "",
    }


def test_a_person_is_chosen_from_the_workspace_where_the_team_is_too_large_for_a_list() -> None:
    people = tuple(Option(f"slack:T1:U{number}", f"Person {number}") for number in range(101))
    field = Field("owner", "Owner", "person", "slack:T1:U7", people)

    (block,) = inputs([field], Paper("modal", str))

    assert block["element"] == {"type": "users_select", "action_id": "field@slack:T1:", "initial_user": "U7"}


def test_a_date_that_is_none_is_not_put_into_a_date_picker() -> None:
    (block, error) = inputs([Field("due", "Due", "date", "soon", error="Please choose a day.")], Paper("modal", str))

    assert block["element"] == {"type": "datepicker", "action_id": "field"}
    assert error["elements"][0]["text"] == "(!) Please choose a day."


def test_many_choices_become_a_list_to_choose_several_from() -> None:
    options = tuple(Option(str(number), f"Topic {number}") for number in range(11))

    (few,) = inputs([Field("topics", "Topics", "choices", "1\n2", options[:10])], Paper("modal", str))
    (many,) = inputs([Field("topics", "Topics", "choices", "1\n2", options)], Paper("modal", str))

    assert (few["element"]["type"], many["element"]["type"]) == ("checkboxes", "multi_static_select")
    assert [option["value"] for option in many["element"]["initial_options"]] == ["1", "2"]
