"""Postal addresses where they can be recognised.

Those of the United States, Canada and the United Kingdom by pyap; elsewhere a street with its number beside a
postcode and a town, the way most of Europe writes them.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pyap

from knowledge.masking.detail import Detail

WINDOW, OVERLAP = 1_000, 200  # characters: pyap takes the square of a text's length in time
_COUNTRIES: tuple[Literal["US", "GB", "CA"], ...] = ("US", "GB", "CA")
# A house number and a word: without both there is nothing for pyap, which is slow over columns of numbers.
_NUMBER_AND_NAME = re.compile(r"\d\w{0,4},? (?:\w+\.? ){0,2}[^\W\d_]{3}")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_AFTER = r"(?:stra(?:ss|ß)e|str\.|weg|allee|platz|gasse|ring|damm|ufer|laan|straat|gracht|plein|gatan|vägen|gade|vej|katu|tie)"
_BEFORE = (
    r"(?i:rue|avenue|av\.|boulevard|bd|place|chemin|route|allée|quai|impasse|via|viale|piazza|corso|largo|calle|c/|"
    r"avenida|avda\.|plaza|paseo|rua|praça|travessa|ul\.|ulica|al\.)"
)
_POSTCODE = r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4}-\d{3})"
_TOWN = rf"[,;\s]{{1,3}}{_POSTCODE} {_NAME}(?:(?: (?:am|an|der|sur|le|la|de))*[ -]{_NAME}){{0,3}}"
_LETTER = r"(?: ?[a-zA-Z]\b)?"
_STREETS = [
    re.compile(rf"(?<!\w){street}(?!\w)")
    for street in (
        # Hauptstraße 12 and, with its town alone, Lange Straße 4a: without one it may be any way or place.
        rf"(?:{_NAME}[ -]){{0,3}}{_NAME}{_AFTER} \d{{1,4}} ?[a-zA-Z]?(?:{_TOWN})?",
        rf"(?:{_NAME}[ -]){{0,3}}(?:Stra(?:ss|ß)e|Str\.|Weg|Allee|Platz|Gasse|Ring) \d{{1,4}} ?[a-zA-Z]?{_TOWN}",
        # 12 rue de la Paix
        rf"\d{{1,4}}(?: ?(?:bis|ter))?,? {_BEFORE}(?: (?:de|du|des|la|le|les|l['’]|d['’]|{_NAME})){{1,6}}(?:{_TOWN})?",
        # Via Roma 12
        rf"{_BEFORE}(?: (?:del?|della|di|da|d[ao]s|do|la|las|los|{_NAME})){{1,6}},? (?:n[°º.]? ?)?\d{{1,4}}{_LETTER}(?:{_TOWN})?",
    )
]
# A street of the English-speaking world whose town is left out.
_ENGLISH = re.compile(
    rf"(?<![\w-])\d{{1,5}}[A-Za-z]? (?:{_NAME} ){{1,3}}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|"
    r"Close|Crescent|Terrace|Way|Place|Square|Gardens|Grove|Hill|Row|Parade|Highway|Hwy)\b(?:,? (?:Apt|Apartment|Flat|Suite|Unit)\.? ?\w{1,5})?"
)
_FLAT = re.compile(r"(?<!\w)(?:P\.? ?O\.? Box|Postfach|Boîte postale|BP|Apartado) \d{1,6}\b", re.IGNORECASE)


def postal_addresses(text: str) -> Iterator[Detail]:
    """Give the postal addresses in a text, each once."""
    spans = sorted({*_by_library(text), *_by_street(text)}, key=lambda span: (span[0], -span[1]))
    end = 0
    for start, stop in spans:
        if start >= end:
            yield Detail("postal address", start, stop, text[start:stop])
            end = stop


def _by_library(text: str) -> Iterator[tuple[int, int]]:
    for first in range(0, len(text), WINDOW - OVERLAP):
        window = text[first : first + WINDOW]
        if not _NUMBER_AND_NAME.search(window):
            continue
        for country in _COUNTRIES:
            for found in pyap.parse(window, country=country):
                written = window[found.match_start : found.match_end]
                start = found.match_start + len(written) - len(written.lstrip(" ,;\n"))
                yield first + start, first + found.match_start + len(written.rstrip(" ,;\n"))


def _by_street(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (*_STREETS, _ENGLISH, _FLAT):
        for found in pattern.finditer(text):
            yield found.span()
