"""Vectors in the store: the same on every database, each team's its own."""

from collections.abc import Mapping

import numpy as np

from bot.opened import Opened
from knowledge.meaning.vectors import KeptModel, VectorStore

HALF, WHOLE = np.array([0.5, -0.25], np.float32), np.array([1, 0], np.float32)


def plain(vectors: Mapping[str, object]) -> dict[str, list[float]]:
    """Return vectors as lists."""
    return {key: list(map(float, np.asarray(vector))) for key, vector in vectors.items()}


def test_what_was_kept_comes_back_and_the_first_stays(db: Opened) -> None:
    store = VectorStore(db, "north")
    store.keep("m1", {"a": HALF, "b": WHOLE})
    store.keep("m1", {"a": WHOLE})

    found = dict(store.of("m1", ["a", "b", "c"]))

    assert plain(found) == {"a": [0.5, -0.25], "b": [1, 0]}
    assert plain(dict(store.all("m1"))) == plain(found)
    assert store.count("m1") == 2


def test_a_team_and_a_model_see_their_own_vectors_alone(db: Opened) -> None:
    VectorStore(db, "north").keep("m1", {"a": HALF})

    assert VectorStore(db, "south").of("m1", ["a"]) == {}
    assert VectorStore(db, "north").of("m2", ["a"]) == {}


def test_the_model_noted_last_is_the_newest(db: Opened) -> None:
    store = VectorStore(db, "north")

    store.note(KeptModel("m1", ""))
    store.note(KeptModel("m2", "/models/2"))
    store.note(KeptModel("m1", "/models/1"))

    assert store.models() == [KeptModel("m2", "/models/2"), KeptModel("m1", "/models/1")]


def test_forgetting_takes_out_texts_that_are_gone_and_other_models(db: Opened) -> None:
    store = VectorStore(db, "north")
    store.note(KeptModel("m1", ""))
    store.note(KeptModel("m2", ""))
    store.keep("m1", {"a": HALF})
    store.keep("m2", {"a": HALF, "b": HALF})

    store.forget("m2", ["b"])
    store.forget_others("m2")

    assert (store.count("m1"), list(store.of("m2", ["a", "b"]))) == (0, ["a"])
    assert store.models() == [KeptModel("m2", "")]


def test_thousands_of_vectors_are_read_slice_by_slice(db: Opened) -> None:
    store = VectorStore(db, "north")
    keys = [f"{number:05}" for number in range(4_500)]
    store.keep("m1", dict.fromkeys(keys, WHOLE))

    assert [key for key, _ in store.all("m1")] == keys
    assert sorted(store.of("m1", keys)) == keys
