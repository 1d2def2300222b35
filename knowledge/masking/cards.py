"""Payment card numbers: as long as one, with a check digit that holds, and beginning like one that is issued."""

import re
from collections.abc import Iterator

from knowledge.masking.detail import Detail

# 12 to 19 digits in one run, or in groups with one space or hyphen between them (ISO/IEC 7812-1).
_RUN = re.compile(r"(?<![\w.,/-])(?:\d[ \-\u00a0\u2011]?){11,18}\d(?![\w/-]|[.,]\d)")
# Four groups of four, as they stand on the card, are plain with wider gaps and with dots too.
_GROUPS = re.compile(r"(?<![\w.,/-])(?<!\d )\d{4}(?:(?:[ \u00a0]{1,3}|[.\-\u2011])\d{4}){3}(?![\w/-]|[., ]\d)")
# What Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro and RuPay begin with, and how
# long theirs are. https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)
_ISSUED = (
    (re.compile(r"4"), (13, 16, 18, 19)),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"6011|64[4-9]|65"), (16, 17, 18, 19)),
    (re.compile(r"30[0-5]|309|36|38|39"), (14, 16, 17, 18, 19)),
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 17, 18, 19)),
    (re.compile(r"62|81|82|60|508|353|356"), (16, 17, 18, 19)),
    (re.compile(r"50|5[6-9]|6[0379]"), (12, 13, 14, 15, 16, 17, 18, 19)),
)


def card_numbers(text: str) -> Iterator[Detail]:
    """Give the card numbers in a text."""
    runs = {found.span() for pattern in (_RUN, _GROUPS) for found in pattern.finditer(text)}
    for start, end in sorted(runs):
        digits = "".join(character for character in text[start:end] if character.isdigit())
        if digits.isascii() and _is_issued(digits) and luhn(digits) and len(set(digits)) > 1:
            yield Detail("card number", start, end, text[start:end])


def luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _is_issued(digits: str) -> bool:
    return any(beginning.match(digits) and len(digits) in lengths for beginning, lengths in _ISSUED)
