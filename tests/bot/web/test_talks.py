"""The conversations a page remembers: what is kept, what takes whose place, what is forgotten."""

from bot.message import Ask, Field, Message
from bot.web.talks import EXCHANGES_KEPT, TALKS_KEPT, Exchange, Said, Talk, Talks, refuses_fields

NAME = Field("name", "Customer name")
FORM = Message("To fill in", (Ask("guide.fill", "Make it ready to send", (NAME,)),))
REFUSED = Message(
    "Not ready", (Ask("guide.fill", "Make it ready to send", (Field("name", "Customer name", error="Still empty."),)),)
)
READY = Message("Ready")


def test_a_talk_keeps_its_exchanges_in_order() -> None:
    talk = Talk()

    talk.keep(Exchange("1", Said("", ("late?",)), READY))
    talk.keep(Exchange("2", Said("Use this answer"), FORM))

    assert [each.id for each in talk.exchanges] == ["1", "2"]


def test_a_form_that_is_refused_comes_back_where_it_stood() -> None:
    talk = Talk()
    talk.keep(Exchange("1", Said("E-mail"), FORM))

    kept = talk.keep(Exchange("2", Said("Make it ready to send"), REFUSED, "o2"), "1")

    assert kept == Exchange("1", Said("E-mail"), REFUSED, "o2")
    assert list(talk.exchanges) == [kept]


def test_a_form_that_is_taken_stays_and_its_answer_comes_after_it() -> None:
    talk = Talk()
    talk.keep(Exchange("1", Said("E-mail"), FORM))

    talk.keep(Exchange("2", Said("Make it ready to send"), READY), "1")

    assert [each.id for each in talk.exchanges] == ["1", "2"]


def test_a_refused_form_that_is_no_longer_in_the_talk_comes_back_at_its_end() -> None:
    talk = Talk()
    talk.keep(Exchange("1", Said(), READY))

    talk.keep(Exchange("2", Said("Make it ready to send"), REFUSED), "gone")

    assert [each.id for each in talk.exchanges] == ["1", "2"]


def test_a_sending_that_was_answered_is_known_again() -> None:
    talk = Talk()
    answered = talk.keep(Exchange("1", Said("Used as it is"), READY, "once-1"))

    assert talk.repeated("once-1") == answered
    assert talk.repeated("once-2") is None
    assert talk.repeated("") is None


def test_the_oldest_exchange_falls_off_a_very_long_talk() -> None:
    talk = Talk()

    for number in range(EXCHANGES_KEPT + 1):
        talk.keep(Exchange(str(number), Said(), READY))

    assert [talk.exchanges[0].id, talk.exchanges[-1].id] == ["1", str(EXCHANGES_KEPT)]


def test_each_person_in_each_browser_has_a_talk_of_their_own() -> None:
    talks = Talks()

    talks.talk("laptop", "ada").keep(Exchange("1", Said(), READY))

    assert [each.id for each in talks.talk("laptop", "ada").exchanges] == ["1"]
    assert not talks.talk("laptop", "bo").exchanges
    assert not talks.talk("phone", "ada").exchanges


def test_a_talk_can_be_begun_anew() -> None:
    talks = Talks()
    talks.talk("laptop", "ada").keep(Exchange("1", Said(), READY))

    talks.forget("laptop", "ada")
    talks.forget("laptop", "nobody")

    assert not talks.talk("laptop", "ada").exchanges


def test_the_talk_that_was_longest_unused_is_forgotten_first() -> None:
    talks = Talks()
    for number in range(TALKS_KEPT):
        talks.talk(str(number), "ada").keep(Exchange("1", Said(), READY))
    talks.talk("0", "ada")

    talks.talk("one more", "ada")

    assert talks.talk("0", "ada").exchanges
    assert not talks.talk("1", "ada").exchanges


def test_only_a_form_with_a_sentence_beside_a_field_is_a_refused_one() -> None:
    assert refuses_fields(REFUSED)
    assert not refuses_fields(FORM)
    assert not refuses_fields(READY)
