"""Answers for somebody who is writing a message, to be put into it as they are."""

from bot.desk import Desk

NOTHING_FOUND = "The guide has nothing near that. Ask Baton, and the question goes to the curators."
TYPE_FIRST = "Type what the customer says."


def answers_for(question: str, desk: Desk, most: int) -> list[tuple[str, str]]:
    """Return the best entries for a question, each as its question and its answer; nothing of it is kept."""
    if not question:
        return []
    found = desk.search.find(question, desk.guide, most)
    return [(entry.question, entry.answer) for entry in desk.guide.entries([hit.entry for hit in found.hits])]
