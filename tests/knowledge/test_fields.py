"""Named fields in an answer: which there are, and filling them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.fields import MissingFields, field_name, fields_in, fill

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="{}\n\r"), min_size=1, max_size=20).filter(
    lambda name: bool(field_name(name))
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="{}"))
VALUES = st.text(min_size=1).filter(str.strip)


def test_fields_are_named_once_in_reading_order() -> None:
    texts = ("Hello { Customer  Name},", "order {order number} of {customer name}")

    assert fields_in(*texts) == ("customer name", "order number")


@pytest.mark.parametrize("text", ["{}", "{ }", "{a\nb}", "{{", "}{", "{" + "x" * 61 + "}", "no field", ""])
def test_braces_that_hold_no_name_are_no_field(text: str) -> None:
    assert fields_in(text) == ()
    assert fill(text, {}) == text


def test_a_field_inside_two_braces_is_still_a_field() -> None:
    assert fill("{{order number}}", {"order number": "7"}) == "{7}"


def test_filling_names_every_field_that_is_missing_or_blank() -> None:
    with pytest.raises(MissingFields) as missing:
        fill("{a} {b} {c}", {"a": "1", "b": "  "})

    assert missing.value.names == ("b", "c")


def test_a_value_that_looks_like_a_field_stays_what_was_typed() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "{a}"}) == "{b} and {a}"


@given(st.lists(st.tuples(PLAIN, NAMES)), PLAIN, st.data())
def test_filling_puts_each_value_where_its_field_was_and_leaves_the_rest(
    pieces: list[tuple[str, str]], end: str, data: st.DataObject
) -> None:
    text = "".join(f"{plain}{{{name}}}" for plain, name in pieces) + end
    values = {field_name(name): data.draw(VALUES) for _, name in pieces}

    filled = fill(text, values)

    assert filled == "".join(f"{plain}{values[field_name(name)].strip()}" for plain, name in pieces) + end
    assert set(fields_in(text)) == set(values)
