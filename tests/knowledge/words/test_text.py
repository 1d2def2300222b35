import pytest

from knowledge.words.text import is_little, places_in, sameness, words_in


def terms(text: str) -> list[str]:
    return [word.term for word in words_in(text)]


# Whoever changes what comes out here must raise the format in knowledge/words/kept.py: an index that was kept
# on a disk would not be found in with the new terms.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deliveries, delivered; a delivery!", ["deliveri", "deliv", "a", "deliveri"]),
        ("the customer's order", ["the", "custom", "order"]),
        ("Don\u2019t, don't, dont", ["dont", "dont", "dont"]),
        ("l'envoi", ["l", "envoi"]),
        ("order_number E-42", ["order", "number", "e", "42"]),
        ("Rückerstattung RÜCKERSTATTUNG", ["ruckerstattung", "ruckerstattung"]),
        ("straße STRASSE", ["strass", "strass"]),
        ("Ｒｅｆｕｎｄ ﬁx", ["refund", "fix"]),
        ("Возврат денег", ["возврат", "денег"]),
        ("Επιστροφή χρημάτων", ["επιστροφη", "χρηματων"]),
        ("استرداد المبلغ", ["استرداد", "المبلغ"]),
        ("वापसी की नीति", ["वापसी", "की", "नीति"]),
        ("คืนเงิน", ["คื", "ืน", "นเ", "เง", "งิ", "ิน"]),
        ("退款政策", ["退款", "款政", "政策"]),
        ("款", ["款"]),
        ("iPhone充电器坏了", ["iphon", "充电", "电器", "器坏", "坏了"]),
        ("返品したい", ["返品", "品し", "した", "たい"]),
        ("환불", ["환불"]),
        ('🎉🎉 !!! *"?', []),
        ("\x00\ud800 \u200b", []),
    ],
)
def test_a_text_is_cut_into_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_word_without_end_counts_by_its_beginning() -> None:
    assert terms("x" * 10_000) == ["x" * 40]


def test_a_word_is_remembered_as_it_is_written() -> None:
    (word,) = words_in("Rückerstattung")

    assert (word.written, word.plain, word.term) == ("rückerstattung", "ruckerstattung", "ruckerstattung")


def test_every_word_has_its_place() -> None:
    text = "My PARCEL, please"

    assert [text[place.start : place.end] for place in places_in(text)] == ["My", "PARCEL", "please"]


@pytest.mark.parametrize("little", ["the", "how", "this", "don't", "what's", "I'm", "Would"])
def test_some_words_only_hold_a_sentence_together(little: str) -> None:
    assert all(is_little(term) for term in terms(little))


@pytest.mark.parametrize("telling", ["parcel", "ID", "ill", "well", "42", "退款"])
def test_other_words_tell_something(telling: str) -> None:
    assert not any(is_little(term) for term in terms(telling))


@pytest.mark.parametrize(
    "other", ["where is my parcel", "  WHERE is\nmy parcel?!", "Where is, my “parcel”", "where ís my parcel…"]
)
def test_wordings_that_differ_in_case_accents_space_and_punctuation_are_the_sameness(other: str) -> None:
    assert sameness(other) == sameness("Where is my parcel?")


@pytest.mark.parametrize("other", ["Where is my parcels?", "my parcel where is", "parcel", "", "?"])
def test_wordings_with_other_words_are_not_the_sameness(other: str) -> None:
    assert sameness(other) != sameness("Where is my parcel?")


def test_wordings_without_words_are_the_same_character_by_character() -> None:
    assert sameness(" 💔 ") == sameness("💔")
    assert sameness("💔") != sameness("🎉")
