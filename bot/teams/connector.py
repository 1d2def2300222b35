"""Calling Teams through the SDK's connector client, over connections of ours: asynchronous, and never for ever."""

from collections.abc import Awaitable
from typing import Any, TypeVar

import aiohttp
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth.connector_factory import ConnectorFactory
from botframework.connector.models import ErrorResponseException
from msrest.exceptions import ClientException, DeserializationError  # type: ignore[attr-defined] # azure.core's
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPPolicy, AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.aiohttp import AioHttpClientResponse

from bot.delivery.fault import Fault
from bot.teams.faults import fault_of
from bot.teams.tokens import Tokens

SECONDS_TO_ANSWER = 15.0
MOST_SERVICES = 50  # regions of Teams; every one costs a client
UNAUTHORIZED = 401

Result = TypeVar("Result")
Call = Request[Any]
Answered = Response[Any, Any]


class Signing(AsyncHTTPPolicy[Any, Any]):
    """Puts Baton's token on every call; where it is refused, a new one, once."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens

    async def send(self, request: Call, **given: Any) -> Answered:
        """Send a call with a token."""
        response = await self._signed(request, given)
        if response.http_response.status_code == UNAUTHORIZED:
            self._tokens.forget()
            response = await self._signed(request, given)
        return response

    async def _signed(self, request: Call, given: dict[str, Any]) -> Answered:
        if token := await self._tokens.token():
            request.http_request.headers["Authorization"] = f"Bearer {token}"
        if self.next is None:
            raise RuntimeError("nothing stands behind this in the pipeline")
        return await self.next.send(request, **given)


class Wire(AsyncHTTPSender[Any, Any]):
    """Sends over the one session of the running Baton."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aexit__(self, *details: object) -> None:
        """Leave the session open: it is not this call's."""

    def build_context(self) -> None:
        """Carry nothing from call to call."""

    async def send(self, request: Call, **_given: Any) -> Answered:
        """Send one call and read all of its answer.

        Raises:
            Fault: nobody answers.
        """
        call = request.http_request
        try:
            async with self._session.request(
                call.method,
                call.url,
                headers=call.headers,
                data=call.data,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER),
            ) as answer:
                response = AioHttpClientResponse(call, answer)
                await response.load_body()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            is_sure = isinstance(error, aiohttp.ClientConnectorError)
            raise Fault(_named(error), "unreachable", is_sure=is_sure) from error
        return Response(request, response)


class Connectors(ConnectorFactory):  # type: ignore[misc] # the SDK has no types
    """A connector client for every address that Teams is served from."""

    def __init__(self, tokens: Tokens, session: aiohttp.ClientSession) -> None:
        self._signing = tokens
        self._session = session
        self._clients: dict[str, ConnectorClient] = {}

    async def create(self, service_url: str, _audience: str = "") -> ConnectorClient:
        """Return the client for an address; making one costs a few milliseconds, so each is made once."""
        client = self._clients.get(service_url)
        if client is None:
            client = ConnectorClient(Signing(self._signing), base_url=service_url)
            client.config.pipeline = AsyncPipeline([client.config.credentials, RawDeserializer()], Wire(self._session))
            while len(self._clients) >= MOST_SERVICES:
                self._clients.pop(next(iter(self._clients)))
            self._clients[service_url] = client
        return client


async def called(call: Awaitable[Result]) -> Result:
    """Return what a call through the SDK gives.

    Raises:
        Fault: it did not do what it should.
    """
    try:
        return await call
    except ErrorResponseException as error:
        response: aiohttp.ClientResponse = error.response  # as Wire has read it
        text, wait = await response.text(errors="replace"), response.headers.get("Retry-After", "")
        raise fault_of(response.status, text, wait) from error
    except ClientException as error:
        if isinstance(error.inner_exception, Fault):
            raise error.inner_exception from error
        raise Fault(_named(error), "broken", is_sure=False) from error
    except DeserializationError as error:  # somebody else's page, where Teams should have answered
        raise Fault(_named(error), "unreachable", is_sure=False) from error


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
