"""Questions that are nearly the same, so that a person can look whether both are needed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

# Of the pairs of questions at or above this likeness 95 in 100 mean the same, in three public sets of customers'
# questions (BANKING77, CLINC150, HINT3: 967 such pairs); just below it every tenth pair does not.
NEARLY = 86

# Comparing 50,000 questions with each other takes minutes. Two that are nearly the same share the beginning of at
# least one of their rarest words; looking only there found all pairs of those three sets, in a tenth of the time.
_RAREST = 3  # words
_BEGINNING = 5  # characters, so that endings and most typing errors do not matter
_NEWEST = 200  # questions with the same rare word


def nearly_the_same(questions: Sequence[str], known: int) -> Iterator[tuple[int, int]]:
    """Give the places of each question after the first ``known`` and of the one before it that is most like it.

    A question that is like none before it is left out.
    """
    sorted_words = [" ".join(sorted(re.findall(r"\w+", question.casefold()))) for question in questions]
    beginnings = [{word[:_BEGINNING] for word in words.split()} for words in sorted_words]
    frequency = Counter(beginning for each in beginnings for beginning in each)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(sorted_words):
        rarest = sorted(beginnings[place], key=lambda beginning: (frequency[beginning], beginning))[:_RAREST]
        if place >= known:
            near = {other: sorted_words[other] for beginning in rarest for other in places[beginning][-_NEWEST:]}
            best = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=NEARLY)
            if best:
                yield place, best[2]
        for beginning in rarest:
            places[beginning].append(place)
