"""All that the bot says: one function a conversation, one table of them, and the one place that catches."""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.conversations import (
    asking,
    browsing,
    cards,
    channels,
    curating,
    deliveries,
    doors,
    frames,
    front,
    history,
    home,
    keeping,
    learning,
    linking,
    lists,
    people,
    quiet,
    reading,
    recent,
    reviews,
    sharing,
    tip_archive,
    tip_figures,
    tip_form,
    tip_plan,
    tip_posting,
    tip_subscriptions,
    tips,
    using,
)
from bot.conversations.checklist import (
    board,
    debriefing,
    mine,
    notes,
    proving,
    record,
    showing,
    signing,
    skill,
    starting,
    styles,
)
from bot.conversations.checklist import keeping as checklist_keeping
from bot.conversations.checklist.debriefing import SAID
from bot.conversations.practice import answering, giving, playing
from bot.conversations.practice import home as practice
from bot.conversations.programs.actions import PROGRAMS
from bot.conversations.situations.actions import SITUATIONS, WRITTEN_IN_SITUATIONS
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Quote, warn, with_asked
from bot.opened import Unreachable
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.program import STAGES

log = logging.getLogger(__name__)

Conversation = Callable[[Turn, Desk], Message]

ACTIONS: dict[str, Conversation] = {
    "home": home.home,
    "hear": home.hear,
    "front": front.front,
    "answers.mine": recent.mine,
    "guide.ask": asking.ask,
    "guide.none": asking.none_of_these,
    "guide.open": asking.open_entry,
    "guide.use": using.use,
    "guide.fill": using.fill,
    "guide.fit": using.fit,
    "guide.browse": browsing.browse,
    "guide.topic": browsing.topic,
    "guide.add": curating.add,
    "guide.edit": curating.edit,
    "guide.save": curating.save,
    "guide.publish": curating.publish,
    "guide.retire": curating.retire,
    "guide.reviewed": curating.reviewed_today,
    "guide.owner": curating.change_owner,
    "guide.keep": keeping.keep,
    "guide.share": sharing.share,
    "history.open": history.history,
    "history.difference": history.compare,
    "history.go_back": history.go_back,
    "frames.list": frames.frames,
    "frames.open": frames.open_frame,
    "frames.edit": frames.edit_frame,
    "frames.save": frames.save_frame,
    "lists.list": lists.lists,
    "lists.open": lists.open_list,
    "learned.open": learning.open_learned,
    "learned.take": learning.take,
    "learned.refuse": learning.refuse,
    "people.list": people.people,
    "people.appoint": people.appoint,
    "people.company": people.company,
    "people.link": linking.link,
    "people.linked": linking.linked,
    "settings.open": doors.settings,
    "settings.doors": doors.change,
    "notices.mine": quiet.mine,
    "notices.snooze": quiet.snooze,
    "notices.change": quiet.change,
    "outbox.list": deliveries.deliveries,
    "outbox.open": deliveries.open_delivery,
    "outbox.resend": deliveries.resend,
    "outbox.cancel": deliveries.cancel,
    "channels.list": channels.channels,
    "channels.here": channels.here,
    "channels.close": channels.close,
    "card.reply": cards.reply,
    "card.reaction": cards.reaction,
    "checklist.mine": mine.mine,
    "checklist.starters": mine.starters,
    "checklist.start": starting.start,
    "checklist.open": showing.open_checklist,
    "checklist.skill": skill.open_skill,
    "checklist.begin": checklist_keeping.begin,
    "checklist.learns": styles.learns,
    "checklist.debrief": debriefing.debrief,
    "checklist.talked": proving.talked,
    "checklist.taught": proving.taught,
    "checklist.confirm": proving.confirm,
    "checklist.read": signing.read,
    "checklist.sign_off": signing.sign_off,
    "checklist.more_time": signing.more_time,
    "checklist.withdraw": signing.withdraw,
    "checklist.note": notes.note,
    "checklist.trainer": checklist_keeping.change_trainer,
    "checklist.buddy": checklist_keeping.change_buddy,
    "checklist.pause": checklist_keeping.pause,
    "checklist.resume": checklist_keeping.resume,
    "checklist.end": checklist_keeping.end,
    "checklist.leave": checklist_keeping.leave,
    "checklist.snooze": checklist_keeping.snooze,
    "checklist.record": record.record,
    "checklist.evidence": record.evidence,
    "board.open": board.board,
    "tips.now": tips.this_week,
    "tips.open": tips.open_tip,
    "tips.tried": tips.tried,
    "tips.comment": tips.comment,
    "tips.archive": tip_archive.archive,
    "tips.browse": tip_archive.browse,
    "tips.search": tip_archive.searched,
    "tips.subscription": tip_subscriptions.subscription,
    "tips.subscribe": tip_subscriptions.subscribe,
    "tips.unsubscribe": tip_subscriptions.unsubscribe,
    "tips.plan": tip_plan.plan,
    "tips.week": tip_plan.week,
    "tips.pin": tip_plan.pin,
    "tips.skip": tip_plan.skip,
    "tips.move": tip_plan.move,
    "tips.times": tip_plan.times,
    "tips.library": tip_plan.library,
    "tips.preview": tip_posting.preview,
    "tips.test": tip_posting.test,
    "tips.post": tip_posting.post_now,
    "tips.withdraw": tip_posting.withdraw,
    "tips.restore": tip_posting.restore,
    "tips.write": tip_form.write,
    "tips.edit": tip_form.edit,
    "tips.save": tip_form.save,
    "tips.figures": tip_figures.figures,
    "reviews.right": reviews.still_right,
    "reviews.not_mine": reviews.not_mine,
    "practice.open": practice.practice,
    "practice.give": giving.give,
    "practice.answer": answering.answer,
    "practice.feedback": answering.feedback,
    "practice.volunteer": playing.volunteer,
    "practice.weekly": playing.weekly,
    "practice.debrief": playing.debrief,
    "text.read": reading.read,
    **PROGRAMS,
    **SITUATIONS,
}


# The values people write in their own words; all others come with a button or a choice.
WRITTEN = (
    *("text", "question", "answer", "spoken", "phrasings", "note", "opening", "ending", "company"),
    *("about", "learnt", "next", "reason", "begins", "ends", "title", "teaser", "body", "try_this"),
    *("name", "why", "good", "show", "situations", "links", "tips", "hidden", "situation", "sentence"),
    *(f"questions_{stage}" for stage in STAGES),
    *WRITTEN_IN_SITUATIONS,
)


def answer(turn: Turn, desk: Desk) -> Message:
    """Answer one turn as :func:`answer_alike` does, each button with the question that it is about."""
    return with_asked(answer_alike(turn, desk))


def answer_alike(turn: Turn, desk: Desk) -> Message:
    """Answer one turn; whoever addresses the bot always gets an answer or a reason.

    To all who ask the same the answer is the same but for its ``asked``.

    What somebody typed (``say``) is a word of :data:`home.WORDS` or a question. A refusal becomes its own sentence,
    an unknown action the help; anything else is logged once, and the person reads a sentence with the turn's id.
    """
    said = turn
    if turn.action == "say":
        action = home.action_of(turn.value("text"))
        said = replace(turn, action=action, values=turn.values if action == home.HEAR else {})
    try:
        return ACTIONS.get(said.action, home.home)(said, desk)
    except Refusal as refusal:
        parts: tuple[Part, ...] = (warn("{sentence}", sentence=refusal.sentence), *_typed(said))
        return Message("That did not go through", parts, refused=True)
    except Unreachable as gone:
        log.warning("turn %s (%s) could not be taken: %s", turn.id, turn.action, gone)
        again = Buttons((Button("Try again", turn.action, turn.values),))
        return Message("Not now", (warn("{sentence}", sentence=str(gone)), *_typed(said), again))
    except Exception:
        log.exception("turn %s (%s) of %s broke", turn.id, turn.action, turn.person.id)
        words = warn(
            "Something broke on my side, and I could not finish this. Please try again; "
            "if it happens again, tell whoever runs Baton this number: {turn}.",
            turn=turn.id,
        )
        again = Buttons((Button("Try again", turn.action, turn.values),))
        return Message("Something broke", (words, *_typed(said), again), refused=True)


def _typed(turn: Turn) -> tuple[Quote, ...]:
    """Return what the person wrote, so that a turn that failed loses none of it; a word of the list is nothing to keep."""
    # In practice a situation is written, everywhere else it is chosen.
    chosen = {"situation"} if turn.action in SITUATIONS else set()
    names = (name for name in turn.values if name in WRITTEN or name.startswith((using.FIELD, SAID)))
    written = [turn.value(name) for name in names if name not in chosen]
    words = "\n\n".join(text for text in written if text)
    return (Quote(words, "What you wrote", copy=True),) if words else ()
