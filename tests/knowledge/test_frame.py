"""Opening, answer and ending as one text for a channel."""

import pytest

from knowledge.entry import Entry
from knowledge.frame import CHANNELS, Frame, check_frame, missing_fields, ready_to_send, seconds_to_say, to_send
from knowledge.refusal import Refusal

LATE = Entry("late", "My parcel is late", "Order {order number} is late.", spoken="Your order is late.")
EMAIL = Frame("email", "Hello {customer name},", "Kind regards,\n{csr name}")


def test_an_answer_stands_between_opening_and_ending() -> None:
    values = {"customer name": "Mrs Lee", "order number": "1077", "csr name": "Dee"}

    assert ready_to_send(LATE, EMAIL, values) == ("Hello Mrs Lee,\n\nOrder 1077 is late.\n\nKind regards,\nDee")


def test_with_a_field_empty_it_is_refused_and_each_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        ready_to_send(LATE, EMAIL, {"csr name": "Dee", "order number": " "})

    assert refused.value.sentence == "Not ready to send yet. Still empty: customer name, order number."
    assert refused.value.fields == {
        "customer name": "Customer name is still empty.",
        "order number": "Order number is still empty.",
    }


@pytest.mark.parametrize("channel", ["phone", "in person", "text message"])
def test_where_it_must_be_short_the_spoken_form_is_taken(channel: str) -> None:
    assert to_send(LATE, Frame(channel)) == "Your order is late."


@pytest.mark.parametrize("channel", CHANNELS)
def test_without_a_spoken_form_every_channel_takes_the_answer(channel: str) -> None:
    unspoken = Entry("late", "My parcel is late", "Order {order number} is late.")

    assert to_send(unspoken, Frame(channel)) == "Order {order number} is late."


def test_only_what_is_not_known_yet_is_missing() -> None:
    assert missing_fields(LATE, EMAIL, {"csr name": "Dee", "customer name": ""}) == ("customer name", "order number")


def test_a_channel_nobody_has_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        check_frame(Frame("fax"))

    assert refused.value.sentence == (
        "There is no channel “fax”. The channels are email, chat, phone, in person, social, text message."
    )


@pytest.mark.parametrize(("words", "seconds"), [(0, 1), (1, 1), (5, 2), (150, 60), (300, 120)])
def test_saying_it_takes_a_minute_for_150_words(words: int, seconds: int) -> None:
    assert seconds_to_say("word " * words) == seconds


def test_an_opening_longer_than_anybody_reads_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        check_frame(Frame("email", opening="x" * 5_001))

    assert refused.value.fields == {"opening": "The opening is 5001 characters long; 5000 is the most."}
