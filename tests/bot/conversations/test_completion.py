"""The card at the end of a checklist says what stands, and nothing of what was withdrawn."""

from pathlib import Path

from bot.conversations.checklist.passing import completion
from bot.message import Facts
from onboarding import signing
from tests.onboarding.onboard import BO, CY, NOW, checklist, signed, with_deed
from tests.sample import sample_desk


def test_whoever_signed_what_was_withdrawn_is_not_named_and_whoever_signed_it_anew_is(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    now = signed(checklist(), "greeting", "show", by=CY)
    now = with_deed(now, signing.withdraw(now, "greeting", "show", "It was another skill.", CY, NOW))
    now = signed(now, "greeting", "show", "guide", "do", "teach", by=BO)
    now = signed(now, "returns", "show", "guide", "do", "teach", by=BO)

    card = completion(now, desk)

    (facts,) = (part for part in card.parts if isinstance(part, Facts))
    assert dict(facts.rows)["Signed off by"] == "Bo"
    assert dict(facts.rows)["Sign-offs"] == "8"
