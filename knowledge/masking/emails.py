"""E-mail addresses as people write them (the common part of RFC 5322), also in letters beyond ASCII (RFC 6531)."""

import re
from collections.abc import Iterator

from knowledge.masking.detail import Detail

_ADDRESS = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w@]|-\w)"
)
# Written so that no machine finds it, which customers do in forums and reviews.
_SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]{1,63}(?: ?[(\[]dot[)\]] ?|\.)[^\W\d_]{2,24}(?![\w@-])",
    re.IGNORECASE,
)
# Spelled out as it was said on the phone: "at", "dot" and an ending that is no word tell it from other sentences.
_SAID = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} at [\w-]{1,63}(?: dot [\w-]{1,63}){0,2} dot "
    r"(?:com|org|net|edu|gov|info|biz|io|eu|uk|ie|de|ch|nl|fr|es|pt|pl|dk|se|fi|ca|au)(?![\w@-])",
    re.IGNORECASE,
)


def email_addresses(text: str) -> Iterator[Detail]:
    """Give the e-mail addresses in a text."""
    for pattern in (_ADDRESS, _SPELLED, _SAID):
        for found in pattern.finditer(text):
            start = found.start() + len(found[0]) - len(found[0].lstrip("'.-"))
            yield Detail("e-mail address", start, found.end(), text[start : found.end()])
