"""Refusing fields: all the sentences at once, each beside its field."""

import pytest

from knowledge.refusal import Refusal, refuse


def test_fields_that_cannot_stay_are_refused_together_each_with_its_sentence() -> None:
    with pytest.raises(Refusal) as refused:
        refuse({"question": "Please write a question.", "answer": "", "topics": "A topic is too long."})

    assert refused.value.sentence == "Please write a question. A topic is too long."
    assert refused.value.fields == {"question": "Please write a question.", "topics": "A topic is too long."}


def test_fields_that_are_well_are_let_through() -> None:
    refuse({"question": "", "answer": ""})
    refuse({})
