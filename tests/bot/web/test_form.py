"""What a sent form means: values carry a mark of their own, so none can pass for the form's own words."""

import pytest

from bot.web.form import LONGEST_SHOWN, MOST_FIELDS, Sent, fields_of, sent
from bot.web.talks import Said


def test_a_form_says_what_was_done_by_whom_and_with_which_values() -> None:
    body = (
        b"action=guide.fill&as=ada&from=x7&once=o1&said=Make+it+ready+to+send&h.entry=late&h.channel=email"
        b"&v.field%3Aorder+number=A-1042&v.field%3Acustomer+name=Zo%C3%AB"
    )

    turn = sent(fields_of(body))

    assert turn == Sent(
        action="guide.fill",
        values={"entry": "late", "channel": "email", "field:order number": "A-1042", "field:customer name": "Zoë"},
        person="ada",
        form="x7",
        once="o1",
        said=Said("Make it ready to send", ("A-1042", "Zoë")),
    )


def test_a_value_named_like_one_of_the_forms_own_words_stays_a_value() -> None:
    turn = sent([("action", "guide.use"), ("as", "ada"), ("h.action", "guide.retire"), ("v.as", "cy")])

    assert (turn.action, turn.person) == ("guide.use", "ada")
    assert turn.values == {"action": "guide.retire", "as": "cy"}


def test_a_name_that_means_nothing_is_passed_over() -> None:
    assert sent([("action", "home"), ("entry", "late"), ("", "x"), ("V.text", "y")]).values == {}


def test_an_empty_form_is_an_empty_turn() -> None:
    assert sent(fields_of(b"")) == Sent("", {}, "", "", "", Said())


def test_a_line_break_is_one_character_whatever_the_browser_sends() -> None:
    assert fields_of(b"v.text=One%0D%0ATwo%0AThree") == [("v.text", "One\nTwo\nThree")]


def test_an_empty_field_is_a_value_but_nothing_that_was_said() -> None:
    turn = sent([("v.note", "  "), ("v.name", "")])

    assert turn.values == {"note": "  ", "name": ""}
    assert turn.said == Said()


def test_a_very_long_text_is_sent_whole_and_shown_shortened() -> None:
    text = "x" * (LONGEST_SHOWN + 1)

    turn = sent([("v.text", text)])

    assert turn.values == {"text": text}
    assert turn.said == Said("", ("x" * LONGEST_SHOWN + "…",))


@pytest.mark.parametrize("body", [b"v.text=%FF%FE", b"\xff\xfe", b"&".join([b"a=b"] * (MOST_FIELDS + 1))])
def test_what_is_no_text_or_too_many_fields_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"decode|fields"):
        fields_of(body)


def test_several_choices_of_one_field_are_a_line_each() -> None:
    fields = [("h.topics", ""), ("h.topics", "delays"), ("h.topics", "defects"), ("h.state", "draft")]

    assert sent(fields).values == {"topics": "delays\ndefects", "state": "draft"}


def test_a_field_of_which_nothing_is_chosen_is_sent_empty() -> None:
    assert sent([("h.topics", "")]).values == {"topics": ""}
