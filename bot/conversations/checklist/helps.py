"""What helps at a skill beside its own words: answers of the guide, addresses to open, and tips to read."""

from collections.abc import Iterable

from bot.conversations.tip_view import tip_item
from bot.conversations.wording import listed
from bot.desk import Desk
from bot.message import Button, Item, Items, Link, Part, say
from knowledge.tip import Tip
from onboarding.program import Skill

ADDRESS = ("https://", "http://")
MOST_TIPS = 3


def help_parts(skill: Skill, desk: Desk) -> tuple[Part, ...]:
    """Return a skill's guide entries, addresses and tips, each one step away."""
    questions = tuple(
        Item(link, button=Button("Ask the guide", "guide.ask", {"question": link}))
        for link in skill.links
        if not link.startswith(ADDRESS)
    )
    addresses = tuple(Link(link, link) for link in skill.links if link.startswith(ADDRESS))
    tips = tuple(tip_item(tip, listed(tip.topics)) for tip in tips_on(skill, desk.tips.published()))
    return (
        *((say("**In the guide**"), Items(questions)) if questions else ()),
        *addresses,
        *((say("**Tips**"), Items(tips)) if tips else ()),
    )


def tips_on(skill: Skill, tips: Iterable[Tip]) -> list[Tip]:
    """Return the tips that go with a skill best: first those written for it, then by how many of its topics they are on."""
    wanted = {topic.casefold() for topic in skill.tips}

    def worth(tip: Tip) -> int:
        written_for_it = tip.skill.casefold() == skill.name.casefold()
        return 100 * written_for_it + len(wanted & {topic.casefold() for topic in tip.topics})

    return sorted((tip for tip in tips if worth(tip)), key=worth, reverse=True)[:MOST_TIPS]
