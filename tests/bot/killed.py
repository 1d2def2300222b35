"""A Baton in a process of its own that is killed again and again while people talk to it."""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import Any

from bot.database.opening import open_database
from tests.servers import free_port, wait_until_listening

KILLS = 6
SECONDS_TO_GIVE_UP = 120
_PROJECT = Path(__file__).parents[2]
_SECONDS_TO_ANSWER = 20


class Process:
    """A Baton that is started again whenever it is killed; ``arguments`` are Python's."""

    def __init__(self, arguments: list[str], data: Path, settings: Mapping[str, str]) -> None:
        self._port = free_port()
        self._command = [sys.executable, *arguments]
        ours = {"BATON_DATA": str(data), "BATON_PORT": str(self._port), "BATON_STARTER": "none"}
        self._environment = {**os.environ, **ours, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, cwd=_PROJECT, env=self._environment, stderr=quiet, stdout=quiet)
        wait_until_listening(self._process, self._port)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill_while(self, senders: list[Thread]) -> None:
        """Kill it six times while the senders send, and start it again each time; return when they have sent all."""
        for sender in senders:
            sender.start()
        chance = random.Random(7)  # noqa: S311 - when to kill, the same for everybody
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 1.0))
            self._end(signal.SIGKILL)
            self.start()
        for sender in senders:
            sender.join()

    def post(self, path: str, body: str, headers: Mapping[str, str]) -> int:
        """Hand something over and return the status; 0 stands for a connection that broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS_TO_ANSWER)
        try:
            connection.request("POST", path, body, dict(headers))
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            return 0
        else:
            return response.status
        finally:
            connection.close()

    def _end(self, by: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(by)
        self._process.wait()


def rows(data: Path, sql: str) -> list[dict[str, Any]]:
    """Return what stands in the database of a Baton that was stopped."""
    db = open_database("", data)
    found = list(db.query(sql))
    db.close()
    return found
