"""kill -9 between any two steps of the courier: what it owed arrives all the same, and how often."""

import json
import multiprocessing
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL

from bot.channels import Place
from bot.delivery.notices import UPDATE
from bot.message import Message, say
from bot.teams.addresses import Address, Addresses
from bot.teams.settings import TeamsSettings
from bot.turn import Person
from bot.written import as_data
from tests.bot.mortal import InSlack, InTeams, Life, deliver
from tests.bot.slack.fake_slack import FakeSlack, Json, fake_slack
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, FakeTeams, card_of, fake_teams
from tests.sample import NOW, sample_desk

A_WHILE = timedelta(minutes=2)  # after which nobody can still be sending what was begun before
AT_DESK = ("before {}", "in {}", "after {}")
ALL_OF_SLACK = {
    *(step.format(work) for work in ("_due", "as_call", "_keep_sent") for step in AT_DESK),
    *(step.format(call) for call in ("chat.postMessage", "chat.update") for step in AT_DESK[::2]),
}
ALL_OF_TEAMS = {
    *(step.format(work) for work in ("_due", "<lambda>", "drawn", "look", "_keep_sent") for step in AT_DESK),
    *(step.format(call) for call in ("open_chat", "send", "change") for step in AT_DESK[::2]),
}
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.bot.mortal"])


def lived(product: InSlack | InTeams, data: Path, life: Life, starts: int) -> bool:
    """Run a courier in a process of its own; False if it was killed."""
    process = _SERVER.Process(target=deliver, args=(product, data, NOW + starts * A_WHILE, life))
    process.start()
    process.join()
    assert process.exitcode in (0, -SIGKILL)
    return process.exitcode == 0


def owe(folder: Path, surface: str, service: str) -> Path:
    """Owe a card to a channel, a message to Eve, and the card's new state; return the folder of the database."""
    data = folder / "owed"
    data.mkdir()
    desk = sample_desk(data)
    eve = Person(f"{surface}:{TENANT}:UEVE", "Eve", "csr", "Europe/London", surface)
    desk.people.meet(eve, NOW)
    desk.channels.choose("tips", Place(surface, "C1", "#team"), "cy", NOW)
    if service:
        for id, conversation, account in (("C1", "19:c1", ""), (eve.id, "", "29:eve")):
            Addresses(desk.db, desk.team).keep(Address(id, conversation, account, service, TENANT), NOW)
    with desk.together():
        desk.notices.post("tips", words("The card"), "tip:hour")
        desk.notices.tell(eve.id, words("For Eve"))
        now_shown = {"card": "tip:hour", "message": as_data(words("The card now"))}
        desk.outbox(surface).owe("tip:hour", "C1", UPDATE, now_shown, NOW)
    desk.db.close()
    return data


def words(title: str) -> Message:
    return Message(title, (say("Read on."),))


def killed_at_each_step(
    product: InSlack | InTeams, owed: Path, arrived: Callable[[], list[str]]
) -> Iterator[tuple[str, Counter[str]]]:
    """Kill a courier at one step after the other that it takes, each time from the start, and let another one finish.

    Give the step and what had arrived in the end. ``arrived`` tells what did, and has the product forget it.
    """
    diary = owed.with_name("undisturbed.txt")
    assert lived(product, copied(owed, "undisturbed"), Life(diary), 0)
    arrived()
    steps = Counter(diary.read_text(encoding="utf-8").splitlines())
    times = [(step, time) for step, most in steps.items() for time in range(1, most + 1)]
    for number, (step, time) in enumerate(times):
        data = copied(owed, str(number))
        # How often it looks whether something is due is different each time.
        if lived(product, data, Life(diary, step, time), 0):
            assert step.endswith("_due")
        else:
            assert lived(product, data, Life(diary), 1)
            yield step, Counter(arrived())
        arrived()


def copied(data: Path, name: str) -> Path:
    """Return a copy of a folder, beside it."""
    return Path(shutil.copytree(data, data.with_name(name)))


def in_slack(slack: FakeSlack) -> list[str]:
    """Return where what stands in Slack, and empty it."""
    standing = [f"{each['channel']}: {title(each['blocks'])}" for each in slack.messages]
    slack.messages.clear()
    return standing


def in_teams(teams: FakeTeams) -> list[str]:
    """Return where what stands in Teams, and empty it."""
    standing = [f"{place}: {title(card_of(body))}" for (place, _), body in teams.messages.items()]
    teams.messages.clear()
    return standing


def title(shown: Json | list[Json]) -> str:
    """Return which of the titles a message shows."""
    text = json.dumps(shown)
    return next(each for each in ("The card now", "The card", "For Eve") if f'"{each}' in text)


def test_in_slack_each_message_arrives_exactly_once_wherever_the_courier_was_killed(tmp_path: Path) -> None:
    with fake_slack() as slack:
        owed = owe(tmp_path, "slack", "")
        deaths = list(killed_at_each_step(InSlack(slack.api_url), owed, lambda: in_slack(slack)))

    assert {step for step, _ in deaths} == ALL_OF_SLACK
    assert [arrived for _, arrived in deaths] == len(deaths) * [Counter(["C1: The card now", "UEVE: For Eve"])]


def test_in_teams_a_message_that_was_on_its_way_may_come_twice_and_nothing_is_lost(tmp_path: Path) -> None:
    with fake_teams() as teams:
        product = InTeams(TeamsSettings(APP, PASSWORD, TENANT), teams.cloud)
        owed = owe(tmp_path, "teams", teams.service)
        deaths = list(killed_at_each_step(product, owed, lambda: in_teams(teams)))

    counts = [Counter(each.partition(" ")[0] for each in arrived.elements()) for _, arrived in deaths]
    assert {step for step, _ in deaths} == ALL_OF_TEAMS
    assert {frozenset(count) for count in counts} == {frozenset(["19:c1:", "a:29:eve:"])}
    assert {most for count in counts for most in count.values()} == {1, 2}
    # Of a card that came twice the second one is known, so that is the one that changes.
    assert {arrived["19:c1: The card now"] for _, arrived in deaths} == {1}
