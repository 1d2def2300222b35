"""The keys Teams signs its requests with: fetched without keeping anybody waiting, and again when they change.

The retired SDK's own way blocks the event loop, and does not see a new key for a day: it looks the key up by
``[...][0]`` and so fails before it would fetch anew (botframework/connector/auth/jwt_token_extractor.py, ``_find``).
"""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

SECONDS_FRESH = 24 * 3_600.0
SECONDS_TO_ANSWER = 10.0
MOST_FETCHES = 5  # in a minute, whatever keys are asked for: each unknown one would cost a request
A_MINUTE = 60.0


class Unknown(PermissionError):
    """No key of this name signs for Teams, or the keys cannot be fetched now."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels it may sign for; the names are those the SDK reads."""

    public_key: Any
    endorsements: tuple[str, ...]


class Keys:
    """The signing keys behind one OpenID address. Use it inside one event loop."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session
        self._known: dict[str, Key] = {}
        self._fetched: list[float] = []
        self._fetching = asyncio.Lock()

    @property
    def are_known(self) -> bool:
        """Whether there are any keys."""
        return bool(self._known)

    async def get(self, id: str) -> Key:
        """Return a key; one that is new is fetched at once.

        Raises:
            Unknown: there is none like that.
        """
        if self._is_old() or id not in self._known:
            await self._fetch(id)
        if id not in self._known:
            raise Unknown("The token is signed with a key that nobody has published.")
        return self._known[id]

    def _is_old(self) -> bool:
        return not self._fetched or time.monotonic() - self._fetched[-1] > SECONDS_FRESH

    async def _fetch(self, id: str) -> None:
        async with self._fetching:
            is_old = self._is_old()
            if id in self._known and not is_old:
                return  # somebody else fetched it meanwhile
            self._fetched = [at for at in self._fetched if time.monotonic() - at < A_MINUTE] if not is_old else []
            if len(self._fetched) >= MOST_FETCHES:
                return
            try:
                description = await self._json(self._url)
                published = await self._json(str(description["jwks_uri"]))
                self._known = dict(_key(each) for each in published["keys"] if each.get("kty") == "RSA")
            except (
                aiohttp.ClientError,
                TimeoutError,
                OSError,
                ValueError,
                LookupError,
                TypeError,
                InvalidKeyError,
            ) as e:
                if id in self._known:
                    return  # known keys serve on
                raise Unknown(f"The signing keys cannot be fetched now ({str(e) or type(e).__name__}).") from e
            finally:
                self._fetched.append(time.monotonic())

    async def _json(self, url: str) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
        async with self._session.get(url, timeout=timeout, raise_for_status=True) as response:
            content: dict[str, Any] = json.loads(await response.text())
            return content


def _key(published: Mapping[str, Any]) -> tuple[str, Key]:
    endorsements = tuple(str(each) for each in published.get("endorsements", ()))
    return str(published["kid"]), Key(RSAAlgorithm.from_jwk(json.dumps(published)), endorsements)
