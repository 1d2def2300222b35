"""The one way in which the guide's rules say no."""

from collections.abc import Mapping


class Refusal(ValueError):
    """A rule said no; the text is the sentence the person reads.

    ``fields`` holds, for a form, the sentence that belongs beside each refused field, by the field's name.
    """

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})
