"""Who may hand Baton an activity: Teams alone, for this app, now; whatever is wrong with a token, it is 401 and nothing else."""

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest

from tests.bot.teams.fake_teams import APP, FakeTeams, private_key, published
from tests.bot.teams.office import Office
from tests.bot.teams.screen import said

WRONG_SERVICE = "https://smba.trafficmanager.net/emea/"


def unsigned(teams: FakeTeams) -> str:
    def part(content: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'kid': 'key-1', 'typ': 'JWT'})}.{part(teams.claims())}."


def by_hmac(teams: FakeTeams) -> str:
    return jwt.encode(teams.claims(), "the public key as a secret, which everybody knows", "HS256", {"kid": "key-1"})


def without(name: str) -> Callable[[FakeTeams], str]:
    changes: dict[str, Any] = {name: None}
    return lambda teams: f"Bearer {teams.token(**changes)}"


def bearing(**changes: Any) -> Callable[[FakeTeams], str]:
    return lambda teams: f"Bearer {teams.token(**changes)}"


def tampered(teams: FakeTeams) -> str:
    head, _, signature = teams.token().split(".")
    other = teams.token(exp=int(time.time()) + 9_999).split(".")[1]
    return f"Bearer {head}.{other}.{signature}"


BAD: dict[str, Callable[[FakeTeams], str]] = {
    "none": lambda _: "",
    "no scheme": lambda teams: teams.token(),
    "another scheme": lambda teams: f"Basic {teams.token()}",
    "an empty bearer": lambda _: "Bearer ",
    "garbage": lambda _: "Bearer garbage",
    "three parts of garbage": lambda _: "Bearer a.b.c",
    "two tokens": lambda teams: f"Bearer {teams.token()} {teams.token()}",
    "cut off": lambda teams: f"Bearer {teams.token()[:-20]}",
    "no algorithm": lambda teams: f"Bearer {unsigned(teams)}",
    "HS256": lambda teams: f"Bearer {by_hmac(teams)}",
    "the claims of another token": tampered,
    "another's signature": lambda teams: f"Bearer {teams.token('key-2', 'key-1')}",
    "an unknown key": lambda teams: f"Bearer {teams.token('key-2')}",
    "no key": lambda teams: f"Bearer {jwt.encode(teams.claims(), private_key('key-1'), 'RS256')}",
    "RS512": lambda teams: f"Bearer {jwt.encode(teams.claims(), private_key('key-1'), 'RS512', {'kid': 'key-1'})}",
    "a key that is not endorsed for Teams": lambda teams: f"Bearer {teams.token('webchat-alone')}",
    "a key that is endorsed for nothing": lambda teams: f"Bearer {teams.token('for-nothing')}",
    "another audience": bearing(aud="99999999-2222-4333-8444-555555555555"),
    "no audience": without("aud"),
    "several audiences": bearing(aud=[APP, "other"]),
    "another issuer": bearing(iss="https://evil.example"),
    "the issuer of emulators": bearing(
        iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", ver="1.0", appid=APP
    ),
    "no issuer": without("iss"),
    "the mark of another bot": bearing(appid="AnonymousSkill"),
    "expired": bearing(exp=int(time.time()) - 301),
    "no exp": without("exp"),
    "an exp that is no time": bearing(exp="tomorrow"),
    "not yet": bearing(nbf=int(time.time()) + 3_600),
    "another service": bearing(serviceurl=WRONG_SERVICE),
    "no service": without("serviceurl"),
}


@pytest.mark.parametrize("kind", list(BAD))
def test_a_bad_token_is_refused_and_has_no_effect(kind: str, office: Office, teams: FakeTeams) -> None:
    teams.keys += [published("webchat-alone", ("webchat",)), published("for-nothing", ())]
    header = BAD[kind](teams)

    answered = office.post(
        json.dumps(said(teams, "where is my parcel")), **({"Authorization": header} if header else {})
    )

    assert (answered.status, answered.json) == (401, {"error": "This is not shown to be Teams."})
    assert teams.made("POST activities", "GET members") == []
    assert office.desk().questions.recent("teams:dee", 5, 0) == []


def test_a_good_token_is_taken(office: Office, teams: FakeTeams) -> None:
    answered = office.tell(said(teams, "where is my parcel"))

    assert answered.status == 200


def test_a_good_token_for_another_channel_or_service_is_refused(office: Office, teams: FakeTeams) -> None:
    elsewhere = office.tell({**said(teams, "topics"), "serviceUrl": WRONG_SERVICE})
    nowhere = office.tell({name: value for name, value in said(teams, "topics").items() if name != "serviceUrl"})
    webchat = office.tell({**said(teams, "topics"), "channelId": "webchat"})

    assert [each.status for each in (elsewhere, nowhere, webchat)] == [401, 401, 401]


def test_a_new_key_is_accepted_at_once(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.keys[:] = [published("key-2")]

    rolled = office.post(json.dumps(said(teams, "topics")), Authorization=f"Bearer {teams.token('key-2')}")
    before = office.post(json.dumps(said(teams, "topics")), Authorization=f"Bearer {teams.token('key-1')}")

    assert (rolled.status, before.status) == (200, 401)


def test_many_requests_at_once_fetch_the_keys_once(office: Office, teams: FakeTeams) -> None:
    with ThreadPoolExecutor(10) as pool:
        answered = list(pool.map(office.tell, [said(teams, "topics") for _ in range(10)]))

    assert [each.status for each in answered] == [200] * 10
    assert teams.keys_fetched == 1


def test_unknown_keys_do_not_make_baton_ask_for_ever(office: Office, teams: FakeTeams) -> None:
    for number in range(20):
        office.post(json.dumps(said(teams, "topics")), Authorization=f"Bearer {teams.token(kid=f'made-up-{number}')}")

    assert teams.keys_fetched <= 5
    assert office.tell(said(teams, "topics")).status == 200


def test_while_the_keys_cannot_be_fetched_nobody_is_let_in(office: Office, teams: FakeTeams) -> None:
    teams.refuse("openid", 503)

    refused = office.tell(said(teams, "topics"))
    later = office.tell(said(teams, "topics"))

    assert (refused.status, later.status) == (401, 200)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"x"', "{}", '{"type": 3}', "[" * 100_000, '{"type": "message", "from": 3}']
)
def test_what_is_no_activity_is_refused(body: str, office: Office, teams: FakeTeams) -> None:
    answered = office.post(body, Authorization=f"Bearer {teams.token()}")

    assert answered.status in {400, 401}
    assert teams.made("POST activities", "GET members") == []


def test_of_whoever_has_no_good_token_nothing_is_read(office: Office) -> None:
    costly = json.dumps({"type": "message", "attachments": [{}] * 60_000}, separators=(",", ":"))

    refused = [office.post(body, Authorization="Bearer a.b.c") for body in (costly, "x" * 300_000, "{")]
    form = office.post("a=b", **{"Content-Type": "application/x-www-form-urlencoded"})

    assert [each.status for each in (*refused, form)] == [401, 401, 401, 401]


def test_a_body_that_is_too_big_or_no_json_is_refused(office: Office, teams: FakeTeams) -> None:
    token = f"Bearer {teams.token()}"

    too_big = office.post(json.dumps({**said(teams, "x" * 300_000)}), Authorization=token)
    form = office.post("a=b", Authorization=token, **{"Content-Type": "application/x-www-form-urlencoded"})
    page = office.post(json.dumps(said(teams, "topics")), Authorization=token, Origin="https://evil.example")

    assert (too_big.status, form.status, page.status) == (413, 415, 403)
    assert teams.made("POST activities") == []
