"""The wording check says what makes customers angrier, and what to say instead."""

import pytest

from knowledge.wording import Advice, advise, phrases

LONG = "We have looked at your order and " + "asked the carrier and " * 7 + "found it."


def test_there_are_enough_phrases_and_each_says_why_and_what_instead() -> None:
    known = phrases()

    assert len(known) >= 60
    assert [phrase for phrase in known if not (phrase.phrases and phrase.why and phrase.instead)] == []


def test_no_phrase_is_there_twice() -> None:
    words = [words for phrase in phrases() for words in phrase.phrases]

    assert sorted(words) == sorted(set(words))


def test_a_phrase_is_found_however_it_is_written() -> None:
    said = advise("Please CALM\ndown.")

    assert said == (
        Advice(
            "Please CALM\ndown",
            "It tells people that their anger is the problem.",
            "I can hear how annoying this is. Let us sort it out.",
        ),
    )


def test_typographic_apostrophes_are_apostrophes() -> None:
    said = advise("That’s not my job.")

    assert [each.words for each in said] == ["That’s not my job"]


@pytest.mark.parametrize("text", ["No. We close at five.", "Can I return it? No.", "no!"])
def test_a_bare_no_is_found(text: str) -> None:
    said = advise(text)

    assert [(each.words.lower().strip(".!"), each.instead) for each in said] == [
        ("no", "Say why, and what you can do instead.")
    ]


@pytest.mark.parametrize("text", ["No problem. It is done.", "There is no fee.", "It is order no. 12.", "", " "])
def test_a_no_that_refuses_nobody_is_left_alone(text: str) -> None:
    said = advise(text)

    assert said == ()


def test_not_knowing_is_found() -> None:
    said = advise("I don't know when it comes.")

    assert [each.instead for each in said] == ["I will find out, and tell you by {time}."]


def test_a_sentence_that_nobody_can_say_is_found_in_the_spoken_form_first() -> None:
    written, spoken = advise(LONG), advise("", LONG)

    assert (written, [each.why for each in spoken]) == (
        (),
        ["This sentence has 37 words; nobody can say or follow it in one go."],
    )


def test_too_many_fields_on_the_phone_are_found() -> None:
    said = advise("{a} {b} {c} {d} {e}", "{a}, {b}, {c} and {d}")

    assert [each.words for each in said] == ["{a}, {b}, {c}, {d}"]


def test_a_brace_around_no_field_is_found_before_a_customer_reads_it() -> None:
    said = advise("Order {order number, by {date}, for {}.", "Order {order number} }")

    assert [each.words for each in said] == ["{order number, by", "{}", "}"]


def test_the_same_words_are_named_once() -> None:
    said = advise("Calm down. Calm down.")

    assert [each.words for each in said] == ["Calm down"]


def test_a_kind_answer_needs_no_advice() -> None:
    said = advise("I am sorry that the lamp broke. A new one leaves today.", "A new one leaves today.")

    assert said == ()
