"""What becomes due in situations by itself: rounds close, colleagues are asked once more, and somebody is reminded."""

from bot.conversations.permission import CURATORS
from bot.conversations.situations.answering import answer_button
from bot.conversations.situations.card import KIND, about, open_button, refresh
from bot.conversations.situations.closing import tell_of_the_vote
from bot.conversations.situations.rules import team_hours
from bot.conversations.situations.words import moment_in
from bot.desk import Desk
from bot.message import Buttons, Message, Quote, note, say
from knowledge.situation import Situation
from knowledge.situations import Overtaken
from knowledge.time_left import time_left

AT_ONCE = 20  # of each a minute; the rest waits for the next one
ASKED_AGAIN = 8  # people of a topic; more would be noise for most of them


def close_rounds(desk: Desk) -> None:
    """Close every round whose time is up."""
    for situation in desk.situations.lists.times_up(desk.now, AT_ONCE):
        try:
            with desk.together():
                tell_of_the_vote(desk.situations.close(situation.id, "", desk.now), desk)
        except Overtaken:
            continue  # a curator, or another process, closed it in the same moment


def say_time_left(desk: Desk) -> None:
    """Have the cards of open rounds say how much time is left, whenever that is a day or an hour less."""
    with desk.together():
        for situation in desk.situations.lists.to_retell(desk.now, AT_ONCE):
            left = time_left(desk.now, situation.closes_at or desk.now, team_hours(desk))
            if left.less_at:
                desk.situations.lists.retell(situation.id, left.less_at)
            refresh(situation.id, desk)


def ask_again(desk: Desk) -> None:
    """Half-way through a round ask those people of the topic who have not answered, the best helpers first; once."""
    with desk.together():
        for situation in desk.situations.lists.to_nudge(desk.now, AT_ONCE):
            answered = {answer.person for answer in desk.situations.answers.of(situation.id)}
            missing = [id for id in _people_of(situation, desk) if id not in {*answered, situation.brought_by}]
            for person in missing[:ASKED_AGAIN]:
                desk.notices.tell(person, _asked_again(situation, desk), KIND, about(situation))


def remind(desk: Desk) -> None:
    """Remind the curator who has a situation, or else all of them, when nothing has become of it for as long as its round."""
    with desk.together():
        for situation in desk.situations.lists.to_remind(desk.now, AT_ONCE):
            curators = [curator.id for curator in desk.people.in_roles(*CURATORS)]
            for person in [situation.holder] if situation.holder in curators else curators:
                desk.notices.tell(person, _reminder(situation), "", about(situation))


def _people_of(situation: Situation, desk: Desk) -> list[str]:
    """Return whom to ask, the best first; where nobody is known for the topic, everybody."""
    everybody = [person.id for person in desk.people.all()]
    known = [id for id in desk.situations.helpers.of(situation.topic) if id in everybody]
    return known or everybody


def _asked_again(situation: Situation, desk: Desk) -> Message:
    until = moment_in(situation.closes_at or desk.now, team_hours(desk).zone)
    words = say("You have not said yet what you would do. The round is open until {until}.", until=until)
    row = Buttons((answer_button(situation), open_button(situation)))
    return Message("What would you do?", (words, Quote(situation.happened), row))


def _reminder(situation: Situation) -> Message:
    words = note("The round has closed, and nothing has become of this since. Settle it, or say how it ends.")
    return Message("This waits for you", (words, Quote(situation.happened), Buttons((open_button(situation),))))
