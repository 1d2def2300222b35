"""Customers' details are found, and what only looks like one is left alone."""

import pytest

from benchmarks.masking import scores
from knowledge.masking.accounts import is_iban
from knowledge.masking.cards import luhn
from knowledge.masking.detail import Detail, masked
from knowledge.masking.find import details_in, without_cards
from tests.knowledge.masking.cases import cases, unseen


def test_the_set_has_enough_of_everything_to_say_something() -> None:
    those = cases()

    assert len(those) >= 150
    assert sum(not case.details for case in those) >= 50
    assert len({(case.region, case.text) for case in those}) == len(those)


def test_the_second_set_repeats_nothing_of_the_first() -> None:
    first, second = ({case.text for case in those} for those in (cases(), unseen()))

    assert (len(second) >= 60, first & second) == (True, set())


def test_of_the_second_set_no_less_is_found_than_when_it_was_mended() -> None:
    score = scores(unseen())["all"]

    assert (score.right >= 77, score.too_many) == (True, 0)


@pytest.mark.parametrize("kind", ["card number", "account number", "e-mail address", "phone number", "postal address"])
def test_of_every_kind_enough_is_found_and_little_else(kind: str) -> None:
    score = scores(cases())[kind]

    assert (score.precision >= 0.95, score.recall >= 0.95) == (True, True)


def test_every_card_number_of_the_set_is_found() -> None:
    score = scores(cases())["card number"]

    assert (score.precision, score.recall) == (1.0, 1.0)


def test_a_detail_is_given_with_its_place() -> None:
    text = "Write to ada@example.com today."

    found = details_in(text)

    assert found == (Detail("e-mail address", 9, 24, "ada@example.com"),)


def test_a_masked_text_says_what_stood_there() -> None:
    text = "Write to ada@example.com or call +44 117 496 0123."

    words = masked(text, details_in(text))

    assert words == "Write to [e-mail address] or call [phone number]."


def test_card_numbers_alone_are_always_masked() -> None:
    text = "ada@example.com paid with 4111 1111 1111 1111."

    words = without_cards(text)

    assert words == "ada@example.com paid with [card number]."


def test_no_digits_are_taken_for_two_things() -> None:
    text = "Account number 4111 1111 1111 1111"

    found = details_in(text, "US")

    assert [each.kind for each in found] == ["card number"]


def test_a_number_without_its_country_counts_in_the_teams_country_alone() -> None:
    text = "He is at 0117 496 0123."

    found = {region: [each.text for each in details_in(text, region)] for region in ("", "GB", "US")}

    assert found == {"": [], "GB": ["0117 496 0123"], "US": []}


def test_a_region_that_is_none_finds_what_no_region_finds() -> None:
    text = "He is at 0117 496 0123 or +44 117 496 0123."

    found = details_in(text, "??")

    assert [each.text for each in found] == ["+44 117 496 0123"]


@pytest.mark.parametrize(
    "text",
    [
        "4 4111 1111 1111 1111 1111",
        "It weighs 4111.1111.1111.1111.1 g",
        "Look at the dot on the lamp",
        "Meet me at noon, dot the i",
        "In 2026, 4 Leipzig shops",
        "1234 5678 9012 in the Main Street shop",
    ],
)
def test_what_only_looks_like_a_wider_way_to_write_a_detail_is_left_alone(text: str) -> None:
    found = details_in(text)

    assert found == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "1 " * 5_000, "@" * 5_000, "{card number}", "[phone number]"])
def test_a_text_without_details_has_none(text: str) -> None:
    found = details_in(text)

    assert found == ()


def test_a_masked_text_has_nothing_more_to_mask() -> None:
    for case in cases():
        once = masked(case.text, details_in(case.text, case.region))

        assert details_in(once, case.region) == ()


@pytest.mark.parametrize(("digits", "holds"), [("4111111111111111", True), ("4111111111111112", False), ("0", True)])
def test_the_check_digit_of_a_card(digits: str, *, holds: bool) -> None:
    assert luhn(digits) == holds


@pytest.mark.parametrize(
    ("code", "holds"),
    [("DE89370400440532013000", True), ("DE89370400440532013001", False), ("XX89", False), ("", False)],
)
def test_the_check_digits_of_an_account(code: str, *, holds: bool) -> None:
    assert is_iban(code) == holds
