"""Two people at one entry, restoring, and forms that come back with what was typed."""

from dataclasses import replace
from pathlib import Path

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Ask, Buttons, Message
from bot.turn import Person, Turn
from tests.sample import CY, DEE, LATE, NOW, kept, sample_desk


def take(desk: Desk, person: Person, action: str, **values: str) -> Message:
    return answer(Turn("t1", person, action, values, "web"), desk)


def form_of(message: Message) -> dict[str, str]:
    """Return what a form's fields and hidden values would send."""
    ask = next(part for part in message.parts if isinstance(part, Ask))
    return {**ask.values, **{field.name: field.value for field in ask.fields}}


def errors_of(message: Message) -> dict[str, str]:
    """Return the sentences beside a form's fields."""
    ask = next(part for part in message.parts if isinstance(part, Ask))
    return {field.name: field.error for field in ask.fields if field.error}


def test_of_two_who_edit_at_once_the_second_sees_what_changed_and_loses_nothing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    bo = desk.people.appoint("bo", "curator", "cy", NOW)
    cys_form = form_of(take(desk, CY, "guide.edit", entry="late"))
    bos_form = form_of(take(desk, bo, "guide.edit", entry="late"))

    take(desk, bo, "guide.save", **{**bos_form, "answer": "Bo's words"})
    second = take(desk, CY, "guide.save", **{**cys_form, "answer": "Cy's words"})

    assert second.title == "Changed meanwhile"
    assert form_of(second)["answer"] == "Cy's words"
    assert desk.guide.entries(["late"])[0].answer == "Bo's words"


def test_sending_the_form_again_after_seeing_the_change_saves_it(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    form = form_of(take(desk, CY, "guide.edit", entry="late"))
    take(desk, CY, "guide.reviewed", entry="late")
    refused = take(desk, CY, "guide.save", **{**form, "answer": "Cy's words"})

    take(desk, CY, "guide.save", **form_of(refused))

    assert desk.guide.entries(["late"])[0].answer == "Cy's words"


def test_an_entry_saved_as_it_was_makes_no_revision(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    before = desk.guide.position()

    take(desk, CY, "guide.save", **form_of(take(desk, CY, "guide.edit", entry="late")))

    assert desk.guide.position() == before


def test_every_fault_of_a_form_stands_beside_its_field(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    message = take(
        desk, CY, "guide.save", question=" ", answer="", review_days="0", links="javascript:alert(1)", state="x"
    )

    assert errors_of(message) == {
        "question": "An entry needs its question or complaint.",
        "answer": "An entry needs its answer.",
        "review_days": "Say after how many days it must be reviewed again: from 1 to 3650.",
        "links": "A link starts with https:// or http://.",
        "state": "The state is one of draft, published, retired.",
    }


def test_a_retired_entry_cannot_be_used_from_a_button_that_is_still_on_the_screen(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    take(desk, CY, "guide.retire", entry="late")

    message = take(desk, DEE, "guide.fill", entry="late", channel="email", filled="yes")

    assert message.title == "That did not go through"
    assert list(desk.lists.most_used(10, 0)) == []


def test_a_review_is_kept_with_its_day_where_the_reviewer_is_and_their_name(tmp_path: Path) -> None:
    desk = replace(sample_desk(tmp_path), now=NOW.replace(hour=23))
    in_sydney = replace(CY, time_zone="Australia/Sydney")

    take(desk, in_sydney, "guide.reviewed", entry="late")

    reviewed_at = NOW.date().replace(day=5)
    assert desk.guide.entry("late") == kept(replace(LATE, reviewed_at=reviewed_at, reviewed_by="cy"), 6)


def test_what_the_fields_are_filled_with_is_never_taken_for_a_field_itself(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    fields = {"field:customer name": "{order number}", "field:order number": "7", "field:date we write again": "{x}"}

    message = take(desk, DEE, "guide.fill", entry="late", channel="email", filled="yes", **fields)

    assert message.title == "Ready: E-mail"
    assert "Hello {order number}," in str(message.parts[0])


def test_somebody_elses_use_cannot_be_judged(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    use = desk.questions.use("late", 1, "", "email", "dee", NOW)

    message = take(desk, CY, "guide.fit", use=use, verdict="as it is")

    assert message.title == "That did not go through"
    used = desk.questions.used(use)
    assert used is not None
    assert used.verdict is None


def test_two_published_entries_cannot_have_one_question(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    take(desk, CY, "guide.retire", entry="late")
    take(desk, CY, "guide.save", question="My parcel is late", answer="Sorry!", state="published")

    message = take(desk, CY, "guide.publish", entry="late")

    assert message.title == "That did not go through"
    assert [entry.answer for entry in desk.guide.published() if entry.question == "My parcel is late"] == ["Sorry!"]


def test_the_earlier_of_two_versions_is_restored_whichever_is_named_first(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    take(desk, CY, "guide.reviewed", entry="late")
    versions = [revision.number for revision in desk.guide.revisions.of("entry", "late")]

    message = take(
        desk, CY, "history.difference", kind="entry", subject="late", before=str(versions[0]), after=str(versions[1])
    )

    going_back = next(button for part in message.parts if isinstance(part, Buttons) for button in part.buttons)
    assert going_back.values["number"] == str(versions[1])
