"""Where people meet Baton in Teams: in a chat of their own, in channels and group chats, and while they write."""

from dataclasses import replace
from typing import Any

from bot.channels import Place
from bot.message import Message, say
from bot.teams.addresses import Addresses
from tests.bot.teams.fake_teams import BOT, TENANT, FakeTeams, Json, card_of
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import (
    CHANNEL,
    GROUP,
    activity,
    button_called,
    buttons,
    in_channel,
    in_group,
    inputs,
    invoke,
    mention,
    personal,
    pressed,
    said,
    standing,
    title,
    words,
)
from tests.sample import NOW


def asked(office: Office, user: str = "dee") -> list[str]:
    return [each.wording for each in office.desk().questions.recent(person_id(user), 9, 0)]


def search(teams: FakeTeams, question: str) -> Json:
    value = {"commandId": "searchGuide", "parameters": [{"name": "question", "value": question}]}
    return invoke(teams, "composeExtension/query", value)


def command(teams: FakeTeams, id: str, **payload: Any) -> Json:
    body = {"contentType": "html", "content": "<p>I am sorry.<br>A&nbsp;new one <b>leaves</b> today.</p>"}
    message = {"id": "1700", "body": body, "linkToMessage": "https://teams.microsoft.com/l/message/1", **payload}
    value = {"commandId": id, "commandContext": "message", "messagePayload": message}
    return invoke(teams, "composeExtension/fetchTask", value)


def submit(teams: FakeTeams, id: str, data: Json) -> Json:
    return invoke(teams, "composeExtension/submitAction", {"commandId": id, "data": data})


def test_a_message_in_a_chat_with_baton_is_answered_there(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "where is my parcel"))

    (card,) = teams.sent()
    (call,) = teams.made("POST activities")
    assert call.conversation == "a:dee"
    assert "I am sorry that order {order number} is late." in words(card)
    assert call.body["summary"].startswith("My parcel is late")


def test_a_mention_in_a_channel_is_answered_in_its_thread(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "where is my parcel&nbsp;"))

    (card,) = teams.sent()
    (call,) = teams.made("POST activities")
    assert call.conversation == f"{CHANNEL};messageid=1700000000000"
    assert title(card) == "My parcel is late"
    assert asked(office) == ["where is my parcel"]


def test_a_mention_in_a_group_chat_is_answered_there(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "where is my parcel", conversation=in_group()))

    teams.sent()
    assert [call.conversation for call in teams.made("POST activities")] == [GROUP]


def test_others_that_are_mentioned_are_called_by_their_names(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "what does <at>Bo</at> say &amp; when"))

    teams.sent()
    assert asked(office) == ["what does Bo say & when"]


def test_a_button_puts_the_answer_in_the_place_of_its_card(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "where is my parcel"))
    (card,) = teams.sent()

    answered = office.tell(pressed(teams, "Use this answer", card))

    assert answered.json["type"] == "application/vnd.microsoft.card.adaptive"
    assert title(answered.card) == "Where does it go?"
    assert len(teams.made("POST activities")) == 1


def test_a_refused_field_comes_back_with_what_was_typed_and_the_reason_beside_it(
    office: Office, teams: FakeTeams
) -> None:
    office.tell(said(teams, "add", user="cy"))
    (card,) = teams.sent()
    typed = {"Question or complaint": "Charged twice", "The team's answer": ""}

    answered = office.tell(pressed(teams, buttons(card)[0]["title"], card, "cy", typed=typed))

    assert inputs(answered.card)["Question or complaint"]["value"] == "Charged twice"
    assert "⚠️" in words(answered.card)
    assert "Charged twice" not in [entry.question for entry in office.desk().guide.all()]


def test_what_is_pressed_in_a_channel_is_for_whoever_pressed_it_and_can_be_posted(
    office: Office, teams: FakeTeams
) -> None:
    office.tell(mention(teams, "where is my parcel"))
    (card,) = teams.sent()

    opened = office.tell(pressed(teams, "I want my money back", card, conversation=in_channel()))
    posted = office.tell(pressed(teams, "Post here", opened.card, conversation=in_channel()))

    assert posted.json == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Posted for everybody here.",
    }
    assert "Dee posted the team's answer" in words(teams.sent(2)[1])
    assert teams.made("POST activities")[1].conversation == f"{CHANNEL};messageid=1700000000000"


def test_the_search_gives_answers_to_put_into_a_message(office: Office, teams: FakeTeams) -> None:
    answered = office.tell(search(teams, "where is my parcel")).json["composeExtension"]

    first = answered["attachments"][0]
    assert (answered["type"], answered["attachmentLayout"]) == ("result", "list")
    assert first["preview"]["content"]["title"] == "My parcel is late"
    assert "I am sorry that order {order number} is late." in words(first["content"])
    assert buttons(first["content"]) == []
    assert asked(office) == []


def test_a_search_comes_at_every_letter_and_leaves_nothing_behind(office: Office, teams: FakeTeams) -> None:
    told = search(teams, "where is my parcel")
    first, again = office.tell(told), office.tell(told)

    assert first.json == again.json
    assert office.desk().db.query("select id from heard order by id") == []


def test_what_the_search_finds_is_no_markup(office: Office, teams: FakeTeams) -> None:
    late = office.desk().guide.entry("late")
    assert late
    marked = replace(late, question="My parcel is <b>late</b>", answer="Q&amp;A <a href='https://e.vil'>here</a>")
    office.desk().guide.save(marked, "edited", person_id("cy"), NOW)

    answered = office.tell(search(teams, "where is my parcel")).json["composeExtension"]

    (shown,) = [each for each in answered["attachments"] if "late" in each["preview"]["content"]["title"]]
    assert shown["preview"]["content"] == {
        "title": "My parcel is <\u2060b>late<\u2060/b>",
        "text": "Q&\u2060amp;A <\u2060a href='https://e.vil'>here<\u2060/a>",
    }


def test_a_search_without_words_or_without_an_answer_says_so(office: Office, teams: FakeTeams) -> None:
    empty = office.tell(search(teams, "")).json
    nothing = office.tell(search(teams, "xyzzy plugh quux")).json

    assert empty == {"composeExtension": {"type": "message", "text": "Type what the customer says."}}
    assert nothing["composeExtension"]["type"] in {"message", "result"}


def test_a_message_can_be_saved_to_the_guide(office: Office, teams: FakeTeams) -> None:
    opened = office.tell(command(teams, "saveToGuide")).json["task"]
    card = card_of({"attachments": [opened["value"]["card"]]})
    data = {
        **buttons(card)[0]["data"],
        **standing(card, {"Which question or complaint does this answer?": "Broken glass"}),
    }

    saved = office.tell(invoke(teams, "composeExtension/submitAction", {"commandId": "saveToGuide", "data": data})).json

    assert opened["type"] == "continue"
    assert inputs(card)["The answer"]["value"] == "I am sorry.\nA new one leaves today."
    assert "Saved as a draft." in words(saved["task"]["value"]["card"]["content"])
    (kept,) = [entry for entry in office.desk().guide.all() if entry.question == "Broken glass"]
    assert kept.links == ("https://teams.microsoft.com/l/message/1",)


def test_a_message_is_brought_as_a_situation_and_the_whole_team_is_asked(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "topics"))
    teams.sent()
    office.desk().channels.choose("situations", Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)
    opened = office.tell(command(teams, "bringAsSituation")).json["task"]
    form = card_of({"attachments": [opened["value"]["card"]]})
    data = {**buttons(form)[0]["data"], **standing(form, {})}

    looked_at = office.tell(submit(teams, "bringAsSituation", data)).json["task"]["value"]["card"]["content"]
    brought = office.tell(submit(teams, "bringAsSituation", button_called("Post it", looked_at)["data"])).json

    card = teams.sent(2)[1]
    assert inputs(form)["What happened?"]["value"] == "I am sorry.\nA new one leaves today."
    assert title(card_of({"attachments": [brought["task"]["value"]["card"]]})) == "The team is asked"
    assert "A new one leaves today." in words(card)
    (situation,) = office.desk().db.query("select link, brought_by from situations order by id")
    assert situation == {"link": "https://teams.microsoft.com/l/message/1", "brought_by": person_id("dee")}


def test_a_message_is_asked_about_in_a_dialog(office: Office, teams: FakeTeams) -> None:
    body = {"contentType": "html", "content": "<div>where is my parcel</div>"}

    opened = office.tell(command(teams, "askTheGuide", body=body)).json["task"]

    assert title(card_of({"attachments": [opened["value"]["card"]]})) == "My parcel is late"


def test_a_lead_is_offered_curating_in_a_dialog_and_not_before_everybody(office: Office, teams: FakeTeams) -> None:
    message = {"id": "1700", "body": {"contentType": "html", "content": "<div>where is my parcel</div>"}}
    asked = {"commandId": "askTheGuide", "commandContext": "message", "messagePayload": message}

    opened = office.tell(invoke(teams, "composeExtension/fetchTask", asked, "cy", in_channel())).json["task"]
    office.tell(mention(teams, "where is my parcel", "cy"))

    in_dialog = card_of({"attachments": [opened["value"]["card"]]})
    in_thread = teams.sent()[-1]
    offered = [[button["title"] for button in buttons(card)] for card in (in_dialog, in_thread)]
    assert ["Retire" in titles for titles in offered] == [True, False]


def test_an_unknown_command_is_no_error_of_the_server(office: Office, teams: FakeTeams) -> None:
    unknown = office.tell(command(teams, "elsewhere"))
    strange = office.tell(invoke(teams, "actionableMessage/executeAction", {}))
    odd: list[Json] = [{"action": 3}, {"action": {"data": {"action": "home", "values": 3, "named": 3}}}]
    broken = [office.tell(invoke(teams, "adaptiveCard/action", value)) for value in odd]
    given: tuple[Any, ...] = (-1, [3], {})
    search = [office.tell(invoke(teams, "composeExtension/query", {"parameters": each})) for each in given]

    assert [each.status for each in (unknown, strange)] == [501, 501]
    assert [each.status for each in (*broken, *search)] == [200] * 5
    assert title(broken[1].card) == "Hello Dee"


def test_a_message_that_is_edited_is_answered_anew_in_the_same_place(office: Office, teams: FakeTeams) -> None:
    first = said(teams, "where is my parcel")
    office.tell(first)
    teams.sent()

    office.tell({**first, "type": "messageUpdate", "text": "I want my money back", "timestamp": "2026-05-04T09:31:00Z"})

    (change,) = teams.wait_for(1, "PUT activities")
    assert title(card_of(change.body)) == "I want my money back"
    assert len(teams.made("POST activities")) == 1


def test_whatever_is_handed_over_again_has_its_effect_once(office: Office, teams: FakeTeams) -> None:
    message = said(teams, "where is my parcel")
    office.tell(message)
    (card,) = teams.sent()
    press = pressed(teams, "Use this answer", card)

    office.tell(message)
    first, again = office.tell(press), office.tell(press)
    office.tell(said(teams, "topics"))

    assert first.json == again.json
    assert len(teams.sent(2)) == 2
    assert asked(office) == ["where is my parcel"]


def test_baton_introduces_itself_where_it_is_installed(office: Office, teams: FakeTeams) -> None:
    office.tell(activity(teams, "installationUpdate", "dee", personal("dee"), action="add"))
    members = [{"id": BOT}, {"id": "29:dee"}]
    office.tell(activity(teams, "conversationUpdate", "dee", in_channel(), membersAdded=members))
    office.tell(activity(teams, "conversationUpdate", "dee", personal("dee"), membersAdded=members))

    assert sorted(title(card) for card in teams.sent(2)) == ["Hello", "Hello Dee"]


def test_others_who_come_and_go_are_not_greeted(office: Office, teams: FakeTeams) -> None:
    office.tell(activity(teams, "conversationUpdate", "dee", in_channel(), membersAdded=[{"id": "29:ada"}]))
    office.tell(activity(teams, "conversationUpdate", "dee", in_channel(), membersRemoved=[{"id": "29:ada"}]))
    office.tell(activity(teams, "typing", "dee", personal("dee")))
    office.tell(said(teams, "topics"))

    assert len(teams.sent()) == 1


def test_bots_are_never_answered(office: Office, teams: FakeTeams) -> None:
    office.tell({**said(teams, "topics"), "from": {"id": "28:another-bot", "name": "Bot"}})
    office.tell(said(teams, "topics", user="dee"))

    assert [call.conversation for call in teams.wait_for(1, "POST activities")] == ["a:dee"]


def test_a_notice_comes_to_the_chat_with_baton_which_is_opened_if_need_be(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "topics", user="bo"))
    teams.sent()
    desk = office.desk()

    with desk.together():
        desk.notices.tell(person_id("bo"), Message("Ada is ready", (say("Watch her today."),)))
    office.tell(said(teams, "topics"))

    sent = teams.wait_for(3, "POST activities")
    assert [call.body["members"][0]["id"] for call in teams.made("POST conversations")] == ["29:bo"]
    assert "a:29:bo" in [call.conversation for call in sent]


def test_a_card_is_posted_to_the_channel_a_lead_chose_and_changed_where_it_stands(
    office: Office, teams: FakeTeams
) -> None:
    office.tell(mention(teams, "topics"))
    teams.sent()
    desk = office.desk()
    with desk.together():
        desk.channels.choose("tips", Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)
        desk.notices.post("tips", Message("Say their name"), "tip:1")
    office.tell(said(teams, "topics"))
    teams.wait_for(3, "POST activities")
    with desk.together():
        desk.notices.update("tip:1", Message("Say their name, twice"))
    office.tell(said(teams, "topics"))

    (change,) = teams.wait_for(1, "PUT activities")
    assert (change.conversation, title(card_of(change.body))) == (CHANNEL, "Say their name, twice")


def test_baton_keeps_no_address_of_a_place_it_was_removed_from(office: Office, teams: FakeTeams) -> None:
    office.tell(mention(teams, "topics"))
    teams.sent()
    addresses = Addresses(office.desk().db, "team")
    was_there = addresses.find(CHANNEL)

    office.tell(activity(teams, "installationUpdate", "dee", in_channel(), action="remove"))
    is_there = addresses.find(CHANNEL)
    office.tell(mention(teams, "topics"))

    assert was_there is not None
    assert is_there is None
    assert len(teams.sent(2)) == 2
    assert addresses.find(CHANNEL) == was_there


def test_a_place_that_teams_refuses_is_not_written_to_again(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.sent()
    teams.refuse("POST activities", 403, "BotNotInConversationRoster")
    desk = office.desk()

    with desk.together():
        desk.notices.tell(person_id("dee"), Message("A notice"))
    teams.wait_for(2, "POST activities")
    office.tell(said(teams, "topics", user="bo"))

    teams.wait_for(3, "POST activities")
    assert Addresses(desk.db, "team").find(person_id("dee")) is None


def test_what_teams_has_no_time_for_is_sent_again(office: Office, teams: FakeTeams) -> None:
    teams.refuse("POST activities", 429, headers={"Retry-After": "1"})
    office.tell(said(teams, "where is my parcel"))
    teams.wait_for(1, "POST activities")

    assert len(teams.wait_for(2, "POST activities")) == 2


def test_a_token_that_was_refused_is_asked_for_anew(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.sent()
    teams.refuse("POST activities", 401, "Unauthorized")

    office.tell(said(teams, "topics"))

    teams.wait_for(3, "POST activities")
    assert teams.tokens_given == 2


def test_the_tenant_and_the_directory_make_the_person(office: Office, teams: FakeTeams) -> None:
    teams.add_member("eve", "Eve  Adams")
    office.tell(
        said(
            teams, "topics", user="eve", entities=[{"type": "clientInfo", "timezone": "Asia/Tokyo", "locale": "ja-JP"}]
        )
    )
    teams.sent()

    eve = office.desk().people.person(f"teams:{TENANT}:eve")

    assert eve is not None
    assert (eve.name, eve.role, eve.time_zone, eve.language, eve.surface) == (
        "Eve Adams", "csr", "Asia/Tokyo", "ja-JP", "teams",
    )  # fmt: skip


def test_time_zone_and_language_follow_the_client_at_once(office: Office, teams: FakeTeams) -> None:
    abroad = [{"type": "clientInfo", "timezone": "Asia/Tokyo", "locale": "ja-JP"}]

    office.tell(said(teams, "topics"))
    office.tell(said(teams, "topics", entities=abroad))
    office.tell(said(teams, "topics", entities=[], locale=""))
    teams.sent(3)

    dee = office.desk().people.person(person_id("dee"))
    assert dee is not None
    assert (dee.time_zone, dee.language) == ("Asia/Tokyo", "ja-JP")


def test_guests_and_other_tenants_are_told_who_can_let_them(office: Office, teams: FakeTeams) -> None:
    teams.add_member("guest", "Gus", userRole="guest")
    teams.add_member("stranger", "Sam", tenantId="99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee")

    office.tell(said(teams, "where is my parcel", user="guest"))
    office.tell(said(teams, "where is my parcel", user="stranger"))

    shown = [words(card) for card in teams.sent(2)]
    assert all("may not ask it yet. Cy can allow it" in each for each in shown)
    assert asked(office, "guest") == []


def test_whom_teams_does_not_know_is_not_answered_from_the_guide(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "where is my parcel", user="nobody"))

    (card,) = teams.sent()
    assert "I could not find out who you are" in words(card)


def test_a_button_of_an_older_client_works_too(office: Office, teams: FakeTeams) -> None:
    data = {"action": "guide.ask", "values": {"question": "where is my parcel"}}

    office.tell(activity(teams, "message", "dee", personal("dee"), value=data))

    assert title(teams.sent()[0]) == "My parcel is late"


def test_a_button_whose_values_are_no_longer_kept_says_so(office: Office, teams: FakeTeams) -> None:
    value = {
        "action": {"type": "Action.Execute", "verb": "guide.open", "data": {"action": "guide.open", "kept": "gone"}}
    }

    answered = office.tell(invoke(teams, "adaptiveCard/action", value))

    assert title(answered.card) == "That button is too old"
