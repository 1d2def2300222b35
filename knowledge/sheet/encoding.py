"""Which characters the bytes of a sheet are: whatever a spreadsheet, an editor or another program wrote."""

import codecs
import re

from charset_normalizer import from_bytes

from knowledge.refusal import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FILES = {
    b"PK\x03\x04": "It is a workbook or another packed file, not text. A workbook's name ends in .xlsx.",
    b"\xd0\xcf\x11\xe0": "It is a workbook of an old kind or one with a password. Save it as .xlsx without a password.",
    b"%PDF": "It is a PDF. Copy the table into a spreadsheet and save that.",
}
_NOT_TEXT = "It is not a text that can be read. Save the sheet again as “CSV UTF-8”."
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")  # \x1a ended files in DOS

# What the encodings are called in which Excel writes Western European languages, the more frequent first.
_WESTERN = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "MS-DOS (cp850)"}
_ELSEWHERE = ("cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "cp949", "big5")

# What hardly ever stands in a Western European text, and so is a sign of having guessed wrong.
_ODD = re.compile(
    r"""
    (?<=[a-zà-öø-ÿß])[À-ÖØ-ÞŠŽŸŒ]             # a capital inside a word
    | [^\x00-\x7f\w‘’‚“”„«»–—…€£¥¢§°©®™•·¡¿×\xa0]  # a sign that nobody has on a keyboard
    | [²³¹µŠšŽžÐðÞþÝý]
    | [ÒÓÔÕ](?![a-zà-ÿ]) | õ(?!e) | [ìù](?=\w)   # vowels of French, Italian and Portuguese in the wrong place
    | [^\W\d_][‚„] | (?<=[^\W\d_])[…“”](?=[^\W\d_]) # quotation marks inside a word
    | [^\W\d_][¡¿] | (?<=[^\W\d_])[£€¥§©®](?=[^\W\d_])
    | [^\x00-\x7f\W\d_ªº](?=\d) | (?<=\d)[^\x00-\x7f\W\d_ªº]
    | [^\x00-\x7f\W\d_](?=[^\x00-\x7f\W\d_]{2}) | (?<=[^\x00-\x7f\W\d_]{2})[^\x00-\x7f\W\d_]
    """,
    re.VERBOSE,
)
_LOOKED_AT = 50_000  # bytes
_ODD_AT_MOST = 0.1  # of the characters that are not ASCII; beyond it the text is taken for another language's


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a sheet, and a note where its encoding was a guess.

    The same bytes always give the same text.

    Raises:
        Refusal: the bytes are no text.
    """
    for beginning, sentence in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise Refusal(sentence)
    encoding, note = _encoding(data)
    try:
        text = data.decode(encoding).lstrip("\ufeff").rstrip("\x1a")
    except UnicodeDecodeError:
        raise Refusal(_NOT_TEXT) from None
    if _CONTROL.search(text):
        raise Refusal(_NOT_TEXT)
    return text, note


def _encoding(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _guess(data)
        name = _WESTERN.get(encoding, encoding)
        return encoding, f"Read as {name}. If letters look wrong, save the sheet as “CSV UTF-8” and import that."
    return "utf-8", ""


def _guess(data: bytes) -> str:
    """Return the Western encoding whose reading looks right, or what is likeliest of all others.

    In a text of a few lines no statistics tell French from Polish, but a capital inside a word does.
    """
    foreign = _foreign_lines(data)
    oddness = {encoding: _oddness(foreign, encoding) for encoding in _WESTERN if _can_be(data, encoding)}
    best = min(oddness, key=oddness.__getitem__)
    if oddness[best] <= _ODD_AT_MOST:
        return best
    likeliest = from_bytes(foreign, cp_isolation=list(_ELSEWHERE)).best()
    return likeliest.encoding if likeliest else best


def _foreign_lines(data: bytes) -> bytes:
    """Return the first lines that are not plain ASCII: what there is to guess by."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if not line.isascii() and size < _LOOKED_AT:
            lines.append(line[:_LOOKED_AT])
            size += len(line)
    return b"\n".join(lines)


def _oddness(foreign: bytes, encoding: str) -> float:
    """Return how many of the characters that are not ASCII are signs of a wrong guess."""
    characters = sum(byte > 0x7F for byte in foreign)
    return len(_ODD.findall(foreign.decode(encoding, "replace"))) / max(1, characters)


def _can_be(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
