"""A skill's page has what helps one step away: entries of the guide, addresses, and tips on its topics."""

from pathlib import Path

from bot.conversations.checklist.helps import help_parts, tips_on
from bot.message import Items, Link
from knowledge.store import Edit
from knowledge.tip import Tip
from onboarding.program import Skill
from tests.sample import NOW, sample_desk

SKILL = Skill(
    "calls", "Calls", links=("My parcel is late", "https://example.com/calls"), tips=("Listening", "promises")
)
HOUR = Tip(id="hour", title="Give an hour", text="By three.", topics=("promises",))
BOTH = Tip(id="both", title="Hear, then promise", text="In this order.", topics=("listening", "promises"))
OURS = Tip(id="ours", title="Pick up", text="At the second ring.", skill="calls")
OTHER = Tip(id="other", title="Write short", text="Two lines.", topics=("writing",))


def test_the_tips_written_for_a_skill_come_first_then_those_on_most_of_its_topics() -> None:
    assert tips_on(SKILL, [HOUR, BOTH, OURS, OTHER]) == [OURS, BOTH, HOUR]
    assert tips_on(Skill("none", "None"), [HOUR, BOTH, OURS, OTHER]) == []


def test_what_helps_at_a_skill_is_one_step_away(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.tips.save_all([Edit(HOUR, "added"), Edit(OTHER, "added")], "cy", NOW)

    parts = help_parts(SKILL, desk)

    steps = [(item.title, item.button) for part in parts if isinstance(part, Items) for item in part.items]
    assert [(title, button and button.action, button and dict(button.values)) for title, button in steps] == [
        ("My parcel is late", "guide.ask", {"question": "My parcel is late"}),
        ("Give an hour", "tips.open", {"tip": "hour"}),
    ]
    assert [part for part in parts if isinstance(part, Link)] == [
        Link("https://example.com/calls", "https://example.com/calls")
    ]
