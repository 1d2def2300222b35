"""Which entries are nearest in meaning: every vector is compared, and one odd phrasing alone wins nothing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.meaning.block import block_in, block_of, laid_out
from knowledge.meaning.lengths import unit
from knowledge.meaning.space import AT_ONCE, Space, learnt_space, sums

PLAIN = Space(np.zeros(2, np.float32), np.eye(2, dtype=np.float32))
EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


def vectors(seed: int, rows: int) -> NDArray[np.float32]:
    """Return vectors that point anywhere."""
    return unit(np.random.default_rng(seed).normal(size=(rows, 8)))


def test_an_entry_is_a_third_its_best_vector_a_third_its_best_two_and_a_third_its_centre() -> None:
    block = block_of({"late": [EAST, NORTH]}, PLAIN)

    found = block.nearest(EAST, 1)

    assert found == {"late": pytest.approx((1 + 1 / 2 + np.sqrt(0.5)) / 3)}


def test_an_entry_of_one_vector_is_as_near_as_that_vector() -> None:
    block = block_of({"late": [EAST], "refund": [NORTH]}, PLAIN)

    found = block.nearest(EAST, 5)

    assert found == {"late": pytest.approx(1), "refund": pytest.approx(0)}


def test_a_second_phrasing_that_agrees_outweighs_one_odd_phrasing_that_is_nearer() -> None:
    odd = [EAST, -EAST, -EAST]
    agreed = [unit(np.array([[1, 0.3]]))[0], unit(np.array([[1, -0.3]]))[0]]
    block = block_of({"odd": odd, "agreed": agreed}, PLAIN)

    found = block.nearest(EAST, 2)

    assert list(found) == ["agreed", "odd"]


@pytest.mark.parametrize("limit", [1, 5, 70, 500])
def test_the_nearest_are_those_that_comparing_every_entry_by_itself_finds(limit: int) -> None:
    entries = {f"entry {number:03}": list(vectors(number, number % 5 + 1)) for number in range(300)}
    rows, starts = laid_out(entries, 8)
    space = learnt_space(rows, starts)
    block = block_in(space, tuple(entries), rows, starts)
    question = space.place(vectors(1_000, 1))[0]

    found = block.nearest(question, limit, gone={"entry 007"})

    alone = block.of(question, [id for id in entries if id != "entry 007"])
    best = [id for id, _ in sorted(alone.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]]
    assert list(found) == best
    assert [found[id] for id in best] == pytest.approx([alone[id] for id in best], abs=1e-5)


def test_a_block_of_nothing_finds_nothing() -> None:
    block = block_of({}, PLAIN)

    assert block.nearest(EAST, 5) == {}
    assert block.of(EAST, ["late"]) == {}


def test_a_vector_that_an_entry_has_twice_vouches_for_itself() -> None:
    block = block_of({"twice": [EAST, EAST, NORTH], "once": [EAST, NORTH, NORTH]}, PLAIN)

    found = block.nearest(EAST, 2)

    assert found == pytest.approx(block.of(EAST, ["twice", "once"]))
    assert list(found) == ["twice", "once"]


def test_the_directions_in_which_wordings_of_one_entry_differ_count_less() -> None:
    rows = np.array([[1, 1, 0.9], [1, 1, -0.9], [1, -1, 0.9], [1, -1, -0.9]] * 5_000, np.float32)
    starts = np.arange(0, len(rows) + 1, 2)

    space = learnt_space(unit(rows), starts)

    stretched = np.linalg.norm(np.eye(3, dtype=np.float32) @ space.bend, axis=1)
    assert stretched[2] < stretched[1]


def test_a_guide_with_next_to_no_phrasings_is_compared_in_the_models_own_space() -> None:
    rows = vectors(1, 4)

    space = learnt_space(rows, np.arange(5))

    assert space.bend.tolist() == np.eye(8).tolist()


def test_each_entrys_rows_are_summed_however_many_entries_and_rows_there_are() -> None:
    counts = np.arange(2 * AT_ONCE + 3) % 4 + 1
    starts = np.concatenate([[0], np.cumsum(counts)])
    rows = vectors(1, int(starts[-1]))

    total = sums(rows, starts)

    assert total == pytest.approx(np.add.reduceat(rows, starts[:-1]), abs=1e-6)
