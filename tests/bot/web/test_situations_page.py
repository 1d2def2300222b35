"""The situations' own pages: the queue, and each situation in full."""

import re
from pathlib import Path

from bot.desk import Desk
from bot.web.situations_page import Line, Queue, take_queue
from knowledge.situation import Situation
from knowledge.situations import Round
from tests.bot.web.serving import serving
from tests.sample import ADA, DEE, NOW, sample_desk

ROUND = Round(NOW, NOW, NOW)
SMOKE = Situation("smoke", "My lamp smokes", "ada", NOW, topic="defects", bucket=1)
SINGS = Situation("sings", "The lamp sings <b>when</b> it rains", "dee", NOW, bucket=3)
DRAFT = Situation("draft", "Only Ada knows", "ada", NOW)


def with_situations(desk: Desk) -> None:
    """Have Ada and Dee bring a situation each, and Dee answer; Ada has one more in her drawer."""
    for situation in (SMOKE, SINGS, DRAFT):
        desk.situations.draft(situation)
    for situation in (SMOKE, SINGS):
        desk.situations.post(situation, ROUND, NOW)
    desk.situations.answers.give("smoke", "dee", "Unplug it.", NOW)
    desk.situations.close("smoke", "cy", NOW)


def headings(text: str) -> list[str]:
    return re.findall(r"<h[134][^>]*>(?:<a [^>]*>)?(.*?)(?:</a>)?</h", text)


def test_the_queue_stands_under_how_much_each_matters(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    with_situations(desk)
    desk.situations.hold("smoke", "cy", NOW)

    queue = take_queue(desk, DEE, "open", 1)

    smoke = Line(
        "smoke", "My lamp smokes", "1: Act now, The team votes, Cy has it, 1 answer, brought on 4 May 2026 by Ada"
    )
    sings = Line(
        "sings",
        "The lamp sings <b>when</b> it rains",
        "3: Should be handled, The team is asked, 0 answers, brought on 4 May 2026 by Dee",
    )
    groups = (("Act now", (smoke,)), ("Should be handled", (sings,)))
    empty = "Nothing is open. When you meet something new, bring it here."
    assert queue == Queue("open", "Open situations", empty, groups, 1, more=False)


def test_the_page_shows_the_queue_and_no_markup_of_anybodys(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_situations) as page:
        shown = page.get("/situations")

    assert headings(shown.text) == [
        "Situations",
        "Act now",
        "My lamp smokes",
        "Should be handled",
        "The lamp sings &lt;b&gt;when&lt;/b&gt; it rains",
    ]


def test_an_empty_queue_says_so(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = {which: page.get(f"/situations?which={which}").text for which in ("open", "over", "mine", "nonsense")}

    assert "Nothing has been settled yet." in shown["over"]
    assert "You have not brought anything yet." in shown["mine"]
    assert "Nothing is open." in shown["open"]
    assert "Nothing is open." in shown["nonsense"]


def test_a_page_past_the_end_is_empty_and_strange_numbers_are_the_first(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_situations) as page:
        past = page.get("/situations?page=7").text
        strange = page.get("/situations?page=-1").text

    assert "My lamp smokes" not in past
    assert "My lamp smokes" in strange


def test_a_situation_has_an_address_of_its_own(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_situations) as page:
        shown = page.get("/situations/smoke")

    assert headings(shown.text)[0] == "Which answer is the best?"
    assert "Unplug it." in shown.text


def test_answers_of_a_blind_round_are_on_no_page(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        with_situations(desk)
        desk.situations.answers.give("sings", "bo", "Dry it.", NOW)

    with serving(tmp_path, prepare=prepare) as page:
        page.send("/person", {"person": "dee", "back": "/"})
        shown = page.get("/situations/sings").text

    assert "1 person has answered" in shown
    assert "Dry it." not in shown


def test_a_draft_is_its_writers_alone(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_situations) as page:
        page.send("/person", {"person": ADA.id, "back": "/"})
        own = page.get("/situations/draft").status
        page.send("/person", {"person": DEE.id, "back": "/"})
        others = page.get("/situations/draft").status

    assert (own, others) == (200, 404)


def test_a_situation_that_is_none_is_not_found(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/situations/nowhere")

    assert shown.status == 404
