"""A Baton in Teams in a process of its own, that can be killed and started again."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bot.teams.listen import PATH
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, FakeTeams, Json

SECONDS_TO_GIVE_UP = 120
PROJECT = Path(__file__).parents[3]
PROGRAM = """
import os
from aiohttp import web
from bot.conversations import answer
from bot.environment import read_environment
from bot.office import Office
from bot.teams.running import serve_teams
from bot.teams.trust import Cloud

environment, url = read_environment(os.environ), os.environ["MICROSOFT"]
app, cloud = web.Application(), Cloud(metadata=f"{url}/openid", login=url)
serve_teams(app, answer, environment.teams, Office(environment).desk, environment.data, "UTC", cloud)
web.run_app(app, host="127.0.0.1", port=environment.port, print=None)
"""


class Process:
    """A Baton that is started again whenever it is killed."""

    def __init__(self, teams: FakeTeams, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = int(free.getsockname()[1])
        self._teams = teams
        self._environment = {
            **os.environ,
            "BATON_DATA": str(data),
            "BATON_PORT": str(self._port),
            "BATON_STARTER": "none",
            "TEAMS_APP_ID": APP,
            "TEAMS_APP_PASSWORD": PASSWORD,
            "TEAMS_TENANT_ID": TENANT,
            "MICROSOFT": teams.url,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-c", PROGRAM]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=PROJECT, env=self._environment, stderr=quiet, stdout=quiet)
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self._port)).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Baton did not start")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def tell(self, activity: Json) -> int:
        """Hand over an activity as Teams does; 0 stands for a connection that broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._teams.token()}"}
        try:
            connection.request("POST", PATH, json.dumps(activity), headers)
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
