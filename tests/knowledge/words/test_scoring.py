from collections import Counter

import pytest
from whoosh.fields import KEYWORD, Schema
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from knowledge.words.memory import Memory
from knowledge.words.rarity import Rarity
from knowledge.words.scoring import Bm25

TEXTS = ["parcel late", "parcel parcel on its way", "late late late fee", "money back"]


class WithOurRarity(BM25F):  # type: ignore[misc]
    """Whoosh's own BM25F, asked in the same words."""

    def idf(self, _searcher: object, _fieldname: str, text: bytes) -> float:
        return RARITY.of(text.decode())


RARITY = Rarity(4, Counter({"parcel": 2, "late": 2, "back": 1}).__getitem__)


def test_remembering_lengths_changes_no_score() -> None:
    index = Memory().create_index(Schema(words=KEYWORD(scorable=True)))
    for texts in (TEXTS[:2], TEXTS[2:]):
        writer = index.writer()
        for text in texts:
            writer.add_document(words=text.split())
        writer.commit(merge=False)
    query = Or([Term("words", "parcel"), Term("words", "late", boost=0.5), Term("words", "back")])

    ours = index.searcher(weighting=Bm25(RARITY)).search(query)
    theirs = index.searcher(weighting=WithOurRarity()).search(query)

    assert len(ours) == 4
    assert dict(ours.items()) == pytest.approx(dict(theirs.items()))
