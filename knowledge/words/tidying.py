"""Putting small segments of a Whoosh index together: every change leaves one, and a question looks into each."""

from collections.abc import Callable
from itertools import accumulate
from typing import Any

from whoosh.reading import SegmentReader

Merging = Callable[[Any, list[Any]], list[Any]]


def smallest(most: int) -> Merging:
    """Return a way to merge the smallest segments, as many as have at most so many entries together.

    Whoosh's own way now and then rewrites nearly all of an index, which takes ten seconds with 10,000 entries.
    https://whoosh.readthedocs.io/en/latest/indexing.html#merging-segments
    """

    def merge(writer: Any, segments: list[Any]) -> list[Any]:
        ordered = sorted(segments, key=lambda segment: segment.doc_count())
        upto = list(accumulate(segment.doc_count() for segment in ordered))
        few = sum(entries <= most for entries in upto)
        for segment in ordered[:few]:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        return ordered[few:]

    return merge
