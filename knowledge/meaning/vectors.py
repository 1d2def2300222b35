"""Where the vectors of a guide's texts are kept, so that a restart or a second machine computes nothing twice."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.database import Database, Row
from knowledge.many import insertion, listed, slices
from knowledge.meaning.lengths import Vectors

SLICE = 2_000  # vectors read at a time

# Half of a float keeps a cosine to three digits; base64 is text, which every database keeps the same way.
Kept = NDArray[np.float16]
_KEPT = np.dtype("<f2")


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model whose vectors are kept: its identity, and the folder it was in; empty for the one Baton brings."""

    identity: str
    folder: str


class VectorStore:
    """One team's vectors, by model and text."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def models(self) -> list[KeptModel]:
        """Return the models whose vectors are kept, the one noted last first."""
        rows = self._db.query(
            "select identity, folder from models where team = :team order by number desc", {"team": self._team}
        )
        return [KeptModel(row["identity"], row["folder"]) for row in rows]

    def note(self, model: KeptModel) -> None:
        """Keep where a model is, before its first vector."""
        self._db.execute(
            """insert into models (team, identity, folder, number)
            values (:team, :identity, :folder,
            (select coalesce(max(other.number), 0) + 1 from models other where other.team = :team))
            on conflict (team, identity) do update set folder = :folder""",
            {"team": self._team, "identity": model.identity, "folder": model.folder},
        )

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep the vectors of some texts, by the texts' keys; one that is there already stays."""
        for some in slices(list(vectors.items())):
            rows = [{"team": self._team, "model": model, "text": text, "vector": _text(it)} for text, it in some]
            sql, params = insertion("vectors", rows)
            self._db.execute(f"{sql} on conflict (team, model, text) do nothing", params)

    def of(self, model: str, keys: Sequence[str]) -> dict[str, Kept]:
        """Return the vectors there are for these texts."""
        found: dict[str, Kept] = {}
        for some in slices(keys):
            places, params = listed("text", some)
            rows = self._db.query(
                f"""select text, vector from vectors
                where team = :team and model = :model and text in ({places}) order by text""",
                {"team": self._team, "model": model, **params},
            )
            found.update(_pairs(list(rows)))
        return found

    def all(self, model: str) -> Iterator[tuple[str, Kept]]:
        """Give every text's key and vector."""
        sql = """select text, vector from vectors where team = :team and model = :model and text > :after
        order by text limit :limit"""
        rows = list(self._db.query(sql, {"team": self._team, "model": model, "after": "", "limit": SLICE}))
        while rows:
            yield from _pairs(rows)
            after = rows[-1]["text"]
            rows = list(self._db.query(sql, {"team": self._team, "model": model, "after": after, "limit": SLICE}))

    def count(self, model: str) -> int:
        """Return how many vectors of a model there are."""
        rows = self._db.query(
            "select count(*) as number from vectors where team = :team and model = :model",
            {"team": self._team, "model": model},
        )
        return int(next(iter(rows))["number"])

    def forget_others(self, model: str) -> None:
        """Let go of every other model's vectors."""
        for table, column in (("vectors", "model"), ("models", "identity")):
            self._db.execute(
                f"delete from {table} where team = :team and {column} <> :model", {"team": self._team, "model": model}
            )

    def forget(self, model: str, keys: Sequence[str]) -> None:
        """Let go of the vectors of texts that no entry has any more."""
        for some in slices(keys):
            places, params = listed("text", some)
            self._db.execute(
                f"delete from vectors where team = :team and model = :model and text in ({places})",
                {"team": self._team, "model": model, **params},
            )


def _text(vector: Vectors) -> str:
    return base64.b64encode(np.asarray(vector, _KEPT).tobytes()).decode("ascii")


def _pairs(rows: Sequence[Row]) -> Iterable[tuple[str, Kept]]:
    """Return the keys and vectors of rows; the vectors lie in one array, which takes less memory than one each."""
    if not rows:
        return ()
    content = b"".join(base64.b64decode(row["vector"]) for row in rows)
    return zip((row["text"] for row in rows), np.frombuffer(content, _KEPT).reshape(len(rows), -1), strict=True)
