"""Serving until told to stop: what was accepted is finished, and a taken port is said in a sentence."""

import signal
import socket
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.web.run import serve
from knowledge.refusal import Refusal
from tests.bot.web.serving import placed
from tests.sample import PEOPLE

SLOW = """
import logging, sys, time
from contextlib import nullcontext
from types import SimpleNamespace
from bot.web.run import serve
from tests.sample import PEOPLE

def person(id):
    print("taken", flush=True)
    time.sleep(0.5)

logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stdout)
desk = SimpleNamespace(people=SimpleNamespace(person=person), guide=SimpleNamespace(count=lambda: 3))
serve(lambda: nullcontext(desk), PEOPLE, "127.0.0.1", int(sys.argv[1]))
print("closed", flush=True)
"""


def no_desk() -> AbstractContextManager[Desk]:
    """Stand for an office that is never asked for a desk."""
    raise AssertionError


def test_a_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with placed() as place:
        port = place.getsockname()[1]

        with pytest.raises(Refusal) as refusal:
            serve(no_desk, PEOPLE, "127.0.0.1", port)

    assert refusal.value.sentence.startswith(f"Baton cannot listen at 127.0.0.1:{port} (")
    assert refusal.value.sentence.endswith(
        f"If it runs already, open http://127.0.0.1:{port}; else choose another port with BATON_PORT."
    )


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda told: told.name)
def test_a_turn_that_was_accepted_is_finished_when_the_process_is_told_to_stop(told: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(port)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as baton:
        assert baton.stdout
        assert baton.stdout.readline() == f"Baton is at http://127.0.0.1:{port}. Ctrl+C stops it.\n"

        asking = subprocess.Popen(
            [sys.executable, "-c", f"from tests.bot.web.serving import Page; print(Page({port}, {{}}).get('/').text)"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
        )
        assert baton.stdout.readline() == "taken\n"
        baton.send_signal(told)
        shown, _ = asking.communicate()

        assert "Hello Ada</h2>" in shown
        assert baton.stdout.read() == "closed\n"
    assert baton.returncode == 0
