"""kill -9 at any moment under load: nothing that was acknowledged is lost, and nothing has its effect twice."""

import json
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from bot.slack.render import MODAL
from bot.slack.running import PATH
from tests.bot.killed import SECONDS_TO_GIVE_UP, Process, rows
from tests.bot.slack.fake_slack import FakeSlack, Json
from tests.bot.slack.office import APP_TOKEN, FORM, SECRET, TOKEN, command_body, event_body, signature
from tests.bot.slack.screen import mention, sent

EVENTS = 200
CHANNELS = 40  # Slack takes a message a second for each
SENDERS = 5  # the first over the socket
SECONDS_TO_ACKNOWLEDGE = 1.0  # after which Slack hands over again what went over a socket
PROGRAM = "from bot.main import main; main()"


def baton_in(slack: FakeSlack, data: Path) -> Process:
    settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url}
    more = {"SLACK_APP_TOKEN": APP_TOKEN, "SLACK_MESSAGES_A_MINUTE": "6000", "BATON_TIMEZONE": "Europe/London"}
    return Process(["-c", PROGRAM, "run"], data, {**settings, **more})


def post(process: Process, body: str, content_type: str) -> int:
    return process.post(PATH, body, {"Content-Type": content_type, **signature(body)})


def test_nothing_acknowledged_is_lost_and_nothing_has_its_effect_twice(slack: FakeSlack, tmp_path: Path) -> None:
    slack.add_user("dee", "Dee")
    process = baton_in(slack, tmp_path)
    process.start()
    commands: list[str] = []
    notes: list[str] = []
    senders = [
        threading.Thread(target=send, args=(process, slack, number, commands, notes)) for number in range(SENDERS)
    ]

    process.kill_while(senders)
    wait_until_delivered(slack)
    process.stop()

    answered = Counter(message["thread_ts"] for message in slack.messages)
    asked = Counter(row["wording"] for row in rows(tmp_path, "select wording from questions order by id"))
    noted = Counter(row["situation"] for row in rows(tmp_path, "select situation from reflections order by id"))
    wanted = Counter(f"question {number}" for number in range(EVENTS))
    assert answered == Counter(f"1700000000.{number:06}" for number in range(EVENTS))
    assert {wording: count for wording, count in asked.items() if wording.startswith("question")} == wanted
    assert {wording: asked[wording] for wording in commands} == dict.fromkeys(commands, 1)
    assert {note: noted[note] for note in notes} == dict.fromkeys(notes, 1)
    assert len(commands) > EVENTS // 4
    assert len(notes) > EVENTS // 4


def send(process: Process, slack: FakeSlack, sender: int, commands: list[str], notes: list[str]) -> None:
    """Hand over every fifth event, again until it is acknowledged, as Slack does; after each a command and a form, once."""
    for number in range(sender, EVENTS, SENDERS):
        event = mention(f"question {number}", channel=f"C{number % CHANNELS}", ts=f"1700000000.{number:06}")
        tries = 0
        while not hand_over(process, slack, sender, {**event_body(event, f"Ev{number}"), "try": tries}):
            tries += 1
            time.sleep(0.05)
        body: Json = command_body(slack, f"command {number}", "/guide", "dee")
        if post(process, urlencode(body), FORM) == 200:
            commands.append(body["text"])
        if post(process, urlencode({"payload": json.dumps(note(f"note {number}"))}), FORM) == 200:
            notes.append(f"note {number}")


def hand_over(process: Process, slack: FakeSlack, sender: int, event: Json) -> bool:
    """Hand an event over, and say whether it was acknowledged."""
    if sender:
        return post(process, json.dumps(event), "application/json") == 200
    return slack.try_to_send(event, "events_api", f"{event['event_id']} {event['try']}", SECONDS_TO_ACKNOWLEDGE)


def note(text: str) -> Json:
    """Return a form as it is sent, by which Dee keeps something for herself."""
    carried = {"action": "reflections.write", "values": {"situation_text": text, "shared": "no"}}
    view = {"type": "modal", "callback_id": MODAL, "blocks": [], "private_metadata": json.dumps(carried)}
    return sent(view, "dee", {})


def wait_until_delivered(slack: FakeSlack) -> None:
    until = time.monotonic() + SECONDS_TO_GIVE_UP
    while len({message["thread_ts"] for message in slack.messages}) < EVENTS and time.monotonic() < until:
        time.sleep(0.1)
