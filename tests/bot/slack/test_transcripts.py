"""The transcripts of all conversations, held in Slack: typed in direct messages, pressed, and sent in modals."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.channels import CHANNELS, Place
from bot.delivery.outbox import Owed
from bot.message import Message
from tests.bot.slack.fake_slack import SECONDS_TO_GIVE_UP, Call, FakeSlack, Json
from tests.bot.slack.office import Office, person_id, slack_office
from tests.bot.slack.screen import buttons, direct, pressed, pressed_in_view, sent
from tests.sample import NOW
from tests.told import Hearing, do_duties
from tests.transcripts import Ears, held, transcripts

SHOWING = ("chat.postMessage", "views.open", "views.push", "views.update", "respond")

SECONDS_BETWEEN_LOOKS = 0.05


class InSlack:
    """Slack as the people of a transcript use it: they see the newest message or modal, and act in it."""

    def __init__(self, office: Office, slack: FakeSlack, ears: Ears) -> None:
        self._office = office
        self._slack = slack
        self._ears = ears
        self._screens: dict[str, Json] = {}
        self._typed: dict[str, dict[str, str]] = {}
        self._places: dict[str, str] = {}
        self._hearing = Hearing()
        self._messages = 0
        with office.desk().together():
            for channel in CHANNELS:
                office.desk().channels.choose(channel, Place("slack", "C1", "#support"), person_id("cy"), NOW)

    def types(self, name: str, text: str) -> Message:
        self._messages += 1
        event = direct(text, name.lower(), f"1700000000.{self._messages:06}")
        return self._see(name, lambda: self._office.event(event).json)

    def presses(self, name: str, label: str) -> Message:
        return self._press(name, label)

    def sends(self, name: str, values: Mapping[str, str]) -> Message:
        if self._screens[name].get("type") != "modal":
            self._press(name, next(b["text"]["text"] for b in self._buttons(name) if b["text"]["text"].endswith("…")))
        typed = self._typed.setdefault(name, {})  # what was refused still stands in its inputs
        typed |= {label: value.replace("\\n", "\n") for label, value in values.items()}
        return self._see(name, lambda: self._office.interaction(sent(self._screens[name], name.lower(), typed)).json)

    def hears(self, name: str) -> Message:
        lanes = [person_id(name.lower()), "C1"]
        message, owed = self._hearing.next(name, self._office.desk(), "slack", lanes)
        channel, _, ts = self._arrived(owed).partition(":")
        self._screens[name] = next(
            each for each in self._slack.messages if (each["channel"], each["ts"]) == (channel, ts)
        )
        self._places[name] = "C1" if channel == "C1" else f"D{name.lower()}"
        return message

    def passes(self, time: str) -> None:
        self._office.clock.passes(time)
        do_duties(self._office.desk())

    def _arrived(self, owed: Owed) -> str:
        """Return Slack's name for a message, once it is there."""
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            rows = self._office.desk().db.query(
                "select sent_as from outbox where id = :id and sent_at is not null order by id", {"id": owed.id}
            )
            for row in rows:
                return str(row["sent_as"])
            time.sleep(SECONDS_BETWEEN_LOOKS)
        raise AssertionError(f"{owed} does not arrive")

    def _press(self, name: str, label: str) -> Message:
        screen, user = self._screens[name], name.lower()
        if screen.get("type") == "modal":
            return self._see(name, lambda: self._office.interaction(pressed_in_view(label, screen, user)).json)
        channel = self._places.get(name, f"D{user}")
        payload = pressed(label, screen["blocks"], user, self._slack, channel=channel, ephemeral=False)
        return self._see(name, lambda: self._office.interaction(payload).json)

    def _buttons(self, name: str) -> list[Json]:
        return list(buttons(self._screens[name]["blocks"]))

    def _see(self, name: str, act: Callable[[], Json]) -> Message:
        before = sum(map(_answers, self._slack.calls))
        acknowledged = act()
        if acknowledged.get("response_action") == "errors":
            return self._ears.heard[-1]
        self._typed.pop(name, None)
        if acknowledged.get("response_action") in {"update", "push"}:
            self._screens[name] = acknowledged["view"]
        else:
            shown = self._slack.wait_for_newest(before, _answers)
            if shown.get("channel", "").startswith("D"):
                self._places.pop(name, None)
            self._screens[name] = shown.get("view", shown)
        return self._ears.heard[-1]


def _answers(call: Call) -> bool:
    """Say whether a call shows an answer; a notice goes to a person or to the channel."""
    is_notice = call.method == "chat.postMessage" and not call.body["channel"].startswith("D")
    return call.method in SHOWING and not is_notice


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_in_slack_the_bot_says_what_the_transcript_says(file: Path, slack: FakeSlack, tmp_path: Path) -> None:
    transcript = file.read_text(encoding="utf-8")
    ears = Ears()

    with slack_office(tmp_path, slack, answer=ears.answer, time_passes=False) as office:
        said = held(transcript, InSlack(office, slack, ears))
        faults = office.faults()

    assert said == transcript
    assert faults == []
