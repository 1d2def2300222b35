"""The chat over HTTP: who speaks, what is kept, what a browser without the script gets."""

import re
import threading
import time
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, say
from bot.turn import Turn
from tests.bot.web.serving import serving


class Echo:
    """A bot that says who did what with what, and remembers every turn."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def __call__(self, turn: Turn, _desk: Desk) -> Message:
        self.turns.append(turn)
        if turn.action == "fill" and not turn.value("name"):
            return Message("Not yet", (Ask("fill", "Go on", (Field("name", "Name", error="Still empty."),)),))
        words = say("{who}: {action} {values}", who=turn.person.name, action=turn.action, values=str(dict(turn.values)))
        return Message("Echo", (words, Buttons((Button("Again", "again", {"entry": "late"}),))))


def titles(text: str) -> list[str]:
    """Return the titles of the messages in a page."""
    return re.findall(r"<h2 id=\"t-[^>]*>(.*?)</h2>", text)


def bubbles(text: str) -> list[str]:
    """Return what the person said in a page, one line a saying."""
    sides = re.findall(r'<div class="said[^>]*>(.*?)</div>', text.partition("<template")[0], re.DOTALL)
    return [" ".join(re.findall(r"<p[^>]*>(.*?)</p>", side)) for side in sides]


def exchanges(text: str) -> list[str]:
    """Return the ids of the exchanges in a page."""
    return re.findall(r'id="x-([^"]+)"', text)


def test_in_a_new_conversation_the_bot_speaks_first(tmp_path: Path) -> None:
    echo = Echo()
    with serving(tmp_path, echo) as page:
        shown = page.get("/")

    assert shown.status == 200
    assert titles(shown.text) == ["Echo"]
    assert bubbles(shown.text) == []
    assert [(turn.action, turn.person.id, turn.surface, dict(turn.values)) for turn in echo.turns] == [
        ("home", "ada", "web", {})
    ]


def test_a_reload_shows_the_same_conversation_and_asks_nothing_again(tmp_path: Path) -> None:
    echo = Echo()
    with serving(tmp_path, echo) as page:
        page.get("/")
        page.turn("say", {"text": "late parcel"})

        shown = page.get("/")

    assert titles(shown.text) == ["Echo", "Echo"]
    assert bubbles(shown.text) == ["late parcel"]
    assert [turn.action for turn in echo.turns] == ["home", "say"]


def test_the_script_gets_the_exchange_alone(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        answer = page.turn("guide.use", {}, **{"h.entry": "late", "said": "Use this answer"})

    assert answer.text.strip().startswith('<div class="exchange" id="x-')
    assert "<html" not in answer.text
    assert bubbles(answer.text) == ["Use this answer"]
    assert "Ada: guide.use {&#39;entry&#39;: &#39;late&#39;}" in answer.text


def test_a_browser_without_the_script_is_sent_to_the_whole_conversation(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        page.get("/")

        answer = page.send("/turn", {"action": "say", "as": "ada", "v.text": "late parcel"})
        shown = page.get(answer.headers["Location"])

    assert answer.status == 303
    assert answer.headers["Location"] == f"/#x-{exchanges(shown.text)[1]}"
    assert titles(shown.text) == ["Echo", "Echo"]
    assert bubbles(shown.text) == ["late parcel"]


def test_a_tab_stays_who_it_shows_also_when_another_tab_chose_somebody_else(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        page.get("/")
        page.send("/person", {"person": "cy"})

        answer = page.turn("say", {"text": "hello"}, **{"as": "ada"})

    assert "Ada: say" in answer.text


def test_whoever_was_chosen_is_remembered_and_each_has_their_own_conversation(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        page.get("/")
        page.turn("say", {"text": "hello"}, **{"as": "ada"})

        chosen = page.send("/person", {"person": "bo", "back": "/"})
        as_bo = page.get("/")
        page.send("/person", {"person": "ada"})
        as_ada = page.get("/")

    assert (chosen.status, chosen.headers["Location"]) == (303, "/")
    assert "<title>Chat as Bo · Baton</title>" in as_bo.text
    assert bubbles(as_bo.text) == []
    assert bubbles(as_ada.text) == ["hello"]


@pytest.mark.parametrize("cookie", ["", "nobody", "Ada", "../cy", "%00"])
def test_a_cookie_that_names_nobody_means_the_first_person(tmp_path: Path, cookie: str) -> None:
    with serving(tmp_path, Echo()) as page:
        page.cookies[f"baton-{page.port}-person"] = cookie

        shown = page.get("/")

    assert "<title>Chat as Ada · Baton</title>" in shown.text
    assert shown.cookies["person"] == "ada"


@pytest.mark.parametrize("cookie", ["", "short", "x" * 33, "<script>aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_strange_browser_id_is_replaced(tmp_path: Path, cookie: str) -> None:
    with serving(tmp_path, Echo()) as page:
        page.cookies[f"baton-{page.port}-browser"] = cookie

        shown = page.get("/")

    assert re.fullmatch(r"[\w-]{32}", shown.cookies["browser"])


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("/", "/"),
        ("/guide", "/guide"),
        ("/guide/late", "/guide/late"),
        ("/guide/a%2Fb", "/guide/a%2Fb"),
        ("/situations/smoke", "/situations/smoke"),
        ("/checklists/c1/returns", "/checklists/c1/returns"),
        ("", "/"),
        ("//e.vil", "/"),
        ("https://e.vil", "/"),
        ("/\\e.vil", "/"),
        ("/guide/../turn", "/"),
        ("/guide/late/..", "/"),
        ("/guide//e.vil", "/"),
        ("/guide\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_after_choosing_a_person_one_is_back_on_the_same_page_and_never_elsewhere(
    tmp_path: Path, back: str, place: str
) -> None:
    with serving(tmp_path, Echo()) as page:
        answer = page.send("/person", {"person": "bo", "back": back})

    assert answer.headers["Location"] == place


def test_a_conversation_can_be_begun_anew(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        page.get("/")
        page.turn("say", {"text": "hello"})

        answer = page.send("/start-over", {"as": "ada"})
        shown = page.get("/")

    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert (titles(shown.text), bubbles(shown.text)) == (["Echo"], [])


def test_a_refused_form_comes_back_in_its_own_place(tmp_path: Path) -> None:
    with serving(tmp_path, Echo()) as page:
        (form,) = exchanges(page.get("/").text)

        refused = page.turn("fill", {"name": ""}, **{"from": form})
        taken = page.turn("fill", {"name": "Maria"}, **{"from": form, "said": "Go on"})
        shown = page.get("/")

    assert exchanges(refused.text) == [form]
    assert exchanges(taken.text) != [form]
    assert titles(shown.text) == ["Not yet", "Echo"]
    assert bubbles(shown.text) == ["Go on Maria"]


def test_a_sending_that_is_repeated_because_its_answer_was_lost_is_one_turn(tmp_path: Path) -> None:
    echo = Echo()
    with serving(tmp_path, echo) as page:
        page.get("/")

        first = page.turn("guide.fit", {}, once="o1")
        again = page.turn("guide.fit", {}, once="o1")
        another = page.turn("guide.fit", {}, once="o2")

    assert first.text == again.text
    assert first.text != another.text
    assert [turn.action for turn in echo.turns] == ["home", "guide.fit", "guide.fit"]


def test_turns_of_one_conversation_are_taken_one_after_the_other(tmp_path: Path) -> None:
    inside: list[str] = []
    together: list[list[str]] = []

    def slow(turn: Turn, desk: Desk) -> Message:
        inside.append(turn.value("text"))
        together.append(list(inside))
        time.sleep(0.02)
        desk.guide.count()
        inside.remove(turn.value("text"))
        return Message("Done")

    with serving(tmp_path, slow) as page:
        page.get("/")
        sendings = [threading.Thread(target=page.turn, args=("say", {"text": str(number)})) for number in range(8)]
        for sending in sendings:
            sending.start()
        for sending in sendings:
            sending.join()
        shown = page.get("/")

    assert {len(each) for each in together} == {1}
    assert sorted(bubbles(shown.text)) == [str(number) for number in range(8)]


def test_the_role_that_counts_is_the_one_the_team_gave(tmp_path: Path) -> None:
    echo = Echo()

    def appoint(turn: Turn, desk: Desk) -> Message:
        if turn.action == "appoint":
            desk.people.appoint("ada", "curator", "cy", desk.now)
        return echo(turn, desk)

    with serving(tmp_path, appoint) as page:
        page.turn("appoint", {}, **{"as": "cy"})
        page.turn("say", {"text": "hello"}, **{"as": "ada"})

    assert [(turn.person.id, turn.person.role) for turn in echo.turns] == [("cy", "lead"), ("ada", "curator")]


def test_asking_filling_and_a_sentence_beside_a_field_work_over_the_real_conversations(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        (form,) = exchanges(page.get("/").text)
        values = {"h.entry": "late", "h.channel": "email", "h.filled": "yes", "from": form}

        refused = page.turn("guide.fill", {"field:customer name": "Maria"}, **values)
        typed = {"field:customer name": "Maria", "field:order number": "7", "field:date we write again": "Friday"}
        ready = page.turn("guide.fill", typed, **values)

    assert 'aria-invalid="true"' in refused.text
    assert 'value="Maria"' in refused.text
    assert "Hello Maria,\n\nI am sorry that order 7 is late." in ready.text
    assert "Kind regards,\nAda</blockquote>" in ready.text


@pytest.mark.parametrize("body", ["v.text=%FF", "&".join(["a=b"] * 300)])
def test_a_form_that_cannot_be_read_does_nothing_and_says_so(tmp_path: Path, body: str) -> None:
    echo = Echo()
    with serving(tmp_path, echo) as page:
        headers = {"Origin": page.url, "Content-Type": "application/x-www-form-urlencoded", "X-Fragment": "1"}
        answer = page.request("POST", "/turn", body, headers)

    assert answer.status == 400
    assert answer.text.strip() == (
        "Baton could not read what was sent, so nothing was done. Go back, load the page again and retry."
    )
    assert echo.turns == []
