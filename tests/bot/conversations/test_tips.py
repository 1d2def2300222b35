"""The weekly tip as a duty: it goes out once, to whoever wants it, and what people do with it is counted."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels import Place
from bot.conversations import answer
from bot.conversations.tip_posting import count_delivered, give_weekly_tip, post
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import SILENCE, Callout, Message, say
from bot.turn import Person, Turn
from knowledge.store import Edit
from knowledge.tip import Tip
from knowledge.tip_plan import Times
from knowledge.tip_readers import Figures, Said
from tests.sample import CY, DEE, NOW, sample_desk

TUESDAY = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
WEEK = date(2026, 5, 4)
HOUR = Tip(id="hour", title="Give a day and an hour", text="By Wednesday, 3 p.m.", topics=("promises",))
BREATH = Tip(id="breath", title="Breathe out", text="Then pick up.", topics=("phone",))
EVE = Person("slack:T1:eve", "Eve", "csr", "Europe/London", "slack")
FAY = Person("slack:T1:fay", "Fay", "lead", "Europe/London", "slack")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk on the Tuesday at ten, with two tips, and Eve and Fay in Slack beside the people on the page."""
    desk = replace(sample_desk(tmp_path), now=TUESDAY)
    desk.tips.save_all([Edit(HOUR, "added"), Edit(BREATH, "added")], "cy", NOW)
    for person in (EVE, FAY):
        desk.people.meet(person, NOW)
    return desk


def titles(desk: Desk, surface: str, *lanes: str) -> list[str]:
    """Return the titles of what is owed in these lanes of a surface."""
    outbox = desk.outbox(surface)
    return [owed.body["message"]["title"] for lane in lanes for owed in outbox.owed_in(lane, "")]


def take(desk: Desk, person: Person, action: str, **values: str) -> Message:
    """Take one turn of somebody."""
    return answer(Turn("t1", person, action, values, "web"), desk)


def test_the_tip_goes_out_once_however_often_the_duty_is_done(desk: Desk) -> None:
    desk.channels.choose("tips", Place("slack", "C1", "#support"), "cy", NOW)

    for minute in range(3):
        give_weekly_tip(replace(desk, now=TUESDAY + timedelta(minutes=minute)))

    assert titles(desk, HERE, "ada", "dee") == 2 * ["Tip of the week: Give a day and an hour"]
    assert titles(desk, "slack", "C1") == ["Tip of the week: Give a day and an hour"]
    assert [(each.tip, each.week, each.person) for each in desk.tip_plan.posts()] == [("hour", WEEK, "")]


def test_it_does_not_go_out_before_its_hour_and_not_while_the_plan_is_paused(desk: Desk) -> None:
    give_weekly_tip(replace(desk, now=TUESDAY - timedelta(minutes=1)))
    desk.tip_plan.set_times(Times(is_paused=True), NOW)
    give_weekly_tip(desk)

    assert desk.tip_plan.posts() == []


def test_a_tip_that_was_missed_goes_out_while_its_week_is_still_running(desk: Desk) -> None:
    give_weekly_tip(replace(desk, now=datetime(2026, 5, 10, 23, 59, tzinfo=UTC)))
    give_weekly_tip(replace(desk, now=datetime(2026, 5, 11, 0, 1, tzinfo=UTC)))

    assert [(each.tip, each.week) for each in desk.tip_plan.posts()] == [("hour", WEEK)]


def test_a_week_whose_tip_was_withdrawn_gets_no_other_by_itself(desk: Desk) -> None:
    give_weekly_tip(desk)
    take(desk, CY, "tips.withdraw", tip="hour")

    give_weekly_tip(replace(desk, now=TUESDAY + timedelta(hours=1)))

    assert [(each.tip, each.is_withdrawn) for each in desk.tip_plan.posts()] == [("hour", True)]


@pytest.mark.parametrize(
    ("is_paused", "more"), [(False, " The next one comes every Tuesday at 10:00 (UTC)."), (True, "")]
)
def test_where_the_only_tip_was_withdrawn_one_reads_so_and_not_that_the_first_is_to_come(
    desk: Desk, is_paused: bool, more: str
) -> None:
    give_weekly_tip(desk)
    take(desk, CY, "tips.withdraw", tip="hour")
    desk.tip_plan.set_times(Times(is_paused=is_paused), NOW)

    shown = take(desk, DEE, "tips.now")

    assert (shown.title, shown.parts[0]) == ("No tip now", say(f"The tip of the week was withdrawn.{more}"))


def test_whoever_is_second_to_post_in_a_week_posts_nothing(desk: Desk) -> None:
    posted = [post(HOUR, WEEK, "", desk), post(BREATH, WEEK, "cy", desk)]

    assert posted == [True, False]
    assert titles(desk, HERE, "ada") == ["Tip of the week: Give a day and an hour"]


def test_a_subscriber_gets_what_is_on_their_topics_and_nobody_gets_it_twice(desk: Desk) -> None:
    desk.channels.choose("tips", Place("slack", "C1", "#support"), "cy", NOW)
    desk.tip_readers.subscribe(EVE.id, ("promises",), NOW)
    desk.tip_readers.subscribe(FAY.id, ("phone",), NOW)
    desk.tip_readers.subscribe("dee", (), NOW)

    give_weekly_tip(desk)

    told = titles(desk, "slack", EVE.id), titles(desk, "slack", FAY.id), titles(desk, HERE, "dee")
    assert [len(each) for each in told] == [1, 0, 1]


def test_whoever_leaves_while_a_tip_waits_for_their_morning_does_not_get_it_any_more(desk: Desk) -> None:
    night = replace(desk, now=TUESDAY + timedelta(hours=12))
    take(night, EVE, "tips.subscribe")
    give_weekly_tip(night)
    before = len(night.outbox("slack").waiting_in(EVE.id))

    take(night, EVE, "tips.unsubscribe")

    assert (before, night.outbox("slack").waiting_in(EVE.id)) == (1, [])
    assert titles(night, HERE, "ada") == ["Tip of the week: Give a day and an hour"]


def test_a_lead_who_gets_the_card_for_want_of_a_channel_gets_it_once_though_subscribed(desk: Desk) -> None:
    desk.tip_readers.subscribe(FAY.id, (), NOW)

    give_weekly_tip(desk)

    assert titles(desk, "slack", FAY.id) == ["Tip of the week: Give a day and an hour"]


def test_a_subscriber_who_has_left_is_told_nothing(desk: Desk) -> None:
    desk.tip_readers.subscribe(EVE.id, (), NOW)
    desk.people.leave(EVE.id, NOW)

    give_weekly_tip(desk)

    assert titles(desk, "slack", EVE.id) == []


def test_delivered_counts_the_people_and_channels_that_have_it(desk: Desk) -> None:
    give_weekly_tip(desk)
    outbox = desk.outbox(HERE)
    for person in ("ada", "dee"):
        (owed,) = outbox.owed_in(person, "")
        outbox.sent(owed.id, owed.id, TUESDAY)

    count_delivered(desk)

    assert [each.delivered for each in desk.tip_plan.posts()] == [2]


def test_replies_count_as_comments_change_with_an_edit_and_go_when_deleted(desk: Desk) -> None:
    values = {"card": "tip:hour", "reply": "C1:1.1"}
    said = [
        take(desk, DEE, "card.reply", **values, text="I do this"),
        take(desk, DEE, "card.reply", **values, text="I do this daily"),
        take(desk, CY, "card.reply", card="tip:hour", reply="C1:1.2", text="Good"),
        take(desk, CY, "card.reply", card="tip:hour", reply="C1:1.2", text=""),
        take(desk, DEE, "card.reply", card="tip:none", reply="C1:1.3", text="Lost?"),
    ]

    assert said == 5 * [SILENCE]
    assert desk.tip_readers.said("hour") == [Said("dee", "I do this daily", TUESDAY)]


def test_a_reaction_counts_until_it_is_taken_back(desk: Desk) -> None:
    for person, reaction in ((DEE, "thumbsup"), (DEE, "heart"), (CY, "thumbsup")):
        take(desk, person, "card.reaction", card="tip:hour", reaction=reaction)
    take(desk, DEE, "card.reaction", card="tip:hour", reaction="heart", gone="yes")

    assert desk.tip_readers.figures() == {"hour": Figures(comments=2)}


def test_reading_on_counts_a_person_once(desk: Desk) -> None:
    for _ in range(2):
        take(desk, DEE, "tips.open", tip="hour")
    take(desk, CY, "tips.open", tip="hour")

    assert desk.tip_readers.figures() == {"hour": Figures(opened=2)}


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_a_tip_that_is_not_published_is_for_those_who_keep_them(desk: Desk, state: str) -> None:
    desk.tips.save(Tip(id="other", title="Not yet", text="Later.", state=state), "added", "cy", NOW)

    refused, shown = take(desk, DEE, "tips.open", tip="other"), take(desk, CY, "tips.open", tip="other")

    assert (refused.refused, shown.title) == (True, "Not yet")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("archive", "All tips"),
        ("archive hour", "All tips"),
        ("hour", "All tips"),
        ("plan", "The tip plan"),
        ("subscribe", "Tips by direct message"),
    ],
)
def test_what_follows_the_word_tip_in_a_chat_leads_there(desk: Desk, text: str, title: str) -> None:
    give_weekly_tip(desk)

    shown = take(desk, CY, "tips.search", text=text)

    assert shown.title == title


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("tips.week", {"week": "2026-05-05"}),
        ("tips.week", {"week": "soon"}),
        ("tips.skip", {"week": "2026-04-27"}),
        ("tips.pin", {"tip": "hour", "week": "2030-01-07"}),
        ("tips.pin", {"tip": "nothing", "week": "2026-05-11"}),
        ("tips.post", {"tip": "nothing"}),
        ("tips.move", {"tip": "nothing"}),
        ("tips.tried", {"tip": "nothing"}),
        ("card.reply", {}),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence_and_changes_nothing(
    desk: Desk, action: str, values: dict[str, str]
) -> None:
    before = desk.tip_plan.wishes()

    said = take(desk, CY, action, **values)

    assert (said.title, said.refused, desk.tip_plan.wishes()) == ("That did not go through", True, before)


def test_a_week_that_has_had_its_tip_cannot_be_planned_any_more(desk: Desk) -> None:
    give_weekly_tip(desk)

    said = take(desk, CY, "tips.pin", tip="breath", week="2026-05-04")

    assert said.refused
    assert desk.tip_plan.wishes().pins == {}


def test_whoever_saves_a_tip_second_keeps_their_words_in_the_form(desk: Desk) -> None:
    values = {"tip": "hour", "revision": "1", "title": "Mine", "body": "My words.", "state": "published"}
    first = desk.tips.tip("hour")
    assert first is not None
    desk.tips.save(replace(first, title="Theirs"), "edited", "bo", NOW)

    said = take(desk, CY, "tips.save", **values)

    form = said.parts[-1]
    tip = desk.tips.tip("hour")
    assert (said.title, tip.title if tip else "") == ("Changed meanwhile", "Theirs")
    assert "Mine" in [field.value for field in getattr(form, "fields", ())]


def test_going_back_to_an_earlier_version_shows_where_the_tip_was_posted(desk: Desk) -> None:
    first = desk.tips.tip("hour")
    assert first is not None
    give_weekly_tip(desk)
    values = {"tip": "hour", "revision": str(first.revision), "title": "Say when", "body": HOUR.text}
    take(desk, CY, "tips.save", **values, topics="promises")
    after_the_edit = titles(desk, HERE, "dee")

    said = take(desk, CY, "history.go_back", kind="tip", subject="hour", number=str(first.revision))

    again = desk.tips.tip("hour")
    assert (said.title, again.title if again else "") == (HOUR.title, HOUR.title)
    assert (after_the_edit[-1], titles(desk, HERE, "dee")[-1]) == (
        "Tip of the week: Say when",
        "Tip of the week: Give a day and an hour",
    )


def test_a_corrected_tip_still_has_the_way_out_in_a_subscribers_own_message_alone(desk: Desk) -> None:
    desk.channels.choose("tips", Place("slack", "C1", "#support"), "cy", NOW)
    desk.tip_readers.subscribe(EVE.id, (), NOW)
    give_weekly_tip(desk)
    first = desk.tips.tip("hour")
    assert first is not None

    take(desk, CY, "tips.save", tip="hour", revision=str(first.revision), title="Say when", body=HOUR.text)

    now = {lane: json.dumps(desk.outbox("slack").owed_in(lane, "")[-1].body) for lane in (EVE.id, "C1")}
    assert {lane: "Say when" in body for lane, body in now.items()} == {EVE.id: True, "C1": True}
    assert {lane: "Stop these messages" in body for lane, body in now.items()} == {EVE.id: True, "C1": False}


def test_a_tip_that_is_edited_to_be_retired_is_withdrawn_and_leaves_its_week_to_another(desk: Desk) -> None:
    take(desk, CY, "tips.post", tip="hour", sure="yes")
    now = desk.tips.tip("hour")
    assert now is not None
    form = {"title": now.title, "body": now.text, "revision": str(now.revision)}

    take(desk, CY, "tips.save", tip="hour", state="retired", **form)

    assert [each.is_withdrawn for each in desk.tip_plan.posts()] == [True]
    assert take(desk, CY, "tips.post", tip="breath").title == "Post now: Breathe out"


def test_posting_now_asks_first_and_posts_once(desk: Desk) -> None:
    asked = take(desk, CY, "tips.post", tip="breath")
    before = desk.tip_plan.posts()

    posted, again = (take(desk, CY, "tips.post", tip="breath", sure="yes") for _ in range(2))

    assert (asked.title, before) == ("Post now: Breathe out", [])
    assert (posted.refused, again.refused) == (False, True)
    assert [(each.tip, each.person) for each in desk.tip_plan.posts()] == [("breath", "cy")]


ZONES = ("America/New_York", "Europe/London", "Australia/Sydney")
BEGIN = datetime(2026, 5, 3, 0, tzinfo=UTC)  # a Sunday in all three


@pytest.mark.parametrize("weekday", [0, 3, 6], ids=["Mondays", "Thursdays", "Sundays"])
@pytest.mark.parametrize("there", ZONES)
@pytest.mark.parametrize("here", ZONES)
def test_however_the_plan_moves_to_another_zone_each_week_has_its_tip_once(
    desk: Desk, here: str, there: str, weekday: int
) -> None:
    desk.db.execute("pragma synchronous = off")  # nobody pulls the plug here
    desk.tips.save_all([Edit(Tip(id=f"t{number}", title="T", text="."), "added") for number in range(9)], "cy", NOW)
    for hours in range(12, 12 + 8 * 24, 6):  # from Sunday noon to the Monday after next, at any time of the day
        desk.db.execute("delete from tip_posts where team = 'team'")
        desk.tip_plan.set_times(Times(weekday, 12, here), NOW)
        for step in range(3 * 7 * 4):
            now = replace(desk, now=BEGIN + step * timedelta(hours=6))
            if step * 6 == hours:
                take(now, CY, "tips.times", weekday=str(weekday), hour="12", zone=there, paused="no")
            give_weekly_tip(now)

        weeks = sorted(each.week for each in desk.tip_plan.posts())
        assert weeks == [WEEK + timedelta(weeks=number) for number in range(-1, len(weeks) - 1)]
        assert len(weeks) > 2


def test_the_tip_of_a_week_that_a_move_ends_goes_out_with_the_move_and_whoever_moved_it_reads_so(desk: Desk) -> None:
    desk.tip_plan.set_times(Times(6, 20, "America/New_York"), NOW)
    sunday = replace(desk, now=datetime(2026, 5, 10, 16, tzinfo=UTC))  # noon in New York, two in the night in Sydney

    said = take(sunday, CY, "tips.times", weekday="6", hour="20", zone="Australia/Sydney", paused="no")

    (saved,) = (part for part in said.parts if isinstance(part, Callout))
    words = "".join(span.text for span in saved.spans)
    assert [(each.tip, each.week) for each in desk.tip_plan.posts()] == [("hour", WEEK)]
    assert words == (
        "Saved. In Australia/Sydney last week is over, and its tip had not come yet: “Give a day and an hour” goes out now."
    )


@pytest.mark.parametrize("why", ["skipped", "given", "paused before", "paused now", "still running there"])
def test_a_move_gives_no_tip_to_a_week_that_needs_none(desk: Desk, why: str) -> None:
    before = Times(6, 20, "America/New_York", is_paused=why == "paused before")
    desk.tip_plan.set_times(before, NOW)
    sunday = replace(desk, now=datetime(2026, 5, 10, 16, tzinfo=UTC))
    if why == "skipped":
        desk.tip_plan.skip(WEEK, NOW)
    if why == "given":
        post(BREATH, WEEK, "cy", desk)
    given = len(desk.tip_plan.posts())

    zone, paused = (
        "Europe/London" if why == "still running there" else "Australia/Sydney",
        "yes" if why == "paused now" else "no",
    )
    take(sunday, CY, "tips.times", weekday="6", hour="20", zone=zone, paused=paused)

    assert len(desk.tip_plan.posts()) == given
