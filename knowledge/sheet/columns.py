"""Which columns a sheet can have, and the names that people give them."""

import re

from knowledge.entry import LISTS

# In the order they are written; what people read and change most comes first.
COLUMNS = (
    "question",
    "answer",
    "spoken",
    "phrasings",
    "topics",
    "links",
    "credits",
    "owner",
    "reviewed_at",
    "reviewed_by",
    "review_days",
    "state",
    "source",
    "source_detail",
    "id",
)

# An empty cell of these says nothing; an empty cell of any other column says that there is nothing.
NEVER_EMPTY = ("id", "review_days", "state", "source")

LONGEST_HEADING = 40  # characters; longer ones are sentences, so data

# Spreadsheets that separate by semicolon come from languages that write 1,5: hence the words of some of them.
_QUESTION = """question questions complaint complaints problem problems issue issues query queries concern concerns
    objection objections enquiry inquiry frage beschwerde plainte réclamation pregunta queja domanda reclamo vraag
    klacht pergunta reclamação"""
_ANSWER = """answer answers response responses reply replies solution solutions resolution
    antwort réponse respuesta risposta antwoord resposta"""
_WORDS = {**dict.fromkeys(_QUESTION.split(), "question"), **dict.fromkeys(_ANSWER.split(), "answer")}

_OTHER_NAMES = {
    "question": ("customer says", "what the customer says", "what customers say", "they say", "what they say"),
    "answer": ("what to say", "what we say", "we say", "say this", "you say", "what you say"),
    "spoken": ("phone", "on the phone", "spoken form", "say on the phone", "phone script"),
    "phrasings": (
        "phrasing",
        "other phrasings",
        "also asked as",
        "variants",
        "variant",
        "alternatives",
        "other wording",
    ),
    "topics": ("topic", "tag", "tags", "category", "categories", "theme", "themes"),
    "links": ("link", "url", "urls"),
    "credits": ("credit",),
    "owner": ("owned by", "responsible"),
    "reviewed_at": ("reviewed", "reviewed on", "last reviewed", "last review", "last checked", "review date"),
    "reviewed_by": ("checked by",),
    "review_days": ("review every", "review every days", "review interval"),
    "state": ("status",),
}
_NAMES = {name.replace("_", " "): name for name in COLUMNS} | {
    other: name for name, others in _OTHER_NAMES.items() for other in others
}


def column_named(heading: str) -> str | None:
    """Return which column a heading means in any letter case, or None: “Last reviewed:” is ``reviewed_at``."""
    plain = _plain(heading)
    if plain in _NAMES:
        return _NAMES[plain]
    if plain in _WORDS:
        return _WORDS[plain]
    without_number = _NAMES.get(plain.rstrip("0123456789 "))
    if without_number in LISTS:
        return without_number
    return None


def column_meant(heading: str) -> str | None:
    """Return what :func:`column_named` does, or what one word of it means: “Common customer complaints”."""
    if len(heading) > LONGEST_HEADING:
        return None
    meant = {_WORDS[word] for word in _plain(heading).split() if word in _WORDS}
    return column_named(heading) or (meant.pop() if len(meant) == 1 else None)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading).casefold().split())
