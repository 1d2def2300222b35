"""Serving until told to stop: what was accepted is finished, and a taken port is said in a sentence."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.web.run import address
from tests.bot.web.serving import placed

ROOT = Path(__file__).parents[3]

SERVING = """
import logging, sys, time
from contextlib import nullcontext
from types import SimpleNamespace
from bot.web.run import serve
from knowledge.refusal import Refusal
from tests.sample import PEOPLE

def person(id):
    print("taken", flush=True)
    time.sleep(0.5)

logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stdout)
desk = SimpleNamespace(people=SimpleNamespace(person=person), guide=SimpleNamespace(count=lambda: 3))
try:
    serve(lambda: nullcontext(desk), PEOPLE, "127.0.0.1", int(sys.argv[1]))
    print("closed", flush=True)
except Refusal as refusal:
    print(refusal.sentence)
"""

ASKING = """
import sys
from tests.bot.web.serving import Page
print(Page(int(sys.argv[1]), {}).get("/").text)
"""


def started(port: int, program: str) -> "subprocess.Popen[str]":
    """Start a program of its own: serving needs the main thread of a process, for the signals."""
    return subprocess.Popen([sys.executable, "-c", program, str(port)], stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with placed() as place:
        port = place.getsockname()[1]

        with started(port, SERVING) as baton:
            said, _ = baton.communicate()

    assert said == (
        f"Baton cannot listen at 127.0.0.1:{port} (Address already in use). If it runs already, "
        f"open http://127.0.0.1:{port}; else choose another port with BATON_PORT.\n"
    )


@pytest.mark.parametrize(
    ("host", "opened"),
    [
        ("127.0.0.1", "http://127.0.0.1:8300"),
        ("localhost", "http://localhost:8300"),
        ("0.0.0.0", "http://127.0.0.1:8300"),  # noqa: S104 - what somebody may ask for
        ("::", "http://[::1]:8300"),
        ("::1", "http://[::1]:8300"),
    ],
)
def test_the_address_that_is_said_is_one_the_page_answers_at(host: str, opened: str) -> None:
    assert address(host, 8300) == opened


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda told: told.name)
def test_a_turn_that_was_accepted_is_finished_when_the_process_is_told_to_stop(told: signal.Signals) -> None:
    with placed() as place:
        port = place.getsockname()[1]
    with started(port, SERVING) as baton:
        assert baton.stdout
        assert baton.stdout.readline() == f"Baton is at http://127.0.0.1:{port}. Ctrl+C stops it.\n"

        with started(port, ASKING) as asking:
            assert baton.stdout.readline() == "taken\n"
            baton.send_signal(told)
            shown, _ = asking.communicate()

        assert "Hello Ada</h2>" in shown
        assert baton.stdout.read() == "closed\n"
    assert baton.returncode == 0
