"""The Whoosh index of a guide's published entries at one position, in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from whoosh.fields import ID, KEYWORD, Schema
from whoosh.index import FileIndex
from whoosh.query import Or, Term

from knowledge.entry import Entry
from knowledge.revisions import Position
from knowledge.words.card import Card, reading_of, unpacked, unpacked_terms
from knowledge.words.memory import Memory
from knowledge.words.rarity import Rarity
from knowledge.words.scoring import Bm25
from knowledge.words.text import sameness
from knowledge.words.tidying import smallest
from knowledge.words.vocabulary import Vocabulary

# Whoosh sorts what one writer is given in memory, 128 MB of it, and takes twice as long once that is full.
_WORDS_A_WRITER = 500_000
_LETTERS_A_WORD = 5

# Entries that are worked on together behind the answers, about a second of work, and a share of a large index.
BATCH = 1_000
BATCHES = 8

_FEW = 100  # entries that are quicker looked up one by one


@dataclass(slots=True)
class Parts:
    """All that an index is: the position it stands at, and what is found there.

    ``cards`` are the packed cards by id, ``counts`` how many entries have each written word and ``having`` each term;
    ``files`` are Whoosh's. Whoosh goes on counting withdrawn entries until it happens to merge them away, so rarity
    is never asked of it.
    """

    position: Position
    cards: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    having: Counter[str] = field(default_factory=Counter)
    files: dict[str, bytes] = field(default_factory=dict)

    def copied(self) -> "Parts":
        """Return parts of their own that begin as these are; texts and files, which never change, are shared."""
        return replace(
            self, cards=dict(self.cards), counts=self.counts.copy(), having=self.having.copy(), files=dict(self.files)
        )


class Index:
    """The published entries of a guide. Not to be used by two threads at once: a Whoosh reader has one place."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        memory = Memory(parts.files)
        self._whoosh = FileIndex(memory) if parts.files else FileIndex.create(memory, _schema())
        self._open()

    def __len__(self) -> int:
        return len(self._parts.cards)

    @property
    def parts(self) -> Parts:
        """Return all that the index is, to be kept."""
        return self._parts

    @property
    def position(self) -> Position:
        """Return how far the guide had come when the index last followed it."""
        return self._parts.position

    def withdrawn(self) -> int:
        """Return how many entries Whoosh still carries along that nobody can find any more."""
        return int(self._searcher.doc_count_all()) - len(self)

    def follow(self, entries: Iterable[Entry], position: Position) -> int:
        """Take in the entries that changed up to a position, each once; one that is not published is taken out.

        Return how many they were.

        An index that this breaks off in, for whatever reason, is of no use any more.
        """
        changed = 0
        for batch in _batches(entries):
            self._write(batch)
            self._open()
            changed += len(batch)
        self._parts.position = position
        return changed

    def segments(self) -> int:
        """Return how many segments Whoosh looks into for a question."""
        return len(list(self._searcher.reader().leaf_readers()))

    def tidy(self) -> None:
        """Put the smallest segments together, about a second of work; as :meth:`follow`, not to be broken off."""
        self._whoosh.writer(compound=False).commit(mergetype=smallest(max(BATCH, len(self) // BATCHES)))
        self._open()

    def has(self, entry: str) -> bool:
        """Say whether an entry is in the index."""
        return entry in self._parts.cards

    def numbers_of(self, entries: Collection[str]) -> set[int]:
        """Return the numbers that Whoosh has for these entries; one it does not have is left out."""
        reader = self._searcher.reader()
        if len(entries) < _FEW:
            found = (self._searcher.document_number(id=entry) for entry in entries)
            return {number for number in found if number is not None}
        return {number for number in reader.all_doc_ids() if reader.stored_fields(number)["id"] in entries}

    def average_length(self) -> float:
        """Return how many terms an entry has on average; 0 if there is none."""
        return float(self._searcher.avg_field_length("words"))

    def card(self, entry: str) -> Card:
        """Return the card of an entry."""
        return unpacked(self._parts.cards[entry])

    def terms(self, entry: str) -> set[str]:
        """Return every term of an entry."""
        return unpacked_terms(self._parts.cards[entry])

    def same(self, wording: str) -> list[str]:
        """Return the entries that say their question in exactly these words."""
        numbers = self._searcher.docs_for_query(Term("same", _digest(sameness(wording))))
        return sorted(self._searcher.stored_fields(number)["id"] for number in numbers)

    def best(
        self, terms: Mapping[str, float], most: int, rarity: Rarity | None = None, hidden: Collection[int] = ()
    ) -> list[tuple[str, float]]:
        """Return the entries that have any of the terms, best first, each with its BM25F score.

        Each term's part of the score is multiplied by the number given with it. The entries of the ``hidden`` numbers
        are passed over; ``rarity`` says how much a term tells, where that is not for this index to say.
        """
        self._scoring.rarity = rarity or self.rarity
        query = Or([Term("words", term, boost=boost) for term, boost in terms.items()])
        # Whoosh's way to skip what cannot be among the best pays for a single term alone; with several, looking for
        # what to skip takes longer than looking at it.
        hits = self._searcher.search(query, limit=most, optimize=len(terms) == 1, mask=set(hidden) or None)
        return [(hit["id"], hit.score) for hit in hits]

    def _open(self) -> None:
        self.vocabulary = Vocabulary(self._parts.counts)
        self.rarity = Rarity(len(self), self._parts.having.__getitem__)
        self._scoring = Bm25(self.rarity)
        self._searcher = self._whoosh.searcher(weighting=self._scoring)

    def _write(self, batch: list[Entry]) -> None:
        writer = self._whoosh.writer(compound=False)
        for entry in batch:
            if entry.id in self._parts.cards:
                writer.delete_by_term("id", entry.id, searcher=self._searcher)
                self._count(unpacked(self._parts.cards.pop(entry.id)), -1)
            if entry.state == "published":
                reading = reading_of(entry)
                writer.add_document(id=entry.id, words=reading.terms, same=list(map(_digest, reading.sames)))
                self._parts.cards[entry.id] = reading.card.packed()
                self._count(reading.card, +1)
        writer.commit(merge=False)

    def _count(self, card: Card, by: int) -> None:
        for counter, ones in ((self._parts.counts, card.words), (self._parts.having, card.terms())):
            for one in ones:
                counter[one] += by
                if not counter[one]:
                    del counter[one]


def _schema() -> Any:
    return Schema(id=ID(unique=True, stored=True), words=KEYWORD(scorable=True), same=KEYWORD())


def _digest(same: str) -> str:
    # A person can type half of a character beyond the first 65,536, and UTF-8 has no place for that.
    return blake2b(same.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    words = 0
    for entry in entries:
        batch.append(entry)
        words += (len(entry.answer) + sum(map(len, (entry.question, *entry.phrasings)))) // _LETTERS_A_WORD
        if words >= _WORDS_A_WRITER:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
