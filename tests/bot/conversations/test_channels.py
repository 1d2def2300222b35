"""Choosing where something is posted, and what people do at cards."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels import Place
from bot.conversations import answer
from bot.desk import Desk
from bot.message import SILENCE, Button, Callout, Items, Message
from bot.turn import Turn
from tests.sample import CY, DEE, sample_desk

AT_SUPPORT = Turn("t1", CY, "channels.list", {}, "slack", place="C1", place_name="#support")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def lines(message: Message) -> list[tuple[str, str, Button | None]]:
    return [
        (item.title, item.detail, item.button)
        for part in message.parts
        if isinstance(part, Items)
        for item in part.items
    ]


def test_a_lead_chooses_the_channel_they_are_in(desk: Desk) -> None:
    offered = lines(answer(AT_SUPPORT, desk))[0][2]
    assert offered

    answer(replace(AT_SUPPORT, action=offered.action, values=offered.values), desk)

    assert desk.channels.places("tips") == [Place("slack", "C1", "#support")]
    assert lines(answer(AT_SUPPORT, desk))[0] == (
        "Tips",
        "The weekly tip: #support in Slack",
        Button("Stop posting", "channels.close", {"channel": "tips", "surface": "slack"}),
    )


def test_a_place_that_has_no_name_is_called_by_who_chose_it_and_never_by_its_id(desk: Desk) -> None:
    unnamed = replace(AT_SUPPORT, action="channels.here", values={"channel": "tips"}, surface="teams", place="19:x")
    chosen = answer(replace(unnamed, place_name=""), desk)

    there = answer(replace(unnamed, place_name="", action="channels.list"), desk)
    elsewhere = answer(AT_SUPPORT, desk)

    assert isinstance(chosen.parts[0], Callout)
    assert chosen.parts[0].plain() == "From now on the weekly tip goes to this place in Teams."
    assert [lines(message)[0][1] for message in (there, elsewhere)] == [
        "The weekly tip: this place in Teams",
        "The weekly tip: the place in Teams where Cy chose it on 4 May 2026",
    ]


def test_a_place_that_is_called_otherwise_today_is_the_same_place(desk: Desk) -> None:
    desk.channels.choose("tips", Place("slack", "C1", "#old-name"), "cy", desk.now)

    title, detail, button = lines(answer(AT_SUPPORT, desk))[0]

    assert (title, detail) == ("Tips", "The weekly tip: #support in Slack")
    assert button == Button("Stop posting", "channels.close", {"channel": "tips", "surface": "slack"})


def test_a_lead_can_stop_what_is_posted(desk: Desk) -> None:
    desk.channels.choose("tips", Place("slack", "C1", "#support"), "cy", desk.now)

    answer(replace(AT_SUPPORT, action="channels.close", values={"channel": "tips", "surface": "slack"}), desk)

    assert desk.channels.places("tips") == []


def test_a_place_that_nobody_shares_cannot_be_chosen(desk: Desk) -> None:
    chosen = replace(AT_SUPPORT, action="channels.here", values={"channel": "tips"}, place="")

    assert answer(chosen, desk).refused
    assert desk.channels.places("tips") == []


def test_a_channel_that_baton_does_not_know_cannot_be_chosen(desk: Desk) -> None:
    chosen = replace(AT_SUPPORT, action="channels.here", values={"channel": "gossip"})

    assert answer(chosen, desk).refused


def test_everybody_sees_where_things_are_posted_and_only_leads_can_change_it(desk: Desk) -> None:
    shown = answer(replace(AT_SUPPORT, person=DEE), desk)

    assert [button for _, _, button in lines(shown)] == [None, None, None]


def test_a_reply_to_a_card_that_takes_none_is_met_with_silence(desk: Desk) -> None:
    reply = Turn("t1", DEE, "card.reply", {"card": "notice:1", "text": "Nice", "reply": "C1:18"}, "slack")

    assert answer(reply, desk) == SILENCE
