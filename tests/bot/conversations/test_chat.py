"""Conversations that only a chat product has an entrance for: its first page, saving a message, posting, reading on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.conversations.doors import GUESTS
from bot.conversations.reading import paged
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Item, Items, Message, Quote, cheer, say, warn
from bot.turn import Person, Turn
from knowledge.entry import Entry
from tests.sample import BO, CY, DEE, NOW, kept, sample_desk


def take(desk: Desk, person: Person, action: str, **values: str) -> Message:
    return answer(Turn("t1", person, action, values, "slack"), desk)


def form_of(message: Message) -> Ask:
    return next(part for part in message.parts if isinstance(part, Ask))


def buttons_of(message: Message) -> list[Button]:
    return [button for part in message.parts if isinstance(part, Buttons) for button in part.buttons]


def test_a_message_is_saved_as_a_draft_that_names_its_writer_and_leads_back_to_it(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    said = {"answer": "We swap it the same day.", "link": "https://lantern.slack.com/archives/C1/p1", "writer": "bo"}

    form = form_of(take(desk, DEE, "guide.keep", **said))
    saved = take(desk, DEE, "guide.keep", **{**form.values, "answer": said["answer"], "question": "It is cracked"})

    (draft,) = [entry for entry in desk.guide.all() if entry.state == "draft"]
    assert draft == kept(
        Entry(
            id=draft.id,
            question="It is cracked",
            answer="We swap it the same day.",
            links=("https://lantern.slack.com/archives/C1/p1",),
            source_detail="a message by Bo",
            state="draft",
        ),
        desk.guide.position().revision,
    )
    assert saved.parts[0] == cheer("Saved as a draft. The curators see it in their lists and publish it.")


@pytest.mark.parametrize("said", ["Hello", "hi Baton!", "Good morning", "help!", "?"])
def test_a_greeting_is_greeted_and_not_taken_for_a_customers_question(tmp_path: Path, said: str) -> None:
    desk = sample_desk(tmp_path)

    greeted = take(desk, DEE, "say", text=said)

    assert greeted == take(desk, DEE, "home")
    assert desk.questions.recent("dee", 5, 0) == []


def test_a_message_saved_without_a_question_comes_back_with_what_was_written(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    form = form_of(take(desk, DEE, "guide.keep", answer="We swap it the same day."))

    refused = take(desk, DEE, "guide.keep", **{**form.values, "question": " ", "answer": "We swap it the same day."})

    fields = {field.name: (field.value, field.error) for field in form_of(refused).fields}
    assert fields["question"] == ("", "An entry needs its question or complaint.")
    assert fields["answer"] == ("We swap it the same day.", "")


def test_an_answer_offers_to_be_posted_only_where_there_are_others(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    alone = answer(Turn("t1", DEE, "guide.open", {"entry": "late"}, "slack"), desk)
    among_others = answer(Turn("t1", DEE, "guide.open", {"entry": "late"}, "slack", can_share=True), desk)

    assert [button.label for button in buttons_of(alone)] == ["Use this answer", "History"]
    assert [button.label for button in buttons_of(among_others)] == ["Use this answer", "History", "Post here"]


def test_a_posted_answer_is_for_everybody_and_shows_no_curators_buttons(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    posted = take(desk, CY, "guide.share", entry="late")

    assert posted.for_all
    assert posted.parts[0] == say("**{name}** posted the team's answer:", name="Cy")
    assert [button.label for button in buttons_of(posted)] == ["Use this answer", "History"]


def test_an_answer_that_is_not_published_is_not_posted(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    take(desk, CY, "guide.retire", entry="late")

    refused = take(desk, DEE, "guide.share", entry="late")

    assert refused.parts[0] == warn("“My parcel is late” is not published, so it cannot be posted.")
    assert not refused.for_all


def test_the_first_page_shows_what_one_asked_what_waits_and_where_to_go(tmp_path: Path) -> None:
    desk = replace(sample_desk(tmp_path), now=NOW)
    asked = desk.questions.keep("where is it", "bo", "slack", "late", NOW)
    use = desk.questions.use("late", 1, asked, "email", "bo", NOW)

    front = take(desk, BO, "front")

    tasks = Items(
        (
            Item(
                "I want my money back",
                "Review it, due 28 February 2026",
                Button("Open", "guide.open", {"entry": "refund", "asked": ""}),
            ),
            Item(
                "My parcel is late",
                "You used this answer. Did it fit?",
                Button("Say whether it fitted", "guide.fit", {"use": use}),
            ),
        )
    )
    recent = Items(
        (
            Item(
                "where is it",
                "4 May 2026: My parcel is late",
                Button("Open", "guide.open", {"entry": "late", "asked": asked}),
            ),
        )
    )
    assert front.title == "Hello Bo"
    assert form_of(front).action == "guide.ask"
    assert front.parts[1:5] == (say("**Your tasks**"), tasks, say("**Your latest answers**"), recent)


def test_whether_an_answer_fitted_can_be_said_later(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    use = desk.questions.use("late", 1, "", "email", "dee", NOW)

    message = take(desk, DEE, "guide.fit", use=use)

    assert [button.label for button in buttons_of(message)] == ["Used as it is", "Adapted", "Did not fit"]
    assert desk.questions.undecided("dee", 10) != []


def test_who_has_asked_nothing_reads_so(tmp_path: Path) -> None:
    assert take(sample_desk(tmp_path), DEE, "answers.mine").parts == (say("You have not asked anything yet."),)


def test_a_long_list_of_answers_has_pages(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for number in range(11):
        desk.questions.keep(f"question {number}", "dee", "slack", "", NOW)

    first, second = take(desk, DEE, "answers.mine"), take(desk, DEE, "answers.mine", page="2")

    assert [button.label for button in buttons_of(first)] == ["Next page"]
    assert [item.title for part in second.parts if isinstance(part, Items) for item in part.items] == ["question 0"]


def test_a_long_text_is_read_page_by_page_and_nothing_of_it_is_missing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    text = "A line of words.\n" * 1_000
    name = desk.kept.keep(text, NOW)

    pages = [take(desk, DEE, "text.read", kept=name, page=str(number)) for number in (1, 2, 3)]

    assert [page.title for page in pages] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert "".join(part.text for page in pages for part in page.parts if isinstance(part, Quote)) == text


def test_a_text_without_any_break_is_broken_anyway() -> None:
    assert paged("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_text_that_is_no_longer_kept_says_so(tmp_path: Path) -> None:
    assert take(sample_desk(tmp_path), DEE, "text.read", kept="gone").title == "That button is too old"


def test_guests_may_ask_once_a_lead_allows_it(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    take(desk, CY, "settings.doors", **{GUESTS: "yes", "strangers may ask": "no"})

    assert desk.settings.get(GUESTS) == "yes"


def test_only_a_lead_is_offered_to_change_who_may_ask(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    assert buttons_of(take(desk, DEE, "settings.open")) == []
    assert [button.label for button in buttons_of(take(desk, CY, "settings.open"))] == [
        "Who may ask",
        "Company name",
        "Situations",
    ]


def test_a_review_is_due_for_its_owner_alone(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    assert [line.subject for line in desk.lists.due_of("bo", date(2026, 5, 4), 10)] == ["refund"]
    assert desk.lists.due_of("dee", date(2026, 5, 4), 10) == []
