"""An answer is drawn once for all who ask the same, and each of them gets buttons about their own question."""

import json
from typing import Any

from bot.message import ASKED, Button, Buttons, Message, Quote, with_asked
from bot.slack.carry import Keep
from bot.slack.render import as_message
from bot.slack.written import Written


class Pen:
    """Draws messages, and counts them."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self, message: Message, keep: Keep) -> dict[str, Any]:
        self.drawn += 1
        return as_message(message, keep, "guide.ask", {})


def answer(asked: str, text: str = "It is on its way.") -> Message:
    """Return an answer whose buttons, one with the question and one without, say what they are about."""
    buttons = (Button("Use", "guide.use", {"entry": "late", "asked": ASKED}), Button("History", "h", {"entry": "late"}))
    return Message("My parcel is late", (Quote(text), Buttons(buttons)), asked=asked)


def keep(text: str) -> str:
    return f"kept {len(text)}"


def drawn(message: Message) -> dict[str, Any]:
    """Return a message as it is drawn with the question already in its buttons."""
    return as_message(with_asked(message), keep, "guide.ask", {})


def test_who_asks_the_same_gets_the_same_about_their_own_question() -> None:
    pen, written = Pen(), Written()

    for_dee = written.text(answer("q-dee"), "where is it", keep, pen.draw)
    for_bo = written.text(answer("q-bo"), "where is it", keep, pen.draw)

    assert (json.loads(for_dee), json.loads(for_bo)) == (drawn(answer("q-dee")), drawn(answer("q-bo")))
    assert pen.drawn == 1


def test_an_answer_that_changed_is_drawn_anew() -> None:
    pen, written = Pen(), Written()
    written.text(answer("q1"), "where is it", keep, pen.draw)

    changed = written.text(answer("q2", "It was lost."), "where is it", keep, pen.draw)

    assert json.loads(changed) == drawn(answer("q2", "It was lost."))
    assert pen.drawn == 2


def test_a_text_that_is_kept_is_kept_each_time_it_is_shown() -> None:
    long, kept = answer("q1", "Dear customer, " * 1_000), []

    def keeping(text: str) -> str:
        kept.append(text)
        return "kept"

    written = Written()
    for _ in range(2):
        written.text(long, "where is it", keeping, Pen().draw)

    assert len(kept) == 2


def test_a_message_about_no_question_is_written_as_it_is() -> None:
    message = Message("Hello Dee", (Quote("Ask me."),))

    text = Written().text(message, "hello", keep, Pen().draw)

    assert json.loads(text) == drawn(message)


def test_only_the_buttons_that_ask_for_it_name_the_question() -> None:
    use, history = with_asked(answer("q1")).parts[1].buttons  # type: ignore[union-attr]

    assert (use.values, history.values) == ({"entry": "late", "asked": "q1"}, {"entry": "late"})
