"""A message is kept as JSON and comes back as it was."""

import json

from bot.message import PARTS, Message
from bot.written import as_data, from_data
from tests.bot.test_parts import EXAMPLES, HOSTILE


def test_every_part_comes_back_as_it_was() -> None:
    message = Message(HOSTILE, tuple(EXAMPLES[part] for part in PARTS), for_all=True)

    kept = json.dumps(as_data(message))

    assert from_data(json.loads(kept)) == message


def test_what_a_later_baton_added_to_a_message_is_passed_over() -> None:
    data = {**as_data(Message("Hello")), "colour": "green"}

    assert from_data(data) == Message("Hello")
