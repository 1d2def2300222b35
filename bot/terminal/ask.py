"""One question, or one a line, answered from the command line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn
from knowledge.found import Found
from knowledge.ids import new_id


def ask(question: str, desk: Desk, person: Person) -> Message:
    """Answer one question as in a conversation; one without an answer is kept for the curators."""
    return answer(Turn(new_id(), person, "guide.ask", {"question": question}, "terminal"), desk)


def answers(questions: Iterable[str], desk: Desk, limit: int) -> Iterator[str]:
    """Give one JSON object a question, in the order they were asked; nothing is kept of them."""
    for question in questions:
        found = desk.search.find(question, desk.guide, limit)
        yield json.dumps(as_json(question, found, desk), ensure_ascii=False)


def as_json(question: str, found: Found, desk: Desk) -> dict[str, Any]:
    """Return what was found for a question, best first, as JSON values."""
    scores = {hit.entry: hit.score for hit in found.hits}
    results = [
        {
            "id": entry.id,
            "question": entry.question,
            "answer": entry.answer,
            "score": round(scores[entry.id], 4),
            "topics": list(entry.topics),
        }
        for entry in desk.guide.entries(list(scores))
    ]
    return {"question": question, "answered": found.answered and bool(results), "results": results}
