"""The record of a checklist says what became of each sign-off."""

from bot.conversations.checklist.record import withdrawals_of
from onboarding import keeping, signing
from onboarding.checklist import Checklist
from tests.onboarding.onboard import CY, NOW, PROGRAMS, checklist, signed, with_deed


def withdrawn(now: Checklist, skill: str, stage: str, reason: str) -> Checklist:
    return with_deed(now, signing.withdraw(now, skill, stage, reason, CY, NOW))


def fates(now: Checklist) -> list[tuple[str, str, list[str]]]:
    """Return what each sign-off was of, and the reasons for which it was withdrawn."""
    signed = (deed for deed in now.deeds if deed.kind == "signed")
    return [(deed.skill, deed.stage, [each.word("reason") for each in withdrawals_of(deed, now)]) for deed in signed]


def test_a_sign_off_fell_to_the_withdrawal_of_its_stage_or_an_earlier_one() -> None:
    now = signed(signed(checklist(), "greeting", "show", "guide", "do"), "returns", "show")

    now = withdrawn(now, "greeting", "guide", "It was another call.")
    now = withdrawn(now, "greeting", "show", "It was another skill.")
    now = withdrawn(signed(now, "greeting", "show"), "greeting", "show", "Once more.")

    assert fates(now) == [
        ("greeting", "show", ["It was another skill."]),
        ("greeting", "guide", ["It was another call."]),
        ("greeting", "do", ["It was another call."]),
        ("returns", "show", []),
        ("greeting", "show", ["Once more."]),
    ]


def test_a_sign_off_that_stood_until_its_skill_was_shown_again_was_not_withdrawn() -> None:
    now = signed(checklist(), "returns", "show")

    now = with_deed(now, keeping.renew(now, PROGRAMS[2], "returns", CY, NOW))
    now = withdrawn(signed(now, "returns", "show"), "returns", "show", "It was another skill.")

    assert fates(now) == [("returns", "show", []), ("returns", "show", ["It was another skill."])]
