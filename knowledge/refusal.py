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


def refuse(faults: Mapping[str, str]) -> None:
    """Refuse fields that cannot stay as they are; an empty sentence is no fault, and without any nothing happens.

    Raises:
        Refusal: with all the sentences, and each beside its field.
    """
    wrong = {name: sentence for name, sentence in faults.items() if sentence}
    if wrong:
        raise Refusal(" ".join(wrong.values()), wrong)
