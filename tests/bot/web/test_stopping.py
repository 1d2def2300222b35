"""A page that is told to stop finishes the turn it has begun."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.web.serving import placed

ROOT = Path(__file__).parents[3]

SERVING = """
import sys, time
from contextlib import nullcontext
from types import SimpleNamespace
from bot.conversations import answer
from bot.server import serve
from bot.web.listen import make_app
from tests.sample import PEOPLE

def person(id):
    print("taken", flush=True)
    time.sleep(0.5)

outbox = SimpleNamespace(last_seen=lambda lane: "", owed_in=lambda lane, after: [])
desk = SimpleNamespace(
    people=SimpleNamespace(person=person), guide=SimpleNamespace(count=lambda: 3), outbox=lambda surface: outbox,
    tip_plan=SimpleNamespace(posts=lambda: []),
)
port = int(sys.argv[1])
app = make_app(answer, lambda: nullcontext(desk), PEOPLE, port)
serve(app, "127.0.0.1", port, lambda: print("started", flush=True))
print("closed", flush=True)
"""

ASKING = """
import sys
from tests.bot.web.serving import Page
print(Page(int(sys.argv[1]), {}, None).get("/").text)
"""


def started(port: int, program: str) -> "subprocess.Popen[str]":
    """Start a program of its own: serving needs the main thread of a process, for the signals."""
    return subprocess.Popen([sys.executable, "-c", program, str(port)], stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda told: told.name)
def test_a_turn_that_was_accepted_is_finished_when_the_process_is_told_to_stop(told: signal.Signals) -> None:
    with placed() as place:
        port = place.getsockname()[1]
    with started(port, SERVING) as baton:
        assert baton.stdout
        assert baton.stdout.readline() == "started\n"

        with started(port, ASKING) as asking:
            assert baton.stdout.readline() == "taken\n"
            baton.send_signal(told)
            shown, _ = asking.communicate()

        assert "Hello Ada</h2>" in shown
        assert baton.stdout.read() == "closed\n"
    assert baton.returncode == 0
