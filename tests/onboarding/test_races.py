"""Several people at one checklist in the same moment: one truth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from knowledge.database import Database
from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.checklist import Checklist
from onboarding.checklists import Checklists
from onboarding.deed import Deed
from onboarding.program import Program
from onboarding.programs import Programs, ProgramSuperseded
from tests.bot.test_races import all_at_once
from tests.onboarding.onboard import ADA, BO, CY, EVE, GREETING, NOW, PROGRAM, RETURNS, answers
from tests.place import Place

MONDAY = date(2026, 5, 4)
ROUNDS = 8  # often enough that two do meet

Rule = Callable[[Checklist], Deed]


def ready(db: Database) -> tuple[Checklists, Checklist, Program]:
    """Return a new checklist whose first stage can be signed."""
    checklists = Checklists(db, "north")
    program = checklists.programs.save(replace(PROGRAM, id="", version=0), "cy", NOW)
    begun = checklists.start(program, "ada", "bo", "", MONDAY, "cy", NOW)
    checklists.change(
        begun.id, lambda now: signing.debrief(now, "greeting", "show", answers(GREETING, "show"), ADA, NOW)
    )
    return checklists, begun, program


def trying(id: str, rule: Rule) -> Callable[[Database], str]:
    """Return a deed that says what it did, or why it was refused."""

    def attempt(db: Database) -> str:
        try:
            return Checklists(db, "north").change(id, rule).deed.kind
        except Refusal as refusal:
            return refusal.sentence

    return attempt


def now_of(checklists: Checklists, id: str) -> Checklist:
    found = checklists.checklist(id)
    assert found is not None
    return found


def sign(now: Checklist) -> Deed:
    return signing.sign_off(now, "greeting", "show", BO, NOW)


def test_of_two_sign_offs_at_once_one_counts(db: Database, place: Place) -> None:
    for _ in range(ROUNDS):
        checklists, begun, _ = ready(db)

        said = all_at_once(place, trying(begun.id, sign), trying(begun.id, sign))

        assert sorted(said) == ["signed", "“show” of “Greeting and ending” is signed off already."]
        assert len(now_of(checklists, begun.id).of("signed")) == 1


def test_a_sign_off_and_its_withdrawal_at_once_leave_one_truth(db: Database, place: Place) -> None:
    for _ in range(ROUNDS):
        checklists, begun, _ = ready(db)
        checklists.change(begun.id, sign)
        asked = answers(GREETING, "guide")
        checklists.change(begun.id, lambda now, asked=asked: signing.debrief(now, "greeting", "guide", asked, ADA, NOW))  # type: ignore[misc]

        said = all_at_once(
            place,
            trying(begun.id, lambda now: signing.sign_off(now, "greeting", "guide", BO, NOW)),
            trying(begun.id, lambda now: signing.withdraw(now, "greeting", "show", "By mistake.", CY, NOW)),
        )

        now = now_of(checklists, begun.id)
        assert said[1] == "withdrawn"
        assert said[0] in {"signed", "The stages of a skill go in order: “show” of “Greeting and ending” comes first."}
        assert now.ways["greeting"].signed() == 0


def test_a_trainer_who_is_replaced_in_that_moment_signs_before_or_not_at_all(db: Database, place: Place) -> None:
    for _ in range(ROUNDS):
        checklists, begun, _ = ready(db)

        said = all_at_once(
            place,
            trying(begun.id, sign),
            trying(begun.id, lambda now: keeping.hand_over(now, EVE, "She has seen two calls.", CY, NOW)),
        )

        now = now_of(checklists, begun.id)
        kinds = [deed.kind for deed in now.deeds]
        assert said[1] == "handed over"
        assert now.trainer == "eve"
        if said[0] == "signed":
            assert kinds == ["started", "debriefed", "signed", "handed over"]
        else:
            assert said[0] == "Only the designated trainer or a lead can sign a stage off."
            assert kinds == ["started", "debriefed", "handed over"]


def test_two_who_start_a_checklist_for_one_person_start_one(db: Database, place: Place) -> None:
    for number in range(ROUNDS):
        program = Programs(db, "north").save(replace(PROGRAM, id="", name=f"Weeks {number}", version=0), "cy", NOW)

        def start(db: Database, program: Program = program) -> bool:
            try:
                Checklists(db, "north").start(program, "ada", "bo", "", MONDAY, "cy", NOW)
            except Refusal:
                return False
            return True

        assert sorted(all_at_once(place, start, start)) == [False, True]


def test_a_program_that_is_edited_meanwhile_does_not_reach_a_running_checklist(db: Database, place: Place) -> None:
    checklists, begun, program = ready(db)

    def edit(db: Database) -> str:
        newer = program.with_skill(replace(GREETING, good="Two names."))
        return f"version {Programs(db, 'north').save(newer, 'cy', NOW).version}"

    said = all_at_once(place, trying(begun.id, sign), edit)

    now = now_of(checklists, begun.id)
    assert said == ["signed", "version 2"]
    assert (now.version, now.ways["greeting"].skill, now.deeds[-1].word("version")) == (1, GREETING, "1")


def test_of_two_who_edit_a_program_one_wins_and_the_other_is_told(db: Database, place: Place) -> None:
    program = Programs(db, "north").save(replace(PROGRAM, version=0), "cy", NOW)

    def editing(good: str) -> Callable[[Database], str]:
        def edit(db: Database) -> str:
            try:
                Programs(db, "north").save(program.with_skill(replace(RETURNS, good=good)), "cy", NOW)
            except ProgramSuperseded as superseded:
                skill = superseded.now.skill("returns") if superseded.now else None
                return f"second to {skill.good if skill else None}"
            return good

        return edit

    said = sorted(all_at_once(place, editing("Mine"), editing("Yours")))

    assert said in (["Mine", "second to Mine"], ["Yours", "second to Yours"])
    assert [each.program.version for each in Programs(db, "north").versions(program.id)] == [2, 1]


def test_everything_at_once_leaves_what_the_deeds_say(db: Database, place: Place) -> None:
    checklists, begun, _ = ready(db)
    rules: list[Rule] = [
        sign,
        lambda now: signing.more_time(now, "greeting", "show", "Once more.", BO, NOW),
        lambda now: signing.debrief(now, "greeting", "show", answers(GREETING, "show"), ADA, NOW),
        lambda now: keeping.pause(now, "ill", CY, NOW + timedelta(hours=1)),
        lambda now: keeping.hand_over(now, EVE, "Half way.", CY, NOW),
    ]

    said = all_at_once(place, *[trying(begun.id, rule) for rule in rules])

    now = now_of(checklists, begun.id)
    assert sorted(deed.kind for deed in now.deeds[2:]) == sorted(kind for kind in said if kind[0].islower())
    numbers = db.query(
        "select number from deeds where team = 'north' and checklist = :id order by number", {"id": begun.id}
    )
    assert [row["number"] for row in numbers] == list(range(1, len(now.deeds) + 1))
