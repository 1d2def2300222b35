"""Sheets of the guide: one complaint or question and its answer a row."""

from knowledge.entry import LISTS, SOURCES, Entry, check, from_content, tidy
from knowledge.refusal import Refusal
from knowledge.sheet.subject import Subject

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

# Spreadsheets that separate by semicolon come from languages that write 1,5: hence the words of some of them.
_QUESTION = """question questions complaint complaints problem problems issue issues query queries concern concerns
    objection objections enquiry inquiry frage beschwerde plainte réclamation pregunta queja domanda reclamo vraag
    klacht pergunta reclamação"""
_ANSWER = """answer answers response responses reply replies solution solutions resolution
    antwort réponse respuesta risposta antwoord resposta"""

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


def _check(entry: Entry) -> None:
    if entry.source not in SOURCES:
        raise Refusal(
            f"The source is one of {', '.join(SOURCES)}; where a text was taken from belongs into “source detail”."
        )
    check(entry)


GUIDE = Subject(
    kind="entry",
    heading="question",
    body="answer",
    columns=COLUMNS,
    make=Entry,
    from_content=from_content,
    tidy=tidy,
    check=_check,
    separators=dict.fromkeys(LISTS, ";|") | {"topics": ";|,"},
    inline=("topics", "links", "credits"),
    dates=("reviewed_at",),
    numbers={"review_days": "a whole number of days"},
    never_empty=("id", "review_days", "state", "source"),
    has_it="The guide has it.",
    had_it="The guide has had this before",
    list_name="entries",
    page="Guide",
    heading_said="question or complaint",
    wide={"question": 50, "answer": 90, "spoken": 50, "phrasings": 40},
    lower_case=("state", "source"),
    people=("owner", "reviewed_by"),
    names=_OTHER_NAMES,
    words={**dict.fromkeys(_QUESTION.split(), "question"), **dict.fromkeys(_ANSWER.split(), "answer")},
    origin=lambda file: {"source": "sheet", "source_detail": file},
)
