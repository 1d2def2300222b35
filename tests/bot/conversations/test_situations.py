"""Situations beside their transcripts: replies in threads, names withheld, repeats, and every way an answer can go."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.conversations.situations.answering import what_becomes
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import SILENCE, Ask, Buttons, Message, Quote
from bot.turn import Person, Turn
from bot.written import from_data
from knowledge.situation import Answer, Situation
from knowledge.situations import Round
from tests.sample import ADA, BO, CY, DEE, NOW, sample_desk

ROUND = Round(NOW, NOW, NOW)
CRACK = Situation("crack", "The glass of the lamp is cracked", "ada", NOW, topic="defects")


def take(desk: Desk, person: Person, action: str, **values: str) -> Message:
    return answer(Turn("t1", person, action, {"situation": "crack", **values}, "web"), desk)


def brought(folder: Path, *, blind: bool = True) -> Desk:
    """Return the sample team's desk with a situation that Ada has brought."""
    desk = sample_desk(folder)
    desk.situations.draft(CRACK)
    desk.situations.post(replace(CRACK, blind=blind), ROUND, NOW)
    return desk


def quotes(message: Message) -> list[str]:
    return [part.text for part in message.parts if isinstance(part, Quote)]


def words(message: Message) -> str:
    return " ".join(part.plain() for part in message.parts if hasattr(part, "plain"))


def reply(desk: Desk, text: str, id: str = "r1") -> Message:
    return take(desk, DEE, "card.reply", card="situation:crack", text=text, reply=id)


def test_a_reply_in_the_thread_is_an_answer_and_follows_its_edits(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    said = [reply(desk, text) for text in ("Send a new one.", "Send a new one to dee@example.com.")]

    (kept,) = desk.situations.answers.of("crack")
    assert said == [SILENCE, SILENCE]
    assert (kept.person, kept.text) == ("dee", "Send a new one to [e-mail address].")


def test_a_reply_that_is_too_long_to_read_says_that_it_goes_on(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    reply(desk, "Send a new one. " * 1_000)

    (kept,) = desk.situations.answers.of("crack")
    assert kept.text == "Send a new one. " * 499 + "Send a new one.…"


def test_a_deleted_reply_is_no_answer_any_more(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    reply(desk, "Send a new one.")

    reply(desk, "")

    assert desk.situations.answers.of("crack") == []


@pytest.mark.parametrize("state", ["closed", "withdrawn", "settled"])
def test_an_answer_that_came_in_time_is_never_called_late_whatever_happened_in_the_same_moment(state: str) -> None:
    answer = Answer("a1", "crack", "dee", "Send a new one.", NOW)

    said = [what_becomes(kept, replace(CRACK, state=state)).plain() for kept in (answer, replace(answer, late=True))]

    assert ["late" in words for words in said] == [False, True]


def test_nobody_reads_the_answers_of_a_blind_round(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    take(desk, DEE, "situations.answer", answer="Send a new one.")

    seen = {each.name: quotes(take(desk, each, "situations.open")) for each in (CY, DEE)}

    assert seen == {"Cy": [CRACK.happened], "Dee": [CRACK.happened, "Send a new one."]}


def test_everybody_reads_the_answers_of_an_open_round(tmp_path: Path) -> None:
    desk = brought(tmp_path, blind=False)
    take(desk, DEE, "situations.answer", answer="Send a new one.")

    assert quotes(take(desk, CY, "situations.open")) == [CRACK.happened, "Send a new one."]


def test_a_name_is_withheld_only_where_the_lead_allows_it(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    take(desk, DEE, "situations.answer", answer="Send a new one.", anonymous="yes")
    desk.settings.set("situations anonymous", "yes", "cy", NOW)
    take(desk, BO, "situations.answer", answer="Ask for a picture.", anonymous="yes")

    kept = [(each.person, each.anonymous) for each in desk.situations.answers.of("crack")]

    assert kept == [("dee", False), ("bo", True)]


def test_a_card_number_is_masked_even_where_somebody_wants_everything_as_written(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    text = "Pay back 4111 1111 1111 1111, write to reed@example.com."

    take(desk, DEE, "situations.answer", answer=text, details="as written")

    (kept,) = desk.situations.answers.of("crack")
    assert kept.text == "Pay back [card number], write to reed@example.com."


def settled(desk: Desk, **values: str) -> Message:
    """Have Dee answer, close the round, and have Cy settle it."""
    take(desk, DEE, "situations.answer", answer="Send a new glass.")
    desk.situations.close("crack", "cy", NOW)
    (given,) = desk.situations.answers.of("crack")
    form = {"of": given.id, "those": given.id, "made_of": "1", "sent": "yes", "goes": "new"}
    return take(desk, CY, "situations.settle", **{**form, **values})


def test_an_answer_can_change_an_entry_that_there_is(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    before = desk.guide.entry("broken")
    assert before

    form = {"answer": "A new glass leaves today.", "topics": "glass", "goes": f"change:broken:{before.revision}"}
    settled(desk, question="My glass is cracked", **form)

    now = desk.guide.entry("broken")
    assert now
    assert (now.answer, now.source, now.credits) == ("A new glass leaves today.", "situation", ("dee",))
    assert (now.question, now.phrasings) == (before.question, (*before.phrasings, "My glass is cracked"))
    assert now.topics == ("defects", "glass")
    assert [each.what for each in desk.guide.revisions.of("entry", "broken")] == ["settled anew", "added"]


def test_an_answer_can_be_one_more_way_to_say_a_question_that_there_is(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    before = desk.guide.entry("broken")
    assert before

    settled(desk, question="My glass is cracked", answer="-", goes=f"phrasing:broken:{before.revision}")

    now = desk.guide.entry("broken")
    assert now
    assert (now.answer, now.phrasings) == (before.answer, (*before.phrasings, "My glass is cracked"))


def test_where_the_guide_had_the_answer_nobody_is_told_that_it_is_theirs(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    before = desk.guide.entry("broken")
    assert before

    settled(desk, question="My glass is cracked", answer="", goes=f"phrasing:broken:{before.revision}")

    told = [from_data(each.body["message"]) for each in desk.outbox(HERE).owed_in("dee", "")][-1]
    assert words(told) == "The guide had an answer already. It finds it by these words from now on, because of you."
    assert [each.chosen for each in desk.situations.answers.of("crack")] == [False]


def test_what_a_situation_became_is_settled_anew_under_another_question(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    settled(desk, question="My glass is cracked", answer="A new glass leaves today.", topics="glass")
    take(desk, CY, "situations.reopen")
    became = desk.situations.one("crack")
    assert became
    entry = desk.guide.entry(became.became)
    assert entry

    form = {"answer": "A new one leaves today.", "topics": "lamps", "sent": "yes"}
    goes = f"change:{entry.id}:{entry.revision}"
    take(desk, CY, "situations.settle", question="The glass of my lamp is cracked", goes=goes, **form)

    now = desk.guide.entry(entry.id)
    assert now
    assert (now.question, now.answer, now.topics) == (
        "The glass of my lamp is cracked",
        "A new one leaves today.",
        ("lamps",),
    )


def test_an_entry_that_was_changed_meanwhile_is_not_overwritten_and_nothing_is_settled(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    message = settled(desk, question="It arrived broken", answer="A new glass leaves today.", goes="change:broken:1")

    situation = desk.situations.one("crack")
    assert situation
    assert (message.title, situation.state) == ("Not settled yet", "closed")
    assert "This entry was changed since you opened the form." in words(message)


def test_an_answer_without_its_text_is_refused_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    message = settled(desk, question="My glass is cracked", answer="", spoken="A new glass leaves today.")

    (form,) = [part for part in message.parts if hasattr(part, "fields")]
    typed = {field.name: (field.value, field.error) for field in form.fields if field.name in {"answer", "spoken"}}
    assert typed == {"answer": ("", "An entry needs its answer."), "spoken": ("A new glass leaves today.", "")}


def test_a_repeated_situation_hands_its_people_on_to_the_first(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    again = replace(CRACK, id="again", brought_by="dee")
    desk.situations.draft(again)
    desk.situations.post(again, ROUND, NOW)
    desk.situations.joins.join("again", "bo", NOW)

    message = take(desk, CY, "situations.end", situation="again", outcome="duplicate", same="crack")

    (row,) = [part for part in message.parts if isinstance(part, Buttons)]
    assert message.title == "The same as another situation"
    assert (row.buttons[0].label, row.buttons[0].values) == ("Open the other one", {"situation": "crack"})
    assert sorted(desk.situations.joins.of("crack")) == ["bo", "dee"]


def test_what_happens_again_after_it_was_contained_is_offered_first_and_becomes_a_repeating_problem(
    tmp_path: Path,
) -> None:
    desk = brought(tmp_path)
    take(desk, CY, "situations.end", outcome="contained", reason="It was one glass.")
    for person, id, happened in ((BO, "llama", "A llama"), (DEE, "again", "The glass of a lamp is cracked")):
        form = {"sent": "yes", "situation": id, "happened": happened}
        take(desk, person, "situations.bring", **form)
        take(desk, person, "situations.post", situation=id)
    desk.settings.set("situations repeats", "2", "cy", NOW)

    message = take(desk, CY, "situations.end", situation="again")
    take(desk, CY, "situations.end", situation="again", outcome="duplicate", same="crack")

    (same,) = [
        field for part in message.parts if isinstance(part, Ask) for field in part.fields if field.name == "same"
    ]
    told = [from_data(each.body["message"]) for each in desk.outbox(HERE).owed_in("bo", "")]
    (repeat,) = [each for each in told if each.title == "A repeating problem"]
    assert [option.value for option in same.options] == ["crack", "llama"]
    assert words(repeat) == "2 colleagues met this within 30 days. It is worth finding out why."


def test_a_situation_is_never_the_same_as_itself(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    message = take(desk, CY, "situations.end", outcome="duplicate", same="crack")

    assert (message.title, "Choose which situation" in words(message)) == ("Not ended yet", True)


def test_only_whoever_brought_a_situation_changes_or_withdraws_it(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    said = [take(desk, CY, action) for action in ("situations.bring", "situations.withdraw")]

    assert [message.refused for message in said] == [True, True]
    assert all("Only the person who brought" in words(message) for message in said)


def test_what_is_changed_is_masked_again(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    take(desk, ADA, "situations.bring", sent="yes", happened="Mrs Reed (reed@example.com) cries", bucket="2")

    now = desk.situations.one("crack")
    assert now
    assert (now.happened, now.bucket) == ("Mrs Reed ([e-mail address]) cries", 2)


def test_a_draft_of_somebody_else_is_nobodys_business(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.situations.draft(CRACK)

    said = [take(desk, BO, action) for action in ("situations.open", "situations.post", "situations.answer")]

    assert [message.refused for message in said] == [True, True, True]


def test_the_form_of_a_team_that_never_was_says_so(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    said = take(desk, BO, "situations.vote", of="nothing")

    assert "This answer is gone" in words(said)
