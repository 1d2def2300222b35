"""Every way into Baton in Slack, in signed requests and over Socket Mode: what is asked, and where the answer comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels import Place
from bot.slack.read import ASK, ASK_ABOUT, BRING, SAVE
from tests.bot.slack.fake_slack import BOT_ID, BOT_USER, FakeSlack, Json
from tests.bot.slack.office import APP_TOKEN, Office, person_id, slack_office
from tests.bot.slack.screen import (
    changed,
    direct,
    entered,
    global_shortcut,
    labels,
    mention,
    message_shortcut,
    pressed,
    pressed_in_view,
    sent,
    title,
    words,
)
from tests.sample import NOW


@pytest.fixture(params=["http", "socket"])
def office(request: pytest.FixtureRequest, slack: FakeSlack, tmp_path: Path) -> Iterator[Office]:
    socket = {"app_token": APP_TOKEN, "signing_secret": ""}
    with slack_office(tmp_path, slack, settings=socket if request.param == "socket" else {}) as running:
        yield running
        assert running.faults() == []


def test_the_command_answers_at_once_and_for_the_person_alone(office: Office, slack: FakeSlack) -> None:
    answer = office.command("where is my parcel").json

    assert answer["response_type"] == "ephemeral"
    assert title(answer["blocks"]) == "My parcel is late"
    assert "Post here" in labels(answer["blocks"])
    assert slack.made("chat.postMessage", "respond") == []


def test_the_command_without_a_question_opens_a_form_and_its_answer_comes_in_its_place(
    office: Office, slack: FakeSlack
) -> None:
    answer = office.command("")
    (opened,) = slack.wait_for("views.open")

    answered = office.interaction(
        sent(opened["view"], "dee", {"What does the customer say?": "where is my parcel"})
    ).json

    assert answer.json == {}
    assert title(opened["view"]["blocks"]) == "Ask the guide"
    assert answered["response_action"] == "update"
    assert title(answered["view"]["blocks"]) == "My parcel is late"


def test_post_here_shows_the_answer_to_the_channel_and_who_posted_it(office: Office, slack: FakeSlack) -> None:
    private = office.command("where is my parcel").json

    office.interaction(pressed("Post here", private["blocks"], "dee", slack))

    (posted,) = slack.wait_for("respond")
    assert (posted["response_type"], posted["replace_original"]) == ("in_channel", False)
    assert "Dee posted the team's answer:" in words(posted["blocks"])
    assert "Post here" not in labels(posted["blocks"])


def test_nothing_is_offered_to_be_posted_in_a_direct_message(office: Office) -> None:
    answer = office.command("where is my parcel", channel_id="Ddee").json

    assert "Post here" not in labels(answer["blocks"])


def test_a_mention_is_answered_in_the_thread_of_the_message(office: Office, slack: FakeSlack) -> None:
    office.event(mention("where is my parcel"))

    (posted,) = slack.wait_for("chat.postMessage")
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "1700000000.000200")
    assert title(posted["blocks"]) == "My parcel is late"


def test_a_mention_in_a_thread_is_answered_in_that_thread(office: Office, slack: FakeSlack) -> None:
    office.event(mention("where is my parcel", thread_ts="1600000000.000100"))

    (posted,) = slack.wait_for("chat.postMessage")
    assert posted["thread_ts"] == "1600000000.000100"


def test_a_direct_message_is_answered_there(office: Office, slack: FakeSlack) -> None:
    office.event(direct("please refund me"))

    (posted,) = slack.wait_for("chat.postMessage")
    assert posted["channel"] == "Ddee"
    assert "thread_ts" not in posted


def test_a_word_of_the_list_works_wherever_one_can_type(office: Office, slack: FakeSlack) -> None:
    office.event(direct("topics"))

    (posted,) = slack.wait_for("chat.postMessage")
    assert title(posted["blocks"]) == "The guide by topic"


def test_baton_gives_help_and_takes_a_word(office: Office) -> None:
    assert title(office.command("", "/baton").json["blocks"]) == "Hello Dee"
    assert title(office.command("settings", "/baton").json["blocks"]) == "Settings"
    assert title(office.command("", "/checklist").json["blocks"]) == "Your checklist"
    assert title(office.command("starters", "/checklist", user="bo").json["blocks"]) == "Starters"


def test_the_tip_is_given_and_looked_up(office: Office) -> None:
    assert title(office.command("", "/tip").json["blocks"]) == "No tip yet"
    assert title(office.command("archive", "/tip").json["blocks"]) == "All tips"


def test_help_in_a_channel_says_behind_what_its_words_are_typed_there(office: Office) -> None:
    in_channel, alone = office.command("", "/baton").json, office.command("", "/baton", channel_id="Ddee").json

    assert "one of these words, to me alone, or here behind /baton or @Baton" in words(in_channel["blocks"])
    assert "Or type one of these words:" in words(alone["blocks"])


def test_a_question_behind_the_word_for_help_is_answered_and_can_be_posted(office: Office) -> None:
    answer = office.command("where is my parcel", "/baton").json

    assert title(answer["blocks"]) == "My parcel is late"
    assert "Post here" in labels(answer["blocks"])


def test_an_edited_question_is_answered_anew_by_editing_the_answer(office: Office, slack: FakeSlack) -> None:
    question = mention("where is my parcel")
    office.event(question)
    slack.wait_for("chat.postMessage")

    office.event(changed(question, f"<@{BOT_USER}> please refund me"))

    (edited,) = slack.wait_for("chat.update")
    assert (edited["channel"], edited["ts"]) == ("C1", slack.messages[0]["ts"])
    assert len(slack.messages) == 1


def test_an_edit_that_comes_as_a_mention_too_is_answered_once(office: Office, slack: FakeSlack) -> None:
    question = mention("where is my parcel")
    office.event(question)
    slack.wait_for("chat.postMessage")
    edit = changed(question, f"<@{BOT_USER}> please refund me")

    office.event(edit)
    office.event({**question, "text": edit["message"]["text"], "edited": edit["message"]["edited"]})
    slack.wait_for("chat.update")
    office.event(direct("topics"))

    slack.wait_for("chat.postMessage", 2)
    assert len(slack.made("chat.update")) == 1


def test_an_edit_of_a_message_that_was_no_question_is_passed_over(office: Office, slack: FakeSlack) -> None:
    office.event(changed(mention("lunch?"), "lunch at noon?"))
    office.event(direct("topics"))

    assert [each["channel"] for each in slack.wait_for("chat.postMessage")] == ["Ddee"]


def test_an_unfolded_link_changes_nothing(office: Office, slack: FakeSlack) -> None:
    question = direct("where is my parcel")
    office.event(question)
    slack.wait_for("chat.postMessage")
    unfolded = changed(question, question["text"])

    office.event(unfolded)
    office.event(direct("topics", ts="1700000000.000400"))

    slack.wait_for("chat.postMessage", 2)
    assert slack.made("chat.update") == []


@pytest.mark.parametrize(
    "more",
    [{"bot_id": "B2"}, {"bot_id": BOT_ID}, {"subtype": "bot_message"}, {"user": BOT_USER}, {"subtype": "channel_join"}],
)
def test_bots_and_baton_itself_are_never_answered(more: Json, office: Office, slack: FakeSlack) -> None:
    slack.add_user(BOT_USER, "Baton", is_bot=True)
    office.event({**direct("where is my parcel"), **more})
    office.event({**mention("where is my parcel"), **more})
    office.event(direct("topics"))

    assert [title(each["blocks"]) for each in slack.wait_for("chat.postMessage")] == ["The guide by topic"]


def test_a_user_who_is_a_bot_is_not_answered(office: Office, slack: FakeSlack) -> None:
    slack.add_user("robo", "Robo", is_bot=True)

    office.event(mention("where is my parcel", user="robo"))
    office.event(direct("topics"))

    assert [title(each["blocks"]) for each in slack.wait_for("chat.postMessage")] == ["The guide by topic"]


def test_a_message_in_a_channel_that_is_not_for_baton_is_passed_over(office: Office, slack: FakeSlack) -> None:
    office.event(
        {"type": "message", "channel_type": "channel", "user": "dee", "text": "hi", "channel": "C1", "ts": "1.1"}
    )
    office.event(direct("topics"))

    assert [each["channel"] for each in slack.wait_for("chat.postMessage")] == ["Ddee"]


def test_the_home_offers_to_ask_shows_latest_answers_and_tasks_and_for_a_lead_the_lists(
    office: Office, slack: FakeSlack
) -> None:
    office.command("where is my parcel", user="cy")

    office.event({"type": "app_home_opened", "user": "cy", "tab": "home"})

    (published,) = slack.wait_for("views.publish")
    assert published["user_id"] == "cy"
    assert title(published["view"]["blocks"]) == "Hello Cy"
    assert published["view"]["blocks"][1]["type"] == "input"
    assert "where is my parcel" in words(published["view"]["blocks"])
    assert "Your lists Due for review 2 entries" in words(published["view"]["blocks"])
    assert {"Lists", "People", "Settings"} <= set(labels(published["view"]["blocks"]))


def test_the_home_shows_a_trainer_what_waits_for_them_and_a_csr_no_lists(office: Office, slack: FakeSlack) -> None:
    office.event({"type": "app_home_opened", "user": "bo", "tab": "home"})
    office.event({"type": "app_home_opened", "user": "dee", "tab": "home"})

    homes = {each["user_id"]: each["view"]["blocks"] for each in slack.wait_for("views.publish", 2)}
    assert "Your tasks I want my money back Review it, due 28 February 2026" in words(homes["bo"])
    assert "Starters" in labels(homes["bo"])
    assert not {"Starters", "Lists", "Tip plan", "Settings"} & set(labels(homes["dee"]))


def test_the_other_tabs_of_the_app_are_left_alone(office: Office, slack: FakeSlack) -> None:
    office.event({"type": "app_home_opened", "user": "cy", "tab": "messages"})
    office.event(direct("topics"))

    slack.wait_for("chat.postMessage")
    assert slack.made("views.publish") == []


def test_what_is_asked_on_the_home_is_answered_there_with_a_way_back(office: Office, slack: FakeSlack) -> None:
    office.event({"type": "app_home_opened", "user": "dee", "tab": "home"})
    (front,) = slack.wait_for("views.publish")

    office.interaction(entered("where is my parcel", front["view"], "dee"))

    answered = slack.wait_for("views.publish", 2)[1]["view"]
    assert title(answered["blocks"]) == "My parcel is late"
    assert labels(answered["blocks"])[0] == "Home"


def test_a_button_on_the_home_shows_its_answer_there_and_a_form_opens_over_it(office: Office, slack: FakeSlack) -> None:
    office.event({"type": "app_home_opened", "user": "cy", "tab": "home"})
    (front,) = slack.wait_for("views.publish")

    office.interaction(pressed_in_view("People", front["view"], "cy"))
    office.interaction(pressed_in_view("Add an entry", front["view"], "cy"))

    assert title(slack.wait_for("views.publish", 2)[1]["view"]["blocks"]) == "The team"
    assert title(slack.wait_for("views.open")[0]["view"]["blocks"]) == "A new entry"


def test_a_lead_appoints_from_the_home(office: Office, slack: FakeSlack) -> None:
    office.event({"type": "app_home_opened", "user": "cy", "tab": "home"})
    (front,) = slack.wait_for("views.publish")
    office.interaction(pressed_in_view("People", front["view"], "cy"))
    people = slack.wait_for("views.publish", 2)[1]["view"]
    office.interaction(pressed_in_view("Bo", people, "cy"))
    (form,) = slack.wait_for("views.open")

    office.interaction(sent(form["view"], "cy", {"Role": "curator"}))

    bo = office.desk().people.person(person_id("bo"))
    assert bo is not None
    assert bo.role == "curator"


def test_ask_the_guide_opens_a_form_from_anywhere(office: Office, slack: FakeSlack) -> None:
    office.interaction(global_shortcut(ASK, "dee"))

    (opened,) = slack.wait_for("views.open")
    assert title(opened["view"]["blocks"]) == "Ask the guide"


def test_a_message_is_saved_to_the_guide_as_a_draft_with_the_way_back_to_it(office: Office, slack: FakeSlack) -> None:
    text = "We swap it &amp; pay the &lt;return&gt;, see <https://lantern.example/rules|our rules>"
    office.interaction(message_shortcut(SAVE, "dee", slack, text))
    (opened,) = slack.wait_for("views.open")

    saved = office.interaction(
        sent(opened["view"], "dee", {"Which question or complaint does this answer?": "It is cracked"})
    ).json

    (draft,) = [entry for entry in office.desk().guide.all() if entry.state == "draft"]
    assert (draft.question, draft.answer) == (
        "It is cracked",
        "We swap it & pay the <return>, see our rules (https://lantern.example/rules)",
    )
    assert draft.links == ("https://lantern.slack.com/archives/C1/p1700000000000100",)
    assert draft.source_detail == "a message by Bo"
    assert title(saved["view"]["blocks"]) == "It is cracked"


def test_a_message_in_a_thread_is_linked_with_its_thread(office: Office, slack: FakeSlack) -> None:
    office.interaction(message_shortcut(SAVE, "dee", slack, "We swap it.", thread_ts="1600000000.000100"))
    (opened,) = slack.wait_for("views.open")

    office.interaction(sent(opened["view"], "dee", {"Which question or complaint does this answer?": "It is cracked"}))

    (draft,) = [entry for entry in office.desk().guide.all() if entry.state == "draft"]
    address = "https://lantern.slack.com/archives/C1/p1700000000000100?thread_ts=1600000000.000100&cid=C1"
    assert draft.links == (address,)


def test_a_message_is_asked_about_and_its_answer_can_be_posted_in_its_thread(office: Office, slack: FakeSlack) -> None:
    office.interaction(message_shortcut(ASK_ABOUT, "dee", slack, "where is my parcel"))
    (opened,) = slack.wait_for("views.open")

    office.interaction(pressed_in_view("Post here", opened["view"], "dee"))

    assert title(opened["view"]["blocks"]) == "My parcel is late"
    (posted,) = slack.wait_for("chat.postMessage")
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "1700000000.000100")


def test_a_message_in_a_thread_is_brought_as_a_situation_with_the_way_back_to_it(
    office: Office, slack: FakeSlack
) -> None:
    said = "A llama ate the lamp of <mailto:reed@example.com|reed@example.com>"
    office.interaction(message_shortcut(BRING, "dee", slack, said, thread_ts="1600000000.000100"))
    (opened,) = slack.wait_for("views.open")

    looked_at = office.interaction(sent(opened["view"], "dee", {"How much does it matter?": "Important"})).json
    (draft,) = office.desk().situations.lists.of(person_id("dee"), 5)

    address = "https://lantern.slack.com/archives/C1/p1700000000000100?thread_ts=1600000000.000100&cid=C1"
    assert (draft.happened, draft.bucket) == ("A llama ate the lamp of reed@example.com", 2)
    assert (draft.state, draft.link) == ("draft", address)
    assert title(looked_at["view"]["blocks"]) == "Before the team sees it"


def test_the_command_for_situations_opens_the_form_with_what_was_typed(office: Office, slack: FakeSlack) -> None:
    office.command("A llama ate the lamp", "/situation")
    (opened,) = slack.wait_for("views.open")

    office.interaction(sent(opened["view"], "dee", {}))

    (brought,) = office.desk().situations.lists.of(person_id("dee"), 5)
    assert (brought.happened, brought.state) == ("A llama ate the lamp", "asked")


def test_a_situation_becomes_a_card_in_whose_thread_people_answer(office: Office, slack: FakeSlack) -> None:
    desk = office.desk()
    with desk.together():
        desk.channels.choose("situations", Place("slack", "C1", "#support"), person_id("cy"), NOW)
    office.command("A llama ate the lamp", "/situation")
    (form,) = slack.wait_for("views.open")

    office.interaction(sent(form["view"], "dee", {}))
    (card,) = slack.wait_for("chat.postMessage")
    ts = wait_until_sent(office, "C1")
    reply = {"type": "message", "channel_type": "channel", "channel": "C1", "user": "bo", "ts": "1700000001.000001"}
    office.event({**reply, "text": "Feed it", "thread_ts": ts})
    (changed_card,) = slack.wait_for("chat.update")

    assert "A llama ate the lamp" in words(card["blocks"])
    assert changed_card["ts"] == ts
    assert "1 person has answered" in words(changed_card["blocks"])


def wait_until_sent(office: Office, channel: str) -> str:
    """Return the time stamp of the message in a channel, once Baton knows that it arrived there."""
    sent_to = "select sent_as from outbox where lane = :lane and sent_at is not null order by id"
    while not (rows := list(office.desk().db.query(sent_to, {"lane": channel}))):
        pass
    return str(rows[0]["sent_as"]).partition(":")[2]


def test_a_button_on_a_private_answer_takes_its_place(office: Office, slack: FakeSlack) -> None:
    private = office.command("where is my parcel").json

    office.interaction(pressed("I want my money back", private["blocks"], "dee", slack))

    (shown,) = slack.wait_for("respond")
    assert (shown["response_type"], shown["replace_original"]) == ("ephemeral", True)
    assert title(shown["blocks"]) == "I want my money back"


def test_a_button_on_an_answer_that_all_can_see_answers_the_one_who_pressed_it_alone(
    office: Office, slack: FakeSlack
) -> None:
    office.event(mention("where is my parcel"))
    (posted,) = slack.wait_for("chat.postMessage")

    office.interaction(pressed("Use this answer", posted["blocks"], "ada", slack, ephemeral=False))

    (shown,) = slack.wait_for("respond")
    assert (shown["response_type"], shown["replace_original"]) == ("ephemeral", False)
    assert title(shown["blocks"]) == "Where does it go?"


def test_a_form_that_a_direct_message_asks_for_opens_from_a_button(office: Office, slack: FakeSlack) -> None:
    office.event(direct("add", user="cy"))
    (posted,) = slack.wait_for("chat.postMessage")

    office.interaction(pressed("Save…", posted["blocks"], "cy", slack, channel="Dcy", ephemeral=False))

    (opened,) = slack.wait_for("views.open")
    assert title(opened["view"]["blocks"]) == "A new entry"


def test_a_choice_in_a_form_counts_when_the_form_is_sent_and_not_before(office: Office, slack: FakeSlack) -> None:
    chosen = {"type": "static_select", "action_id": "field", "selected_option": {"value": "draft"}}
    payload = {
        **pressed_in_view(
            "x",
            {
                "blocks": [
                    {"type": "actions", "elements": [{"type": "button", "text": {"text": "x"}, "action_id": "home~1"}]}
                ],
                "type": "modal",
            },
            "cy",
        ),
        "actions": [chosen],
    }

    answer = office.interaction(payload)

    assert (answer.status, answer.json) == (200, {})
    assert slack.made("views.open", "views.update") == []
