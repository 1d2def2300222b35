"""What belongs to a customer, or to somebody who gives no name: it is shared nowhere on a situation's way."""

from pathlib import Path

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Facts, Message, Quote
from bot.turn import Person, Turn
from knowledge.situation import Answer, Situation
from knowledge.situations import Round
from tests.sample import ADA, BO, CY, DEE, NOW, sample_desk

CARD = "4111 1111 1111 1111"
ROUND = Round(NOW, NOW, NOW)
ROAR = Situation("roar", "The lion of a customer roars", "dee", NOW)


def take(desk: Desk, person: Person, action: str, **values: str) -> Message:
    return answer(Turn("t1", person, action, {"situation": "roar", **values}, "web"), desk)


def brought(folder: Path, happened: str = ROAR.happened, *, question: str = "") -> Desk:
    """Return the sample team's desk with a situation that Dee has brought as it is written."""
    desk = sample_desk(folder)
    asked = desk.questions.keep(question, "dee", "web", "", NOW) if question else ""
    desk.situations.draft(Situation("roar", happened, "dee", NOW, question=asked))
    posted = desk.situations.one("roar")
    assert posted
    desk.situations.post(posted, ROUND, NOW)
    return desk


def now(desk: Desk) -> Situation:
    situation = desk.situations.one("roar")
    assert situation
    return situation


def buttons(message: Message) -> dict[str, Button]:
    return {each.label: each for part in message.parts if isinstance(part, Buttons) for each in part.buttons}


def facts(message: Message) -> dict[str, str]:
    return dict(row for part in message.parts if isinstance(part, Facts) for row in part.rows)


def values(message: Message) -> dict[str, str]:
    return {each.name: each.value for part in message.parts if isinstance(part, Ask) for each in part.fields}


def closed_with(desk: Desk, person: Person, text: str, **more: str) -> Answer:
    """Have somebody answer, and close the round; return that answer."""
    take(desk, person, "situations.answer", answer=text, **more)
    desk.situations.close("roar", "cy", NOW)
    return desk.situations.answers.of("roar")[0]


def settle(desk: Desk, given: Answer, **values: str) -> Message:
    those = " ".join(each.id for each in desk.situations.answers.of("roar"))
    form = {"of": given.id, "those": those, "made_of": "1", "sent": "yes", "goes": "new", "question": "It roars"}
    return take(desk, CY, "situations.settle", **{**form, "answer": given.text, **values})


def test_a_card_number_is_shown_as_masked_before_the_team_sees_the_rest(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    looked_at = take(desk, DEE, "situations.bring", sent="yes", happened=f"He roars: {CARD}", topic=f"lions {CARD}")

    assert (now(desk).happened, now(desk).topic) == ("He roars: [card number]", "lions [card number]")
    assert facts(looked_at) == {"Card number": "… 1111"}
    assert list(buttons(looked_at)) == ["Post it", "Change it"]


def test_no_field_shares_a_card_number_on_the_way_to_an_entry(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    given = closed_with(desk, BO, "Wait.")

    settle(desk, given, question=f"It roars {CARD}", answer=f"Wait {CARD}", spoken=f"Say {CARD}", topics=f"a, {CARD}")

    entry = desk.guide.entry(now(desk).became)
    assert entry
    said = (entry.question, entry.answer, entry.spoken, entry.topics)
    assert said == ("It roars [card number]", "Wait [card number]", "Say [card number]", ("a", "[card number]"))


def test_a_reason_shares_no_card_number(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    take(desk, CY, "situations.end", outcome="contained", reason=f"It was {CARD} alone.")

    assert now(desk).reason == "It was [card number] alone."


def test_the_question_that_led_to_it_gives_nobody_away_in_the_guide(tmp_path: Path) -> None:
    desk = brought(tmp_path, question="The lion of reed@example.com roars")
    given = closed_with(desk, BO, "Wait.")

    form = take(desk, CY, "situations.settle", of=given.id)
    settle(desk, given)

    entry = desk.guide.entry(now(desk).became)
    assert entry
    assert values(form)["question"] == "The lion of [e-mail address] roars"
    assert entry.phrasings == ("The lion of [e-mail address] roars",)


def test_what_was_posted_as_written_stays_so_when_something_else_is_changed(tmp_path: Path) -> None:
    desk = brought(tmp_path, "He roars at press@lion.example")

    take(
        desk,
        DEE,
        "situations.bring",
        sent="yes",
        happened="He roars at press@lion.example, not at reed@example.com",
        bucket="2",
    )

    assert now(desk).happened == "He roars at press@lion.example, not at [e-mail address]"


def test_what_was_masked_in_a_change_can_be_put_back_where_it_is_no_customers(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    written = {"sent": "yes", "happened": f"He roars at press@lion.example, {CARD}", "bucket": "3"}
    masked = take(desk, DEE, "situations.bring", **written)
    again = buttons(masked)["Change it"]

    form = take(desk, DEE, again.action, **again.values)
    take(desk, DEE, "situations.bring", **written, details=values(form)["details"])

    assert facts(masked) == {"E-mail address": "press@lion.example", "Card number": "… 1111"}
    assert now(desk).happened == "He roars at press@lion.example, [card number]"


def test_what_was_masked_in_an_answer_is_shown_to_whoever_wrote_it(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    thanked = take(desk, BO, "situations.answer", answer="Write to keeper@lion.example.")

    assert facts(thanked) == {"E-mail address": "keeper@lion.example"}
    assert [part.text for part in thanked.parts if isinstance(part, Quote)] == ["Write to [e-mail address]."]


def test_whoever_answers_without_a_name_is_not_named_by_what_they_said_with_it(tmp_path: Path) -> None:
    desk = brought(tmp_path)
    desk.settings.set("situations anonymous", "yes", "cy", NOW)
    given = closed_with(desk, BO, "Wait.", anonymous="yes")
    take(desk, BO, "situations.answer", answer="Wait, I say.", anonymous="no")

    settle(desk, given)

    entry = desk.guide.entry(now(desk).became)
    assert entry
    assert (entry.credits, entry.owner) == ((), "cy")
    assert [(each.anonymous, each.chosen) for each in desk.situations.answers.of("roar")] == [
        (True, True),
        (False, False),
    ]


def test_who_found_the_answer_is_offered_for_the_topic_that_a_curator_gave_it(tmp_path: Path) -> None:
    desk = brought(tmp_path)

    done = settle(desk, closed_with(desk, ADA, "Wait."), topics="lions, zoos")

    assert list(buttons(done)) == ["Read the entry", "Name Ada for lions", "Make Ada a trainer"]


def test_a_reflection_that_is_sent_twice_is_kept_once_and_nobody_writes_in_anothers(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    written = {"reflection_id": "r1", "shared": "no", "situation_text": "He shouted."}

    said = [take(desk, person, "reflections.write", **written) for person in (ADA, ADA, BO)]

    assert [message.refused for message in said] == [False, False, True]
    assert [each.situation for each in desk.reflections.readable("ada", 5, 0)] == ["He shouted."]
