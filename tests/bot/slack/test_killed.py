"""kill -9 at any moment under load: nothing that was acknowledged is lost, and nothing has its effect twice."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from bot.database import open_database
from bot.slack.running import PATH
from tests.bot.slack.fake_slack import FakeSlack, Json
from tests.bot.slack.office import FORM, SECRET, TOKEN, command_body, event_body, signature
from tests.bot.slack.screen import mention

KILLS = 6
EVENTS = 200
CHANNELS = 10  # Slack takes a message a second for each
SENDERS = 4
SECONDS_TO_GIVE_UP = 120
PROGRAM = "from bot.main import main; main()"


class Process:
    """A Baton that is started again whenever it is killed."""

    def __init__(self, slack: FakeSlack, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._environment = {
            **os.environ,
            "BATON_DATA": str(data),
            "BATON_PORT": str(self.port),
            "BATON_STARTER": "none",
            "BATON_TIMEZONE": "Europe/London",
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-c", PROGRAM, "run"]
        root = Path(__file__).parents[3]
        self._process = subprocess.Popen(command, cwd=root, env=self._environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Baton did not start")

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()

    def post(self, body: str, content_type: str) -> int:
        """Hand something over; 0 stands for a connection that broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", PATH, body, {"Content-Type": content_type, **signature(body)})
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            return 0
        else:
            return response.status
        finally:
            connection.close()


def test_nothing_acknowledged_is_lost_and_nothing_has_its_effect_twice(slack: FakeSlack, tmp_path: Path) -> None:
    slack.add_user("dee", "Dee")
    process = Process(slack, tmp_path)
    process.start()
    commands: list[str] = []
    senders = [threading.Thread(target=send, args=(process, slack, number, commands)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()

    chance = random.Random(7)  # noqa: S311 - when to kill, the same for everybody
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.0))
        process.kill()
        process.start()
    for sender in senders:
        sender.join()
    wait_until_delivered(slack)
    process.stop()

    answered = Counter(message["thread_ts"] for message in slack.messages)
    asked = Counter(row["wording"] for row in rows(tmp_path, "select wording from questions order by id"))
    wanted = Counter(f"question {number}" for number in range(EVENTS))
    assert answered == Counter(f"1700000000.{number:06}" for number in range(EVENTS))
    assert {wording: count for wording, count in asked.items() if wording.startswith("question")} == wanted
    assert {wording: asked[wording] for wording in commands} == dict.fromkeys(commands, 1)
    assert len(commands) > EVENTS // 4


def send(process: Process, slack: FakeSlack, sender: int, commands: list[str]) -> None:
    """Hand over every fourth event, again until it is acknowledged, as Slack does; and a command after each, once."""
    for number in range(sender, EVENTS, SENDERS):
        event = mention(f"question {number}", channel=f"C{number % CHANNELS}", ts=f"1700000000.{number:06}")
        tries = 0
        while process.post(json.dumps({**event_body(event, f"Ev{number}"), "try": tries}), "application/json") != 200:
            tries += 1
            time.sleep(0.05)
        body: Json = command_body(slack, f"command {number}", "/guide", "dee")
        if process.post(urlencode(body), FORM) == 200:
            commands.append(body["text"])


def wait_until_delivered(slack: FakeSlack) -> None:
    until = time.monotonic() + SECONDS_TO_GIVE_UP
    while len({message["thread_ts"] for message in slack.messages}) < EVENTS and time.monotonic() < until:
        time.sleep(0.1)


def rows(data: Path, sql: str) -> list[Json]:
    db = open_database("", data)
    found = list(db.query(sql))
    db.close()
    return found
