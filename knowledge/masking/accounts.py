"""Bank accounts: international numbers by their check digits, national ones by the words before them."""

import re
from collections.abc import Iterator

from knowledge.masking.detail import Detail

# How long an IBAN is in each country that has them: https://www.swift.com/resource/iban-registry-pdf
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    "YE": 30,
}  # fmt: skip
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \-\u00a0]?[A-Za-z0-9]){11,30}")
# Only a word says that digits without check digits are an account; the number comes soon after it.
_NATIONAL = re.compile(
    r"\b(?:account|acct|a/c|konto(?:nummer)?|compte|cuenta|bank details|sort code|routing|bsb|iban|bban)\b"
    r"(?:\s+(?:number|nummer|num|no|nr|is|number is|transit number))*[.:#\s]*"
    r"(?P<number>\d(?:[ \-]?\d){5,17})(?![\w-])",
    re.IGNORECASE,
)
_SORT_CODE = re.compile(r"(?<![\w-])\d{2}-\d{2}-\d{2}\s+\d{8}(?![\w-])")


def account_numbers(text: str) -> Iterator[Detail]:
    """Give the account numbers in a text."""
    for found in _IBAN.finditer(text):
        end = _end_of_iban(found[0])
        if end:
            yield Detail("account number", found.start(), found.start() + end, found[0][:end])
    for found in _NATIONAL.finditer(text):
        yield Detail("account number", found.start("number"), found.end("number"), found["number"])
    for found in _SORT_CODE.finditer(text):
        yield Detail("account number", found.start(), found.end(), found[0])


def is_iban(code: str) -> bool:
    """Say whether the check digits of an IBAN without spaces hold (ISO 13616)."""
    code = code.upper()
    if LENGTHS.get(code[:2]) != len(code):
        return False
    return int("".join(str(int(character, 36)) for character in code[4:] + code[:4])) % 97 == 1


def _end_of_iban(text: str) -> int:
    """Return where an IBAN at the beginning of a text ends; 0 if there is none."""
    length = LENGTHS.get(text[:2].upper(), 0)
    code = ""
    for place, character in enumerate(text):
        code += character if character.isalnum() else ""
        if length and len(code) == length:
            return place + 1 if is_iban(code) else 0
    return 0
