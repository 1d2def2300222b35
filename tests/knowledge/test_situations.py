"""Situations are kept step by step, and each step is taken once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.situation import Answer, Situation
from knowledge.situation_lists import Month
from knowledge.situations import Overtaken, Round, Situations

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
ROUND = Round(NOW + timedelta(hours=1), NOW + timedelta(hours=2), NOW + timedelta(hours=4))
SMOKE = Situation("smoke", "The lamp smokes.", "ada", NOW, "A new one", "Unplugged it", "defects", 1, question="q1")


def brought(db: Database, situation: Situation = SMOKE, team: str = "north") -> Situations:
    """Return the team's situations with this one posted."""
    situations = Situations(db, team)
    situations.draft(situation)
    situations.post(situation, ROUND, NOW)
    return situations


def given(situations: Situations, person: str, text: str, reply: str = "") -> Answer:
    answer = situations.answers.give("smoke", person, text, NOW, reply=reply)
    assert answer is not None
    return answer


def test_a_posted_situation_is_what_was_brought(db: Database) -> None:
    situations = brought(db)

    kept = situations.one("smoke")

    assert kept == replace(SMOKE, state="asked", closes_at=ROUND.closes_at)


def test_a_draft_is_in_no_list_but_its_writers(db: Database) -> None:
    situations = Situations(db, "north")
    situations.draft(SMOKE)

    lists = situations.lists

    assert (lists.queue(10), lists.ended(10), lists.of("bo", 10)) == ([], [], [])
    assert [each.id for each in lists.of("ada", 10)] == ["smoke"]


def test_a_situation_is_posted_once(db: Database) -> None:
    situations = brought(db)

    with pytest.raises(Overtaken) as overtaken:
        situations.post(SMOKE, ROUND, NOW)

    assert overtaken.value.now == situations.one("smoke")


def test_another_team_sees_nothing_of_it(db: Database) -> None:
    brought(db)
    south = Situations(db, "south")

    seen = (south.one("smoke"), south.lists.queue(10), south.answers.give("smoke", "eve", "Mine", NOW))

    assert seen == (None, [], None)
    with pytest.raises(Overtaken):
        south.close("smoke", "eve", NOW)


def test_answers_are_counted_by_person_and_the_last_word_of_each_counts(db: Database) -> None:
    situations = brought(db)
    given(situations, "dee", "Unplug it")
    given(situations, "dee", "Unplug it, then send a new one.")
    given(situations, "dee", "And say sorry.", reply="r1")
    given(situations, "bo", "Ask for a picture.")

    texts = [(each.person, each.text) for each in situations.answers.of("smoke")]
    count = situations.one("smoke")

    assert texts == [
        ("dee", "Unplug it, then send a new one."),
        ("dee", "And say sorry."),
        ("bo", "Ask for a picture."),
    ]
    assert count
    assert count.answers == 2


def test_a_reply_follows_its_edits_and_goes_with_its_deletion(db: Database) -> None:
    situations = brought(db)
    given(situations, "dee", "Unplug it.", reply="r1")
    edited = given(situations, "dee", "Unplug it now.", reply="r1")

    gone = [situations.answers.take_back("smoke", "dee", "r1", LATER) for _ in range(2)]

    assert (edited.text, gone, situations.answers.of("smoke")) == ("Unplug it now.", [True, False], [])


def test_an_answer_after_the_round_is_kept_as_late_beside_the_one_before(db: Database) -> None:
    situations = brought(db)
    given(situations, "dee", "In time.")
    situations.close("smoke", "", LATER)
    given(situations, "dee", "Too late.")
    situations.end("smoke", "settled", "entry", "", "cy", LATER)
    given(situations, "bo", "Much too late.")

    answers = [(each.person, each.text, each.late) for each in situations.answers.of("smoke")]

    assert answers == [("dee", "In time.", False), ("dee", "Too late.", True), ("bo", "Much too late.", True)]


def test_a_vote_counts_once_and_can_change_until_it_is_settled(db: Database) -> None:
    situations = brought(db)
    first, second = given(situations, "dee", "Unplug it."), given(situations, "bo", "Send a new one.")
    early = situations.answers.vote(first, "cy", NOW)
    situations.close("smoke", "", LATER)

    counted = [situations.answers.vote(answer, "cy", LATER) for answer in (first, second)]
    own = situations.answers.vote(second, "bo", LATER)
    situations.end("smoke", "settled", "entry", "", "cy", LATER)
    late = situations.answers.vote(first, "cy", LATER)

    assert (early, counted, own, late) == (False, [True, True], False, False)
    assert [each.votes for each in situations.answers.of("smoke")] == [0, 1]
    assert situations.answers.vote_of("cy", "smoke") == second.id


def test_votes_go_with_the_reply_they_were_for(db: Database) -> None:
    situations = brought(db)
    reply = given(situations, "dee", "Unplug it.", reply="r1")
    situations.close("smoke", "", LATER)
    situations.answers.vote(reply, "cy", LATER)

    situations.answers.take_back("smoke", "dee", "r1", LATER)

    assert situations.answers.vote_of("cy", "smoke") == ""


def test_a_situation_is_settled_after_its_round_alone_and_once(db: Database) -> None:
    situations = brought(db)
    with pytest.raises(Overtaken):
        situations.end("smoke", "settled", "entry", "", "cy", NOW)
    situations.close("smoke", "cy", NOW)

    settled = situations.end("smoke", "settled", "entry", "", "cy", LATER)
    with pytest.raises(Overtaken) as overtaken:
        situations.end("smoke", "contained", "", "One bad batch.", "bo", LATER)

    assert (settled.state, settled.became, settled.ended_by) == ("settled", "entry", "cy")
    assert overtaken.value.now == settled


def test_reopening_takes_it_back_to_the_vote(db: Database) -> None:
    situations = brought(db)
    situations.close("smoke", "cy", NOW)
    situations.end("smoke", "settled", "entry", "", "cy", NOW)

    again = situations.reopen("smoke", "closed", ROUND, "cy", LATER)

    assert (again.state, again.ended_at, again.became) == ("closed", None, "entry")


def test_an_open_round_takes_its_times_anew_and_one_that_has_closed_does_not(db: Database) -> None:
    situations = brought(db)
    day = timedelta(days=1)
    sooner = Round(NOW + day, NOW + 2 * day, NOW + 3 * day)

    asked = situations.rewrite(replace(SMOKE, bucket=2), NOW, sooner)
    situations.close("smoke", "cy", NOW, NOW + day)
    closed = situations.rewrite(replace(SMOKE, bucket=3), NOW, ROUND)

    assert (asked.bucket, asked.closes_at) == (2, sooner.closes_at)
    assert (closed.bucket, closed.closes_at) == (3, sooner.closes_at)
    reminded = [[each.id for each in situations.lists.to_remind(at, 10)] for at in (NOW, NOW + day)]
    assert reminded == [[], ["smoke"]]


def test_only_whoever_brought_it_withdraws_it(db: Database) -> None:
    situations = brought(db)
    with pytest.raises(Overtaken):
        situations.withdraw("smoke", "dee", NOW)

    withdrawn = situations.withdraw("smoke", "ada", NOW)

    assert withdrawn.state == "withdrawn"
    assert given(situations, "dee", "I had it open.").late


def test_me_too_counts_once_and_not_for_whoever_brought_it(db: Database) -> None:
    situations = brought(db)

    joined = [situations.joins.join("smoke", person, NOW) for person in ("bo", "bo", "ada", "dee")]

    assert (joined, situations.joins.of("smoke")) == ([True, False, False, True], ["bo", "dee"])


def test_everybody_concerned_hears_once(db: Database) -> None:
    situations = brought(db)
    situations.joins.join("smoke", "bo", NOW)
    given(situations, "bo", "Unplug it.")
    given(situations, "dee", "Send a new one.")

    concerned = situations.joins.concerned("smoke")

    assert concerned == ["ada", "bo", "dee"]


def test_repeats_count_the_people_of_a_period(db: Database) -> None:
    situations = brought(db)
    brought(db, replace(SMOKE, id="again", brought_by="eve"))
    situations.joins.join("smoke", "bo", NOW)
    situations.joins.join("again", "bo", NOW)
    situations.end("again", "duplicate", "smoke", "", "cy", NOW)

    reported = [situations.joins.reported(each, NOW) for each in ("smoke", "again")]
    later = situations.joins.reported("smoke", NOW + timedelta(days=1))
    day = timedelta(days=1)
    told = [situations.joins.note_repeat("smoke", at - day, at) for at in (NOW, NOW + day, NOW + 2 * day)]

    assert (reported, later, told) == ([3, 3], 0, [True, False, True])


def test_the_queue_begins_with_what_matters_most_and_then_the_oldest(db: Database) -> None:
    situations = Situations(db, "north")
    for id, bucket, hours in (("d", 3, 0), ("a", 1, 2), ("b", 1, 1), ("c", 2, 0)):
        one = replace(SMOKE, id=id, bucket=bucket)
        situations.draft(one)
        situations.post(one, ROUND, NOW + timedelta(hours=hours))

    queue = [each.id for each in situations.lists.queue(10)]

    assert queue == ["b", "a", "c", "d"]


def test_what_is_due_is_claimed_once(db: Database) -> None:
    situations = brought(db)
    lists = situations.lists

    times_up = [[each.id for each in lists.times_up(at, 10)] for at in (NOW, ROUND.closes_at)]
    nudged = [[each.id for each in lists.to_nudge(at, 10)] for at in (NOW, ROUND.nudge_at, ROUND.nudge_at)]
    situations.close("smoke", "", ROUND.closes_at)
    reminded = [[each.id for each in lists.to_remind(at, 10)] for at in (NOW, ROUND.remind_at, ROUND.remind_at)]

    assert times_up == [[], ["smoke"]]
    assert nudged == [[], ["smoke"], []]
    assert reminded == [[], ["smoke"], []]


def test_the_people_of_a_topic_are_those_who_helped_best_first(db: Database) -> None:
    situations = brought(db)
    given(situations, "bo", "Wait.")
    chosen = given(situations, "dee", "Unplug it.")
    situations.close("smoke", "", LATER)
    situations.answers.choose("smoke", [chosen], LATER)
    named = [situations.helpers.name("defects", "cy", "cy", NOW) for _ in range(2)]

    people = situations.helpers.of("defects")

    assert (named, people, situations.helpers.of("")) == ([True, False], ["dee", "cy", "bo"], [])
    assert situations.helpers.named("defects") == ["cy"]


def test_a_month_is_counted_and_told_once(db: Database) -> None:
    situations = brought(db)
    given(situations, "dee", "Unplug it.")
    situations.close("smoke", "", NOW)
    situations.end("smoke", "settled", "entry", "", "cy", NOW)
    brought(db, replace(SMOKE, id="open"))

    brought(db, replace(SMOKE, id="once"))
    situations.end("once", "contained", "", "It was one batch.", "cy", NOW)
    situations.draft(replace(SMOKE, id="never posted"))
    situations.withdraw("never posted", SMOKE.brought_by, NOW)

    month = situations.lists.month(NOW, LATER)
    before = situations.lists.month(NOW - timedelta(days=30), NOW)
    claimed = [situations.lists.claim_month("2026-05", NOW) for _ in range(2)]

    assert month == Month(came=3, settled=1, contained=1, ended=0, open=1, helped=("dee",), became=("entry",))
    assert before == Month(came=0, settled=0, contained=0, ended=0, open=1, helped=(), became=())
    assert claimed == [True, False]


def test_every_step_is_in_the_history(db: Database) -> None:
    situations = brought(db)
    situations.rewrite(replace(SMOKE, happened="The lamp burns."), NOW)
    situations.hold("smoke", "cy", NOW)
    situations.close("smoke", "cy", NOW)
    situations.end("smoke", "contained", "", "One bad batch.", "cy", NOW)
    situations.reopen("smoke", "asked", ROUND, "cy", NOW)

    history = [(each.what, each.person) for each in reversed(situations.revisions.of("situation", "smoke"))]

    assert history == [
        ("brought", "ada"),
        ("edited", "ada"),
        ("taken", "cy"),
        ("closed", "cy"),
        ("contained", "cy"),
        ("reopened", "cy"),
    ]
