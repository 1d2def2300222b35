"""What Baton does without anybody asking, when the time for it has come."""

from collections.abc import Callable

from bot.conversations.checklist.nudging import remind_gently, welcome_starters
from bot.conversations.checklist.weekly import tell_leads_weekly
from bot.conversations.practice.playing import pair_weekly
from bot.conversations.reviews import remind_of_reviews
from bot.conversations.situations import due, monthly
from bot.conversations.tip_posting import count_delivered, give_weekly_tip
from bot.desk import Desk

# Each is called about every minute. It decides from the store and the time what is due, and claims it before it acts,
# so that a second call, or a second process, does nothing.
DUTIES: tuple[Callable[[Desk], None], ...] = (
    welcome_starters,
    remind_gently,
    tell_leads_weekly,
    pair_weekly,
    give_weekly_tip,
    count_delivered,
    remind_of_reviews,
    due.close_rounds,
    due.say_time_left,
    due.ask_again,
    due.remind,
    monthly.tell_of_the_month,
)
