"""The transcripts of all conversations, held in Teams: typed in chats with Baton, pressed and sent on its cards."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.channels import CHANNELS, Place
from bot.delivery.outbox import Owed
from bot.message import Message
from bot.teams.addresses import Address, Addresses
from tests.bot.teams.fake_teams import SECONDS_TO_GIVE_UP, TENANT, FakeTeams, Json, card_of
from tests.bot.teams.office import Office, person_id, teams_office
from tests.bot.teams.screen import CHANNEL, button_called, buttons, in_channel, personal, pressed, said
from tests.sample import NOW, PEOPLE
from tests.told import Hearing, do_duties
from tests.transcripts import Ears, held, transcripts

SECONDS_BETWEEN_LOOKS = 0.05


class InTeams:
    """Teams as the people of a transcript use it: they see the newest card, and act on it."""

    def __init__(self, office: Office, teams: FakeTeams, ears: Ears) -> None:
        self._office = office
        self._teams = teams
        self._ears = ears
        self._cards: dict[str, Json] = {}
        self._places: dict[str, Json] = {}
        self._hearing = Hearing()
        desk = office.desk()
        with desk.together():
            for channel in CHANNELS:
                desk.channels.choose(channel, Place("teams", CHANNEL, "Support"), person_id("cy"), NOW)
            addresses = Addresses(desk.db, desk.team)
            addresses.keep(Address(CHANNEL, CHANNEL, "", teams.service, TENANT), NOW)
            for person in PEOPLE:
                chat = f"a:{person.id}"
                addresses.keep(Address(person_id(person.id), chat, f"29:{person.id}", teams.service, TENANT), NOW)

    def types(self, name: str, text: str) -> Message:
        user, chat = name.lower(), f"a:{name.lower()}"
        before = len(self._teams.sent_to(chat))
        self._office.tell(said(self._teams, text, user))
        self._cards[name] = self._answer_in(chat, before)
        self._places.pop(name, None)
        return self._ears.heard[-1]

    def presses(self, name: str, label: str) -> Message:
        return self._press(name, label, {})

    def sends(self, name: str, values: Mapping[str, str]) -> Message:
        sending = next(each for each in buttons(self._cards[name]) if each["associatedInputs"] == "auto")
        return self._press(name, sending["title"], {label: text.replace("\\n", "\n") for label, text in values.items()})

    def hears(self, name: str) -> Message:
        lanes = [person_id(name.lower()), CHANNEL]
        message, owed = self._hearing.next(name, self._office.desk(), "teams", lanes)
        conversation, _, id = self._arrived(owed).rpartition("|")
        self._cards[name] = card_of(self._teams.messages[conversation, id])
        self._places[name] = in_channel(id) if conversation == CHANNEL else personal(name.lower())
        return message

    def passes(self, time: str) -> None:
        self._office.clock.passes(time)
        do_duties(self._office.desk())

    def _press(self, name: str, label: str, typed: Mapping[str, str]) -> Message:
        card = self._cards[name]
        button_called(label, card)
        told = pressed(self._teams, label, card, name.lower(), self._places.get(name), typed)
        answered = self._office.tell(told)
        assert answered.json.get("type") == "application/vnd.microsoft.card.adaptive", answered
        self._cards[name] = answered.card
        return self._ears.heard[-1]

    def _answer_in(self, chat: str, before: int) -> Json:
        """Return the card of the answer; notices may come into the chat in the same moment, before or after it."""
        title, seen = self._ears.heard[-1].title, before
        while True:
            self._teams.newest_in(chat, seen)
            cards = [card_of(call.body) for call in self._teams.sent_to(chat)]
            for card in cards[before:]:
                if json.dumps(title, ensure_ascii=False)[1:-1] in json.dumps(card["body"][0], ensure_ascii=False):
                    return card
            seen = len(cards)

    def _arrived(self, owed: Owed) -> str:
        """Return Teams' name for a message, once it is there."""
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            rows = self._office.desk().db.query(
                "select sent_as from outbox where id = :id and sent_at is not null order by id", {"id": owed.id}
            )
            for row in rows:
                return str(row["sent_as"])
            time.sleep(SECONDS_BETWEEN_LOOKS)
        raise AssertionError(f"{owed} does not arrive")


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_in_teams_the_bot_says_what_the_transcript_says(file: Path, teams: FakeTeams, tmp_path: Path) -> None:
    transcript = file.read_text(encoding="utf-8")
    ears = Ears()

    with teams_office(tmp_path, teams, answer=ears.answer, time_passes=False) as office:
        spoken = held(transcript, InTeams(office, teams, ears))
        faults = office.faults()

    assert spoken == transcript
    assert faults == []
