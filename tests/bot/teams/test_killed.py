"""kill -9 at any moment under load: nothing that was acknowledged is lost, and no activity has its effect twice."""

import random
import threading
import time
from collections import Counter
from pathlib import Path

from bot.database import open_database
from tests.bot.teams.fake_teams import TENANT, FakeTeams, Json
from tests.bot.teams.process import Process
from tests.bot.teams.screen import invoke, said

KILLS = 6
MESSAGES = 160
SENDERS = 4
SECONDS_TO_GIVE_UP = 120
OK = 200


def test_nothing_acknowledged_is_lost_and_no_activity_has_its_effect_twice(teams: FakeTeams, tmp_path: Path) -> None:
    teams.add_member("dee", "Dee")
    process = Process(teams, tmp_path)
    process.start()
    presses: list[str] = []
    senders = [threading.Thread(target=send, args=(process, teams, number, presses)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()

    chance = random.Random(7)  # noqa: S311 - when to kill, the same for everybody
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.0))
        process.kill()
        process.start()
    for sender in senders:
        sender.join()
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
        while process.tell(message) != OK:
            time.sleep(0.05)
        data = {"action": "guide.ask", "values": {"question": f"press {number}"}}
        press = invoke(teams, "adaptiveCard/action", {"action": {"type": "Action.Execute", "data": data}})
        while process.tell(press) != OK:
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


def rows(data: Path, sql: str) -> list[Json]:
    db = open_database("", data)
    found = list(db.query(sql))
    db.close()
    return found
