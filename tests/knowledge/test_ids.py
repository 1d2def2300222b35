"""Ids sort by the time they were made in."""

from concurrent.futures import ThreadPoolExecutor

from knowledge.ids import new_id


def test_ids_made_one_after_the_other_are_in_order() -> None:
    ids = [new_id() for _ in range(10_000)]

    assert ids == sorted(ids)
    assert {len(id) for id in ids} == {24}


def test_ids_made_in_many_threads_at_once_are_all_different() -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: new_id(), range(10_000)))

    assert len(set(ids)) == 10_000
