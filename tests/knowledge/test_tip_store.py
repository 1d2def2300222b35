"""Where the tips, the plan and the readers are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.opened import Opened
from knowledge.refusal import Refusal
from knowledge.store import Edit
from knowledge.tip import Tip
from knowledge.tip_plan import Post, Times, TipPlan
from knowledge.tip_readers import OPENED, TRIED, Figures, Said, Subscription, TipReaders
from knowledge.tip_store import Tips, TipSuperseded
from knowledge.tips import Posted, Wishes

NOW = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
WEEK = date(2026, 5, 4)
PROMISE = Tip(id="promise", title="Promise a time", text="Say a day and an hour.", topics=("promises",))
NAMES = Tip(id="names", title="Use the name once", text="Once is warm, three times is a sales call.")


def test_a_tip_is_kept_with_its_revision(db: Opened) -> None:
    tips = Tips(db, "team")

    kept = tips.save_all([Edit(PROMISE, "added"), Edit(NAMES, "added")], "cy", NOW)

    assert kept == [replace(PROMISE, revision=1), replace(NAMES, revision=2)]
    assert list(tips.all()) == kept
    assert [(each.what, each.person, each.content) for each in tips.revisions.of("tip", "promise")] == [
        ("added", "cy", PROMISE.content())
    ]


def test_teams_do_not_see_each_others_tips(db: Opened) -> None:
    Tips(db, "team").save(PROMISE, "added", "cy", NOW)

    assert (list(Tips(db, "other").all()), Tips(db, "other").tip("promise")) == ([], None)


def test_only_published_tips_can_be_posted(db: Opened) -> None:
    tips = Tips(db, "team")
    tips.save(replace(PROMISE, state="draft"), "added", "cy", NOW)
    names = tips.save(NAMES, "added", "cy", NOW)

    assert tips.published() == [names]


def test_who_changes_a_tip_second_overwrites_nothing(db: Opened) -> None:
    tips = Tips(db, "team")
    read = tips.save(PROMISE, "added", "cy", NOW)
    first = tips.save(replace(read, title="Promise a day"), "edited", "cy", NOW)

    with pytest.raises(TipSuperseded) as refused:
        tips.save(replace(read, title="Promise an hour"), "edited", "bo", NOW)

    assert (refused.value.now, tips.tip("promise")) == (first, first)


def test_an_import_that_somebody_overtook_writes_nothing(db: Opened) -> None:
    tips = Tips(db, "team")
    before = tips.position()
    tips.save(PROMISE, "added", "cy", NOW)

    with pytest.raises(TipSuperseded):
        tips.save_all([Edit(NAMES, "imported")], "bo", NOW, since=before)

    assert [tip.id for tip in tips.all()] == ["promise"]


def test_the_plan_is_tuesday_at_ten_until_a_lead_says_otherwise(db: Opened) -> None:
    plan = TipPlan(db, "team")
    before = plan.times()

    plan.set_times(Times(4, 15, "Australia/Sydney", is_paused=True), NOW)

    assert (before, plan.times()) == (Times(1, 10, "UTC"), Times(4, 15, "Australia/Sydney", is_paused=True))


def test_the_plan_begins_in_the_teams_own_time_zone_and_only_once(db: Opened) -> None:
    plan = TipPlan(db, "team")

    for zone in ("Europe/London", "Asia/Tokyo"):
        plan.begin(zone)

    assert plan.times() == Times(1, 10, "Europe/London")


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (Times(zone="Mars/Base"), "zone"),
        (Times(zone="../etc"), "zone"),
        (Times(weekday=7), "weekday"),
        (Times(hour=24), "hour"),
    ],
)
def test_a_time_that_does_not_exist_is_refused(db: Opened, times: Times, field: str) -> None:
    plan = TipPlan(db, "team")

    with pytest.raises(Refusal) as refused:
        plan.set_times(times, NOW)

    assert (list(refused.value.fields), plan.times()) == ([field], Times())


def test_what_a_lead_wishes_is_kept_and_the_last_wish_for_a_week_counts(db: Opened) -> None:
    plan = TipPlan(db, "team")

    plan.pin(WEEK, "promise")
    plan.skip(WEEK + timedelta(weeks=1), NOW)
    plan.skip(WEEK + timedelta(weeks=2), NOW)
    plan.pin(WEEK + timedelta(weeks=2), "")
    for tip in ("b", "c"):
        plan.put_first(tip)
    plan.put_after("a")

    assert plan.wishes() == Wishes({"c": -1, "b": 0, "a": 1}, {WEEK: "promise"}, frozenset([WEEK + timedelta(weeks=1)]))


def test_a_week_is_claimed_once_and_what_was_put_first_has_had_its_turn(db: Opened) -> None:
    plan = TipPlan(db, "team")
    plan.put_first("promise")

    first, second = plan.post("promise", WEEK, "", NOW), plan.post("names", WEEK, "cy", NOW)

    assert first == Post(first.id if first else "", WEEK, "promise", NOW, "", 0)
    assert (second, plan.wishes(), plan.posted()) == (None, Wishes(), [Posted("promise", WEEK)])


def test_a_post_is_withdrawn_once_and_its_week_may_have_another(db: Opened) -> None:
    plan = TipPlan(db, "team")
    first = plan.post("promise", WEEK, "", NOW)
    assert first is not None

    withdrawn = [plan.withdraw(first.id, NOW), plan.withdraw(first.id, NOW)]
    second = plan.post("names", WEEK, "cy", NOW + timedelta(minutes=1))

    assert withdrawn == [True, False]
    assert second is not None
    assert plan.of_week(WEEK) == second
    assert plan.posts() == [replace(first, is_withdrawn=True), second]


def test_to_how_many_a_post_was_delivered_is_kept(db: Opened) -> None:
    plan = TipPlan(db, "team")
    post = plan.post("promise", WEEK, "", NOW)
    assert post is not None

    plan.count_delivered(post.id, 7)

    assert plan.posts() == [replace(post, delivered=7)]
    assert plan.posts_since(NOW) == plan.posts()
    assert plan.posts_since(NOW + timedelta(minutes=1)) == []


def test_people_subscribe_change_their_topics_and_leave(db: Opened) -> None:
    readers = TipReaders(db, "team")
    readers.subscribe("dee", (), NOW)
    readers.subscribe("ada", ("phone",), NOW)
    readers.subscribe("ada", ("promises", "e-mail"), NOW)
    readers.subscribe("bo", (), NOW)

    readers.unsubscribe("bo")

    assert readers.subscriptions() == [Subscription("ada", ("promises", "e-mail")), Subscription("dee")]
    assert (readers.subscription("bo"), readers.subscription("dee")) == (None, Subscription("dee"))


def test_a_subscriber_gets_what_is_on_their_topics_or_everything() -> None:
    some, all_of_them = Subscription("ada", ("promises", "e-mail")), Subscription("dee")

    assert [some.wants(("promises",)), some.wants(("phone",)), some.wants(()), all_of_them.wants(())] == [
        True,
        False,
        False,
        True,
    ]


def test_opening_and_trying_count_once_a_person_and_comments_each(db: Opened) -> None:
    readers = TipReaders(db, "team")
    for _ in range(2):
        readers.did(OPENED, "promise", "ada", NOW)
    readers.did(OPENED, "promise", "dee", NOW)
    readers.did(TRIED, "promise", "ada", NOW, "Maria wrote back to thank me.")
    readers.did(TRIED, "promise", "ada", NOW)
    readers.comment("c1", "promise", "bo", "I do this", NOW)
    readers.comment("c2", "promise", "bo", "👍", NOW)

    assert readers.figures() == {"promise": Figures(opened=2, tried=1, comments=2)}
    assert (readers.has(TRIED, "promise", "ada"), readers.has(TRIED, "promise", "dee")) == (True, False)
    assert readers.said("promise") == [
        Said("ada", "Maria wrote back to thank me.", NOW),
        Said("bo", "I do this", NOW),
        Said("bo", "👍", NOW),
    ]


def test_a_comment_that_is_edited_changes_and_one_that_is_deleted_goes(db: Opened) -> None:
    readers = TipReaders(db, "team")
    for id in ("c1", "c2"):
        readers.comment(id, "promise", "bo", "I do this", NOW)

    readers.comment("c1", "promise", "bo", "I do this daily", NOW)
    readers.comment("c2", "promise", "bo", "", NOW)

    assert readers.said("promise") == [Said("bo", "I do this daily", NOW)]
