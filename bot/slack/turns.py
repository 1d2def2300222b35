"""Taking what was heard as a turn at the desk, and what goes back: in one transaction, once however often it comes."""

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.conversations import manners
from bot.conversations.doors import admit
from bot.conversations.linking import must_be_open
from bot.desk import Desk
from bot.heard import HeardBefore
from bot.message import SILENCE, Ask, Message, Part, with_asked
from bot.slack import forms
from bot.slack.at_card import REACTION, REPLY
from bot.slack.carry import Forgotten, Keep
from bot.slack.heard import Heard, opened
from bot.slack.profile import SURFACE, Profile, meet
from bot.slack.render import as_home, as_message, as_modal, form_of
from bot.slack.reply import Body, Call, Reply, late_call, privately, reply_from
from bot.slack.web_api import RESPOND
from bot.slack.written import Written
from bot.turn import Turn
from knowledge.refusal import Refusal

FRONT = "front"
DEEPEST = 3  # modals that lie on each other: https://docs.slack.dev/surfaces/modals#updating_views
SEEN_BY_ALL = "thread"

Answer = Callable[[Turn, Desk], Message]


class Turns:
    """How turns are taken: by whom they are answered, and where people are whom Slack gives no time zone."""

    def __init__(self, answer: Answer, time_zone: str) -> None:
        self._answer = answer
        self._time_zone = time_zone
        self._written = Written()

    def take(self, heard: Heard, profile: Profile, desk: Desk) -> Reply:
        """Take a turn, and owe or return what it leads to. What was heard before leads to what it did then.

        Raises:
            HeardBefore: somebody else took it in the same moment; nothing of this time may be kept.
        """
        before = desk.heard.reply_to(heard.id)
        if before is not None:
            known = reply_from(before)
            return self._taken(heard, profile, desk, known.asked) if known.asked else known
        reply = self._taken(heard, profile, desk)
        desk.heard.keep(heard.id, reply.to_json(), desk.now)
        return reply

    def _taken(self, heard: Heard, profile: Profile, desk: Desk, asked: str = "") -> Reply:
        try:
            heard = opened(heard, desk.kept.text)
            admit(profile.belonging, desk)
            must_be_open(SURFACE, heard.action, heard.values, desk)
            person = meet(profile, desk, self._time_zone)
        except Forgotten:
            message = manners.form_too_old(forms.written(heard.state)) if heard.sent else manners.too_old()
        except Refusal as refusal:
            message = manners.may_not_ask(refusal.sentence) if _hears_why(heard, profile, desk) else SILENCE
        else:
            turn = Turn(
                heard.id,
                person,
                heard.action,
                heard.values,
                SURFACE,
                heard.can_share,
                heard.shared_place,
                heard.place.name if heard.shared_place else "",
                asked,
            )
            message = self._answer(turn, desk)
        return _Answering(heard, message, desk, self._written).reply()


def _hears_why(heard: Heard, profile: Profile, desk: Desk) -> bool:
    """Say whether somebody who may not ask has to know it: who talks at a card addresses the team, so once for each."""
    if heard.action == REPLY:
        return desk.claims.first(f"may not answer {heard.values['card']}", profile.id, desk.now)
    return heard.action != REACTION


def owe_late(heard: Heard, reply: Reply, desk: Desk) -> None:
    """Owe what could not go back any more, once."""
    call = late_call(heard, reply)
    if call is None or desk.heard.reply_to(f"late {heard.id}") is not None:
        return
    with contextlib.suppress(HeardBefore), desk.together():
        desk.outbox(SURFACE).owe(heard.about, heard.person, call.method, call.body, desk.now)
        desk.heard.keep(f"late {heard.id}", "", desk.now)


class _Answering:
    """One message on its way to where it belongs."""

    def __init__(self, heard: Heard, message: Message, desk: Desk, written: Written) -> None:
        self._heard = heard
        self._alike = message
        self._desk = desk
        self._written = written
        self._place = heard.place

    @cached_property
    def _message(self) -> Message:
        return with_asked(self._alike)

    def reply(self) -> Reply:
        """Owe the message, or return it where it has to go back at once."""
        if self._alike == SILENCE:
            return Reply()
        if self._alike.for_all:
            return self._for_all()
        if self._place.kind == "trigger" or (form_of(self._alike) and self._opens_forms()):
            return self._in_new_modal()
        if self._place.kind == "modal":
            return self._in_modal()
        if self._heard.awaits == "message":
            return Reply(self._at_once(), asked=self._alike.asked)
        return self._owed()

    def _at_once(self) -> str:
        heard = self._heard

        def draw(message: Message, keep: Keep) -> Body:
            return {"response_type": "ephemeral", **as_message(message, keep, heard.action, heard.values)}

        return self._written.text(self._alike, (heard.action, *heard.values.items()), self._keep, draw)

    def _opens_forms(self) -> bool:
        is_quick_home = self._place.kind == "home" and self._heard.action == FRONT
        return bool(self._heard.trigger) and self._place.kind != "modal" and not is_quick_home

    def _in_new_modal(self) -> Reply:
        view = as_modal(self._message, self._keep, self._place.origin())
        again = manners.form_again(self._message)
        late = privately(self._heard, as_message(again, self._keep, self._heard.action, self._heard.values))
        return Reply(open=Call("views.open", {"trigger_id": self._heard.trigger, "view": view}), late=late)

    def _in_modal(self) -> Reply:
        if self._heard.awaits == "view":
            return self._after_form()
        if self._heard.form and self._place.depth < DEEPEST:  # what was typed stays in the form below
            call = Call("views.push", {"trigger_id": self._heard.trigger, "view": self._view()})
            return Reply(open=call, late=self._update())
        call = self._update()
        self._owe(call.method, self._place.view, call.body)
        return Reply()

    def _update(self) -> Call:
        body = {"view_id": self._place.view, "view": self._view(*_kept_words(self._heard))}
        if not self._heard.form:
            return Call("views.update", body)
        message = manners.closed_meanwhile(replace(self._message, parts=(*_kept_words(self._heard), *self._again())))
        return Call("views.update", {**body, "instead": {"channel": self._heard.person, **self._as_message(message)}})

    def _again(self) -> tuple[Part, ...]:
        """Return the parts that a message can have: a form opens by taking the turn again, so only one that came back."""
        heard = self._heard
        return tuple(part for part in self._message.parts if not isinstance(part, Ask) or part.action == heard.action)

    def _after_form(self) -> Reply:
        form = form_of(self._message)
        if form is not None and self._only_fields_refused(form):
            wrong = forms.errors(form, self._heard.state)
            if len(wrong) == sum(bool(each.error) for each in form.fields):
                return Reply(json.dumps({"response_action": "errors", "errors": wrong}), late=self._update())
        stays = self._message.refused and self._place.depth < DEEPEST
        ack = {"response_action": "push" if stays else "update", "view": self._view()}
        return Reply(json.dumps(ack), late=self._update())

    def _only_fields_refused(self, form: Ask) -> bool:
        same = {name: value for name, value in form.values.items() if name != "revision"}
        return any(each.error for each in form.fields) and same.items() <= dict(self._heard.values).items()

    def _for_all(self) -> Reply:
        body = self._as_message()
        if self._place.url and self._place.kind == "unseen":
            call = Call(
                RESPOND, {"url": self._place.url, "response_type": "in_channel", "replace_original": False, **body}
            )
        else:
            call = Call("chat.postMessage", {"channel": self._place.channel, **body})
        if self._place.thread:
            call.body["thread_ts"] = self._place.thread
        self._owe(call.method, self._place.channel, {**call.body, "for": self._heard.person})
        if self._heard.awaits == "view":
            return Reply(json.dumps({"response_action": "clear"}))
        return Reply()

    def _owed(self) -> Reply:
        place, body = self._place, self._as_message
        if place.kind == "home":
            view = as_home(self._message, self._keep, self._heard.action, self._heard.values, FRONT)
            self._owe("views.publish", self._heard.person, {"user_id": self._heard.person, "view": view})
        elif place.kind == "unseen":
            call = privately(self._heard, body())
            thread = {"thread_ts": place.thread} if place.thread else {}
            self._owe(call.method, place.url, {**call.body, **thread, "for": self._heard.person})
        else:
            thread = {"thread_ts": place.thread} if place.thread else {}
            method = "chat.update" if self._heard.edit else "chat.postMessage"
            self._owe(method, place.channel, {"channel": place.channel, **thread, **body(), "for": self._heard.person})
        return Reply()

    def _owe(self, method: str, lane: str, body: Mapping[str, Any]) -> None:
        self._desk.outbox(SURFACE).owe(self._heard.about, lane, method, body, self._desk.now)

    def _as_message(self, message: Message | None = None) -> Body:
        return as_message(message or self._message, self._keep, self._heard.action, self._heard.values)

    def _view(self, *more: Part) -> Body:
        message = replace(self._message, parts=(*more, *self._message.parts)) if more else self._message
        return as_modal(message, self._keep, self._place.origin())

    def _keep(self, text: str) -> str:
        return self._desk.kept.keep(text, self._desk.now)


def _kept_words(heard: Heard) -> tuple[Part, ...]:
    """Return what was typed into a form that gives way to something else, so that it is not lost."""
    return manners.what_you_wrote(forms.written(heard.state)) if heard.form and not heard.sent else ()
