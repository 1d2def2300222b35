"""A situation that changes its mind: more urgent than it was, taken up again, withdrawn before anybody saw it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.conversations.situations.card import card
from bot.conversations.situations.due import remind
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Ask, Buttons, Callout, Items, Link, Message, Quote
from bot.turn import Person, Turn
from bot.written import from_data
from knowledge.situation import Situation
from tests.sample import ADA, BO, CY, DEE, NOW, sample_desk


def take(desk: Desk, person: Person, what: str, **values: str) -> Message:
    return answer(Turn("t1", person, f"situations.{what}", {"situation": "hum", **values}, "web"), desk)


def bring(desk: Desk, bucket: str, happened: str = "A parrot sings our jingle") -> Message:
    return take(desk, DEE, "bring", sent="yes", happened=happened, bucket=bucket)


def brought(folder: Path, bucket: str = "3") -> Desk:
    """Return the sample team's desk with a situation that Dee has just brought, at 10:30 in London."""
    desk = sample_desk(folder)
    bring(desk, bucket)
    return desk


def now(desk: Desk) -> Situation:
    situation = desk.situations.one("hum")
    assert situation
    return situation


def told(desk: Desk, person: Person) -> list[str]:
    """Return the titles of what a person has been told, cards left out."""
    owed = desk.outbox(HERE).owed_in(person.id, "")
    return [from_data(each.body["message"]).title for each in owed if "card" not in each.body]


def settled(desk: Desk, of: str, *those: str) -> None:
    form = {"of": of, "those": " ".join(those), "made_of": str(those.index(of) + 1), "sent": "yes", "goes": "new"}
    take(desk, CY, "settle", question="It sings", answer="Let it sing.", **form)


def test_what_becomes_more_urgent_closes_sooner_and_goes_to_the_leads_at_once(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    bring(desk, "1")
    bring(desk, "1", "A parrot sings our jingle, loudly")

    assert now(desk).closes_at == NOW + timedelta(hours=2)
    assert told(desk, CY) == ["Act now"]


def test_a_change_of_the_words_alone_leaves_the_deadline_where_it_is(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    before = now(desk).closes_at

    bring(replace(desk, now=NOW + timedelta(hours=3)), "3", "A parrot sings our jingle, loudly")

    assert now(desk).closes_at == before


def test_a_round_that_has_closed_is_not_opened_by_a_change(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    take(desk, CY, "close")
    before = now(desk).closes_at

    bring(desk, "1")

    assert (now(desk).state, now(desk).closes_at, told(desk, CY)) == ("closed", before, [])


@pytest.mark.parametrize("given", [True, False])
def test_everybody_concerned_hears_that_a_situation_is_taken_up_again(tmp_path: Path, given: bool) -> None:
    desk = brought(tmp_path)
    if given:
        take(desk, ADA, "answer", answer="Let it sing.")
    take(desk, CY, "end", outcome="contained", reason="It flew away.")

    take(desk, CY, "reopen")

    assert told(desk, DEE) == ["Contained: nothing to change", "Taken up again"]
    assert told(desk, CY) == []


def test_the_answer_that_was_chosen_first_is_chosen_no_more_once_another_is(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    for person, text in ((ADA, "Let it sing."), (BO, "Sing along.")):
        take(desk, person, "answer", answer=text)
    take(desk, CY, "close")
    first, second = (each.id for each in desk.situations.answers.of("hum"))
    settled(desk, first, first, second)
    take(desk, CY, "reopen")

    settled(desk, second, first, second)

    assert [each.chosen for each in desk.situations.answers.of("hum")] == [False, True]


def test_where_the_one_who_has_it_has_left_the_others_are_reminded(tmp_path: Path) -> None:
    desk = brought(tmp_path, "1")
    desk.people.appoint("bo", "curator", "cy", NOW)
    take(desk, replace(BO, role="curator"), "take")
    take(desk, CY, "close")
    desk.people.leave("bo", NOW)

    remind(replace(desk, now=NOW + timedelta(days=1)))

    assert "This waits for you" in told(desk, CY)


@pytest.mark.parametrize("reopened", [False, True])
def test_a_round_that_a_curator_closed_early_is_reminded_of_as_long_after_as_it_would_have_been_open(
    tmp_path: Path, reopened: bool
) -> None:
    desk = brought(tmp_path)
    take(desk, ADA, "answer", answer="Let it sing.")
    take(desk, CY, "close")
    if reopened:
        take(desk, CY, "end", outcome="contained", reason="It flew away.")
        take(desk, CY, "reopen")

    reminders = []
    for days in (2, 3, 4):
        remind(replace(desk, now=NOW + timedelta(days=days)))
        reminders.append(told(desk, CY).count("This waits for you"))

    assert reminders == [0, 1, 1]


def test_what_was_withdrawn_before_anybody_saw_it_nobody_else_opens(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    bring(desk, "3", "reed@example.com sings our jingle")
    taken_back = take(desk, DEE, "withdraw")

    opened = {each.name: take(desk, each, "open").refused for each in (CY, DEE)}

    assert taken_back.title == "Withdrawn"
    assert (now(desk).state, opened) == ("withdrawn", {"Cy": True, "Dee": False})


def test_what_is_sent_from_a_form_of_a_withdrawn_situation_is_given_back_word_for_word(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    form = take(desk, DEE, "bring")
    take(desk, DEE, "withdraw")

    said = bring(desk, "2", "A parrot sings our jingle, loudly")

    assert [part.submit for part in form.parts if isinstance(part, Ask)] == ["Save the change"]
    assert (said.refused, [part.text for part in said.parts if isinstance(part, Quote)]) == (
        True,
        ["A parrot sings our jingle, loudly"],
    )


def test_what_was_withdrawn_in_the_same_moment_is_not_said_to_be_posted(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    bring(desk, "3", "reed@example.com sings our jingle")
    take(desk, DEE, "withdraw")

    (refused,) = [part.plain() for part in take(desk, DEE, "post").parts if isinstance(part, Callout)]

    assert refused == "You withdrew this one before it was posted. Please bring it again if it still matters."


def test_an_answer_that_did_not_fit_is_what_was_tried(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    used = desk.questions.use("broken", 3, "", "email", DEE.id, NOW)
    fit = {"use": used, "verdict": "did not fit", "note": "It arrived whole, and broke then."}
    said = answer(Turn("t1", DEE, "guide.fit", fit, "web"), desk)
    (ask,) = [button for part in said.parts if isinstance(part, Buttons) for button in part.buttons]

    form = answer(Turn("t1", DEE, ask.action, ask.values, "web"), desk)

    typed = {field.name: field.value for part in form.parts if isinstance(part, Ask) for field in part.fields}
    assert (typed["tried"], typed["topic"]) == (
        "The guide's answer to “It arrived broken” did not fit: It arrived whole, and broke then.",
        "defects",
    )


def test_the_way_back_to_the_message_it_was_brought_from_is_on_the_card(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    take(desk, DEE, "bring", sent="yes", happened="A parrot sings our jingle", link="https://lantern.example/m/1")

    shown = (card(now(desk), desk), take(desk, BO, "open"))

    link = Link("The message it was brought from", "https://lantern.example/m/1")
    assert [link in message.parts for message in shown] == [True, True]


def history(desk: Desk, person: Person, what: str = "open", **values: str) -> Message:
    form = {"kind": "situation", "subject": "hum", **values}
    return answer(Turn("t1", person, f"history.{what}", form, "web"), desk)


def test_the_history_of_a_situation_is_read_by_curators_and_never_gone_back_in(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    take(desk, CY, "close")

    read, refused, gone_back = history(desk, CY), history(desk, DEE), history(desk, CY, "go_back", number="1")

    (steps,) = [part for part in read.parts if isinstance(part, Items)]
    assert [each.title for each in steps.items] == ["Closed by Cy", "Brought by Dee"]
    assert [each.refused for each in (read, refused, gone_back)] == [False, True, True]


def test_what_was_never_posted_has_no_history_for_anybody(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    bring(desk, "3", "reed@example.com sings our jingle")
    take(desk, DEE, "withdraw")

    assert history(desk, CY).refused


def test_a_round_in_hours_is_held_to_the_length_of_the_teams_own_day(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    form = answer(Turn("t1", CY, "situations.settings", {}, "web"), desk)
    (ask,) = [part for part in form.parts if isinstance(part, Ask)]
    given = {field.name: field.value for field in ask.fields} | {"team_end": "10:00", "situations_round_4": "61 hours"}

    said = answer(Turn("t1", CY, "situations.settings", {**given, "sent": "yes", "team_days": "0\n7"}, "web"), desk)

    (again,) = [part for part in said.parts if isinstance(part, Ask)]
    assert {field.name: field.error for field in again.fields if field.error} == {
        "situations_round_4": "A round is open for 1 hour at least, and for 60 days at most.",
        "team_days": "Choose at least one day.",
    }
