"""How well customers' details are found: precision and recall over the project's own sets of true and look-alike cases.

Run it with `.venv/bin/python -m benchmarks.masking`; `--misses` lists what went wrong.
"""

import sys
from collections import Counter
from dataclasses import dataclass

from knowledge.masking.detail import KINDS
from knowledge.masking.find import details_in
from tests.knowledge.masking.cases import Case, cases, unseen


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one kind. A detail counts as found when it was found from its first character to its last."""

    right: int = 0
    too_many: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is a detail."""
        return self.right / (self.right + self.too_many) if self.right + self.too_many else 1.0

    @property
    def recall(self) -> float:
        """The share of the details that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def found_in(case: Case) -> frozenset[tuple[str, int, int]]:
    """Return what is found in a case, as the case says what there is."""
    return frozenset((each.kind, each.start, each.end) for each in details_in(case.text, case.region))


def scores(those: list[Case]) -> dict[str, Score]:
    """Return the score of each kind, and of all together."""
    right, too_many, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in those:
        found = found_in(case)
        right.update(kind for kind, *_ in found & case.details)
        too_many.update(kind for kind, *_ in found - case.details)
        missed.update(kind for kind, *_ in case.details - found)
    table = {kind: Score(right[kind], too_many[kind], missed[kind]) for kind in KINDS}
    return {**table, "all": Score(right.total(), too_many.total(), missed.total())}


def table(those: list[Case]) -> str:
    """Return what a set holds, and its scores, as lines to print."""
    details = sum(len(case.details) for case in those)
    lines = [f"{len(those)} texts, {details} details, {sum(not case.details for case in those)} texts without any"]
    lines += [f"{'':16} {'precision':>9} {'recall':>7}  found right / too many / missed"]
    for kind, score in scores(those).items():
        counts = f"{score.right:4} / {score.too_many} / {score.missed}"
        lines += [f"{kind:16} {score.precision:9.3f} {score.recall:7.3f}  {counts}"]
    return "\n".join(lines)


def misses(those: list[Case]) -> list[str]:
    """Return a line for each thing that was found and is none, and for each that was missed."""
    return [
        f"{what}: {kind} “{case.text[start:end]}” in “{case.text}”"
        for case in those
        for what, wrong in (("too many", found_in(case) - case.details), ("missed", case.details - found_in(case)))
        for kind, start, end in sorted(wrong, key=lambda each: each[1])
    ]


def main() -> None:
    """Print the table of each set."""
    for name, those in (
        ("The set that the rules were mended with", cases()),
        ("The set that was written before anything was run on it", unseen()),
    ):
        print(f"{name}: {table(those)}")
        if "--misses" in sys.argv:
            print("\n".join(misses(those)))
        print()


if __name__ == "__main__":
    main()
