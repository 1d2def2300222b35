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
# Three groups of digits in a row are a number of something else, which pyap takes for a house's.
_IN_GROUPS = re.compile(r"[\s,;]*\d+(?:[ -]\d+){2}")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_AFTER = r"(?:stra(?:ss|ß)e|str\.|weg|allee|platz|gasse|ring|damm|ufer|laan|straat|gracht|plein|gatan|vägen|gade|vej|katu|tie)"
_BEFORE = (
    r"(?i:rue|avenue|av\.|boulevard|bd|place|chemin|route|allée|quai|impasse|via|viale|piazza|corso|largo|calle|c/|"
    r"avenida|avda\.|plaza|paseo|rua|praça|travessa|ul\.|ulica|al\.)"
)
_POSTCODE = r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4}-\d{3})"
_TOWN = rf"[,;\s]{{1,3}}{_POSTCODE} {_NAME}(?:(?: (?:am|an|der|sur|le|la|de))*[ -]{_NAME}){{0,3}}"
_LETTER = r"(?: ?[a-zA-Z]\b)?"
_HOUSE = r"\d{1,4}(?:/\d{1,3}){0,2} ?[a-zA-Z]?"  # 4a, and in Austria 10/2/5 with the staircase and the door
_STREETS = [
    re.compile(rf"(?<!\w){street}(?!\w)")
    for street in (
        # Hauptstraße 12 and, with its town alone, Lange Straße 4a: without one it may be any way or place.
        rf"(?:{_NAME}[ -]){{0,3}}{_NAME}{_AFTER} {_HOUSE}(?:{_TOWN})?",
        rf"(?:{_NAME}[ -]){{0,3}}(?:Stra(?:ss|ß)e|Str\.|Weg|Allee|Platz|Gasse|Ring) {_HOUSE}{_TOWN}",
        # 12 rue de la Paix
        rf"\d{{1,4}}(?: ?(?:bis|ter))?,? {_BEFORE}(?: (?:de|du|des|la|le|les|l['’]|d['’]|{_NAME})){{1,6}}(?:{_TOWN})?",
        # Via Roma 12
        rf"{_BEFORE}(?: (?:del?|della|di|da|d[ao]s|do|la|las|los|{_NAME})){{1,6}},? (?:n[°º.]? ?)?\d{{1,4}}{_LETTER}(?:{_TOWN})?",
    )
]
# Václavské náměstí 1, 110 00 Praha: whatever a street is called, its number beside a long postcode and a town say it.
_ANY = re.compile(
    rf"(?<!\w){_NAME}(?: {_NAME}){{0,2}}(?: [^\W\d_]+)? {_HOUSE}"
    rf"(?=[,;\s]{{1,3}}(?:\d{{5}}|\d{{3}} \d{{2}}|\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}}) ){_TOWN}(?!\w)"
)
_FLAT_FIRST = r"(?:Apt|Apartment|Flat|Suite|Unit)\.? ?\w{1,5}, "
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
# A street of the English-speaking world: its town is left out, or stands as in Sydney NSW 2000.
_ENGLISH = re.compile(
    rf"(?<![\w-])(?:{_FLAT_FIRST})?\d{{1,5}}[A-Za-z]? (?:[NSEW]\.? )?(?:{_ORDINAL} |(?:{_NAME} ){{1,3}})"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Close|Crescent|Terrace|Way|Place|Square|Gardens|Grove|Hill|Row|Parade|Highway|Hwy)\b"
    r"(?:,? (?:Apt|Apartment|Flat|Suite|Unit)\.? ?\w{1,5})?"
    rf"(?:, {_NAME}(?: {_NAME}){{0,2}},? [A-Z]{{2,3}},? \d{{4,5}}\b)?"
)
_FLAT = re.compile(r"(?<!\w)(?:P\.? ?O\.? Box|Postfach|Boîte postale|BP|Apartado) \d{1,6}\b", re.IGNORECASE)


def postal_addresses(text: str) -> Iterator[Detail]:
    """Give the postal addresses in a text, each once."""
    known = {*_by_library(text), *_by_street(text)}
    others = {span for span in _spans(_ANY, text) if not any(span[0] < end and start < span[1] for start, end in known)}
    spans = sorted(known | others, key=lambda span: (span[0], -span[1]))
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
                if _IN_GROUPS.match(window, found.match_start):
                    continue
                written = window[found.match_start : found.match_end]
                start = found.match_start + len(written) - len(written.lstrip(" ,;\n"))
                yield first + start, first + found.match_start + len(written.rstrip(" ,;\n"))


def _by_street(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (*_STREETS, _ENGLISH, _FLAT):
        yield from _spans(pattern, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text))
