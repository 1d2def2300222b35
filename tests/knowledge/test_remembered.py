from knowledge.remembered import LONGEST, MOST, Remembered


class Finder:
    """Finds what it is asked for, and counts how often it had to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.remembered: Remembered[str] = Remembered()

    def find(self, question: str, state: object = 1, how: object = 5) -> str:
        def look() -> str:
            self.asked.append(question)
            return f"found for {question} in {state} by {how}"

        return self.remembered.found(state, question, how, look)


def test_a_question_asked_again_is_not_looked_for_again() -> None:
    finder = Finder()

    found = [finder.find("late parcel"), finder.find("late parcel")]

    assert found == ["found for late parcel in 1 by 5"] * 2
    assert finder.asked == ["late parcel"]


def test_a_question_asked_in_another_way_is_another_question() -> None:
    finder = Finder()
    finder.find("late parcel", how=5)

    assert finder.find("late parcel", how=100) == "found for late parcel in 1 by 100"


def test_nothing_is_remembered_of_another_state() -> None:
    finder = Finder()
    finder.find("late parcel", state=1)

    assert finder.find("late parcel", state=2) == "found for late parcel in 2 by 5"
    assert finder.find("late parcel", state=1) == "found for late parcel in 1 by 5"
    assert finder.asked == ["late parcel"] * 3


def test_the_longest_unasked_is_forgotten_first() -> None:
    finder = Finder()
    for number in range(MOST):
        finder.find(f"question {number}")
    finder.find("question 0")

    finder.find("one more")
    finder.find("question 0")
    finder.find("question 1")

    assert finder.asked[MOST:] == ["one more", "question 1"]


def test_a_question_as_long_as_a_letter_is_not_remembered() -> None:
    finder = Finder()

    for _ in range(2):
        finder.find("x" * (LONGEST + 1))

    assert len(finder.asked) == 2
