"""kill -9 at any moment under load: nothing that was acknowledged is lost, and no activity has its effect twice."""

import json
import threading
import time
from collections import Counter
from pathlib import Path

from bot.teams.listen import PATH
from tests.bot.killed import KILLS, SECONDS_TO_GIVE_UP, Process, rows
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, FakeTeams, Json
from tests.bot.teams.screen import invoke, said

MESSAGES = 160
SENDERS = 4
OK = 200
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


def baton_in(teams: FakeTeams, data: Path) -> Process:
    settings = {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD, "TEAMS_TENANT_ID": TENANT, "MICROSOFT": teams.url}
    return Process(["-c", PROGRAM], data, settings)


def tell(process: Process, teams: FakeTeams, activity: Json) -> int:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {teams.token()}"}
    return process.post(PATH, json.dumps(activity), headers)


def test_nothing_acknowledged_is_lost_and_no_activity_has_its_effect_twice(teams: FakeTeams, tmp_path: Path) -> None:
    teams.add_member("dee", "Dee")
    process = baton_in(teams, tmp_path)
    process.start()
    presses: list[str] = []
    senders = [threading.Thread(target=send, args=(process, teams, number, presses)) for number in range(SENDERS)]

    process.kill_while(senders)
    answered = wait_until_delivered(teams)
    process.stop()

    asked = Counter(row["wording"] for row in rows(tmp_path, "select wording from questions order by id"))
    wanted = {f"question {number}" for number in range(MESSAGES)}
    # Teams cannot be asked whether a message arrived, so what was under way at a kill may come twice, and no more.
    assert {*answered} == {f"a:{number}" for number in range(MESSAGES)}
    assert sum(answered.values()) <= MESSAGES + KILLS * SENDERS
    assert {wording: count for wording, count in asked.items() if wording in wanted} == dict.fromkeys(wanted, 1)
    assert {wording: asked[wording] for wording in presses} == dict.fromkeys(presses, 1)
    assert len(presses) > MESSAGES // 4


def send(process: Process, teams: FakeTeams, sender: int, presses: list[str]) -> None:
    """Hand over every fourth message, again with its id until it is acknowledged; and press a button after each."""
    for number in range(sender, MESSAGES, SENDERS):
        chat = {"id": f"a:{number}", "conversationType": "personal"}
        message = {**said(teams, f"question {number}"), "conversation": {"tenantId": TENANT, **chat}}
        while tell(process, teams, message) != OK:
            time.sleep(0.05)
        data = {"action": "guide.ask", "values": {"question": f"press {number}"}}
        press = invoke(teams, "adaptiveCard/action", {"action": {"type": "Action.Execute", "data": data}})
        while tell(process, teams, press) != OK:
            time.sleep(0.05)
        presses.append(f"press {number}")


def wait_until_delivered(teams: FakeTeams) -> Counter[str]:
    until = time.monotonic() + SECONDS_TO_GIVE_UP
    while time.monotonic() < until:
        answered = Counter(call.conversation for call in teams.made("POST activities"))
        if len(answered) == MESSAGES:
            break
        time.sleep(0.1)
    return answered
