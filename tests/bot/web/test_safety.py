"""Only this machine, at this page's own address and from this page itself, may do anything; every answer is locked down."""

from pathlib import Path

import pytest

from bot.web.safety import HEADERS, MOST_BYTES, fault
from tests.bot.web.serving import serving

PORT = 8300
HOME = {"Host": "127.0.0.1:8300"}
ELSEWHERE = "This page answers at http://127.0.0.1:8300 and http://localhost:8300 alone."
CROSS_SITE = "Another page sent this, so nothing was done. Open Baton itself and try again there."
STRANGER = "This page is for people at this machine alone."


@pytest.mark.parametrize("host", ["127.0.0.1:8300", "localhost:8300", "LOCALHOST:8300", "[::1]:8300"])
def test_the_page_answers_at_its_own_addresses(host: str) -> None:
    assert fault("GET", {"Host": host}, "127.0.0.1", PORT) == ""


@pytest.mark.parametrize(
    "host",
    [
        "",
        "baton.example",
        "baton.example:8300",
        "127.0.0.1",
        "127.0.0.1:8301",
        "localhost",
        "localhost.example:8300",
        "127.0.0.1:8300.example",
        "127.0.0.2:8300",
        "0.0.0.0:8300",
    ],
)
def test_a_name_that_was_pointed_at_this_machine_is_refused(host: str) -> None:
    assert fault("GET", {"Host": host}, "127.0.0.1", PORT) == ELSEWHERE


def test_a_request_without_a_host_is_refused() -> None:
    assert fault("GET", {}, "127.0.0.1", PORT) == ELSEWHERE


def test_at_the_port_of_the_web_the_address_needs_no_port() -> None:
    assert fault("GET", {"Host": "localhost"}, "127.0.0.1", 80) == ""


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_people_at_this_machine_may_use_it(peer: str) -> None:
    assert fault("GET", HOME, peer, PORT) == ""


@pytest.mark.parametrize("peer", ["192.168.0.7", "10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", "0.0.0.0", "", "x"])  # noqa: S104 - who asks, not where to listen
def test_people_at_another_machine_may_not(peer: str) -> None:
    assert fault("GET", HOME, peer, PORT) == STRANGER


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://127.0.0.1:8300"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": "http://127.0.0.1:8300/guide/late"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_a_form_of_this_page_is_taken(said: dict[str, str]) -> None:
    assert fault("POST", {**HOME, **said}, "127.0.0.1", PORT) == ""


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://e.vil"},
        {"Origin": "https://127.0.0.1:8300"},
        {"Origin": "http://127.0.0.1:8301"},
        {"Origin": "http://localhost:8300"},
        {"Origin": ""},
        {"Origin": "https://e.vil", "Sec-Fetch-Site": "same-origin", "Referer": "http://127.0.0.1:8300/"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Referer": "http://127.0.0.1:8300/"},
        {"Referer": "http://127.0.0.1:8300.e.vil/"},
        {"Referer": "http://127.0.0.1:8300@e.vil/"},
        {"Referer": "https://127.0.0.1:8300/"},
        {"Referer": "not an address"},
        {"Referer": "http://[broken"},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_another_page_sends_is_refused(method: str, said: dict[str, str]) -> None:
    assert fault(method, {**HOME, **said}, "127.0.0.1", PORT) == CROSS_SITE


def test_every_answer_is_locked_down_whatever_made_it(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        answers = {
            "page": page.get("/"),
            "turn": page.turn("say", {"text": "late parcel"}),
            "redirect": page.send("/person", {"person": "bo"}),
            "file": page.get("/static/base.css"),
            "not found": page.get("/nothing"),
            "no such file": page.get("/static/../listen.py"),
            "wrong method": page.get("/turn"),
            "wrong host": page.get("/", Host="e.vil"),
            "cross-site": page.send("/turn", {"action": "home"}, Origin="https://e.vil"),
            "too long": page.turn("say", {"text": "x" * MOST_BYTES}),
            "no form": page.send("/turn", {}, **{"Content-Type": "text/plain"}),
        }

    assert {name: answer.status for name, answer in answers.items()} == {
        "page": 200,
        "turn": 200,
        "redirect": 303,
        "file": 200,
        "not found": 404,
        "no such file": 404,
        "wrong method": 405,
        "wrong host": 403,
        "cross-site": 403,
        "too long": 413,
        "no form": 415,
    }
    for name, answer in answers.items():
        assert {header: answer.headers.get(header) for header in HEADERS} == HEADERS, name
        assert answer.headers["Cache-Control"] == ("no-cache" if name in {"file", "no such file"} else "no-store"), name


def test_the_policy_allows_this_page_and_nothing_else() -> None:
    assert HEADERS["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]


def test_no_page_carries_a_script_a_style_or_an_address_of_somebody_else(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        pages = [page.get(path).text for path in ("/", "/guide", "/guide?q=late", "/guide/late", "/nothing")]

    for text in pages:
        assert "<style" not in text
        assert " style=" not in text
        assert " on" not in {part[:3] for part in text.split('"')[::2]}
        assert text.count("<script") == text.count('<script type="module" src="/static/baton.js"></script>')
        assert "//" not in text.replace("http://www.w3.org", "")


def test_the_cookies_stay_with_the_page(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        kept = page.get("/").headers["Set-Cookie"]

    assert kept.split("; ")[1:] == ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Strict"]
