"""Role-play: volunteers are paired, one plays the customer from a card only they see, and both debrief."""

from collections.abc import Iterable
from datetime import timedelta

from bot.conversations.checklist.hours import is_at_work
from bot.conversations.permission import LEADS, need
from bot.conversations.practice.home import ON, WEEKLY, practice
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Quote, cheer, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.pairing import pairs
from onboarding.practice import text_fault
from onboarding.practices import RolePlay

CARD = "You ordered a lamp as a present for tomorrow. It has not come, and nobody answered your first message."


QUESTIONS = {
    "customer_said": "What did you feel as the customer?",
    "csr_said": "What did you try, and why?",
    "watcher_said": "What did you see that helped, and what would you try?",
}


def volunteer(turn: Turn, desk: Desk) -> Message:
    """Play along from now on, or no more."""
    desk.practices.volunteer(turn.person.id, desk.now)
    return practice(turn, desk)


def weekly(turn: Turn, desk: Desk) -> Message:
    """Turn the weekly pairing on or off."""
    need(turn.person, desk, LEADS, "turn the weekly role-play on or off")
    is_on = desk.settings.get(WEEKLY) == ON
    desk.settings.set(WEEKLY, "" if is_on else ON, turn.person.id, desk.now)
    return practice(turn, desk)


def debrief(turn: Turn, desk: Desk) -> Message:
    """Ask somebody who took part how it was; when both players have said it, each reads the others' words."""
    play = desk.practices.play(turn.value("play"))
    if turn.person.id not in play.pair.everybody():
        raise Refusal("Only those who played or watched can debrief this role-play.")
    fault = text_fault(turn.value("note"), "Write a sentence first.")
    if fault:
        return _ask(play, turn, fault if "note" in turn.values else "")
    with desk.together():
        now = desk.practices.debrief(play, turn.person.id, turn.value("note"))
        if now.customer_said and now.csr_said:
            _tell_both(now, turn.person.id, desk)
    if turn.person.id == play.pair.watching and now.customer_said and now.csr_said:
        return Message("Thank you", (cheer("Kept. Both read it now."),))
    if turn.person.id == play.pair.watching:
        return Message("Thank you", (cheer("Kept. Both read it once they have said how it was for them."),))
    return Message("Thank you", (cheer("Kept. When both of you have said it, each reads the other's words."),))


def pair_weekly(desk: Desk) -> None:
    """Pair this week's volunteers, once, as soon as somebody of them is at work."""
    if desk.settings.get(WEEKLY) != ON:
        return
    volunteers = [person for person in desk.people.all() if person.id in desk.practices.volunteers()]
    if len(volunteers) < 2 or not any(is_at_work(person, desk) for person in volunteers):
        return
    today = desk.today(volunteers[0])
    monday = today - timedelta(days=today.weekday())
    week, week_before = monday.isoformat(), (monday - timedelta(weeks=1)).isoformat()
    with desk.together():
        if not desk.checklists.lists.say_once(f"role-plays:{week}", desk.now):
            return
        rested = not desk.practices.played_in(week_before)
        found = pairs([person.id for person in volunteers], desk.practices.last_pairs(week), rested=rested)
        cards = _cards(desk, len(found), today.isocalendar().week)
        for play in desk.practices.start_plays(week, found, cards, desk.now):
            _tell_of_pair(play, desk)
        _tell_of_a_week_off(
            {person.id for person in volunteers} - {id for pair in found for id in pair.everybody()}, desk
        )


def _tell_of_a_week_off(people: Iterable[str], desk: Desk) -> None:
    words = say(
        "Nobody plays with the same one twice in a row, so you have this week off. "
        "With one volunteer more there is a role-play every week."
    )
    for person in people:
        desk.notices.tell(person, Message("No role-play this week", (words,)), "practice", "role-play")


def _cards(desk: Desk, count: int, week: int) -> list[str]:
    """Return a card for each pair: the skills' own situations, others each week."""
    known = [words for program in desk.programs.all() for skill in program.skills for words in skill.situations]
    known = known or [CARD]
    return [known[(week * count + number) % len(known)] for number in range(count)]


def _tell_of_pair(play: RolePlay, desk: Desk) -> None:
    name_of = desk.people.name_of
    button = Buttons((Button("Debrief", "practice.debrief", {"play": play.id}),))
    customer, csr = name_of(play.pair.customer), name_of(play.pair.csr)
    for_customer = say(
        "You play the customer, **{csr}** answers you. This card is for your eyes alone; make it yours.", csr=csr
    )
    for_csr = say("**{customer}** plays a customer, and you answer as you would at work.", customer=customer)
    told = {
        play.pair.customer: Message(
            "Role-play: you are the customer", (for_customer, Quote(play.card, "Your card"), button)
        ),
        play.pair.csr: Message("Role-play: you are the CSR", (for_csr, button)),
    }
    if play.pair.watching:
        words = say(
            "You watch **{customer}** and **{csr}** play this week, and tell both what you saw.",
            customer=customer,
            csr=csr,
        )
        told[play.pair.watching] = Message("Role-play: you watch", (words, button))
    for person, message in told.items():
        desk.notices.tell(person, message, "practice", f"role-play:{play.id}")


def _ask(play: RolePlay, turn: Turn, error: str) -> Message:
    question = QUESTIONS[play.part_of(turn.person.id)]
    watches = turn.person.id == play.pair.watching
    who = "Both read it" if watches else "The other one reads it"
    field = Field("note", question, "text", turn.value("note"), hint=f"{who} once both have written.", error=error)
    ask = Ask("practice.debrief", "Send", (field,), {"play": play.id})
    return Message("Debrief of the role-play", (*((warn("{it}", it=error),) if error else ()), ask))


def _tell_both(play: RolePlay, last: str, desk: Desk) -> None:
    """Tell both players what the others said; whoever watched and wrote last has only their own words to add."""
    pair = play.pair
    name_of = desk.people.name_of
    watched = (Quote(play.watcher_said, f"{name_of(pair.watching)}, who watched"),) if play.watcher_said else ()
    for person, other in ((pair.customer, pair.csr), (pair.csr, pair.customer)):
        quotes = (Quote(play.card, "The card"), Quote(play.said_by(other), name_of(other)), *watched)
        onward = Buttons((Button("Ask the team about it", "situations.bring", {"happened": play.card}),))
        message = Message("How the other one felt", (*quotes, onward))
        if last == pair.watching:
            message = Message("What was seen in your role-play", watched)
        desk.notices.tell(person, message, "practice", f"role-play:{play.id}")
