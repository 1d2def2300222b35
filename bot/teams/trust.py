"""Whether a request is Teams': the SDK's own checks, with what they leave open closed before them.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticationConfiguration,
    BotFrameworkAuthentication,
    BotFrameworkAuthenticationFactory,
    ClaimsIdentity,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from bot.teams.keys import Keys
from bot.teams.settings import LOCAL_HOSTS, TeamsSettings

CHANNEL = "msteams"
ALGORITHM = "RS256"
MUST_HAVE = ("exp", "iss", "aud", "serviceurl")
SECONDS_APART = 300  # that two clocks may be, as the SDK has it


@dataclass(frozen=True, slots=True)
class Cloud:
    """Microsoft's addresses, those of the public cloud unless a test says otherwise."""

    metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    issuer: str = "https://api.botframework.com"
    scope: str = "https://api.botframework.com"
    login: str = "https://login.microsoftonline.com"


class NotTrusted(PermissionError):
    """A request that is not Teams', or cannot be shown to be; the text says why, for the log."""


class Trust(BotFrameworkAuthentication):  # type: ignore[misc] # the SDK has no types
    """Holds requests to the app they must be for, and gives what calls back are made with."""

    def __init__(
        self, settings: TeamsSettings, cloud: Cloud, session: aiohttp.ClientSession, connectors: ConnectorFactory
    ) -> None:
        self._settings = settings
        self._connectors = connectors
        self._keys = Keys(cloud.metadata, session)
        # The SDK looks for the keys of an address here, and fetches them itself only where it finds none.
        JwtTokenExtractor.metadataCache[cloud.metadata] = self._keys
        self._sdk = BotFrameworkAuthenticationFactory.create(
            to_channel_from_bot_login_url=f"{cloud.login}/{settings.tenant_id}",
            to_channel_from_bot_oauth_scope=cloud.scope,
            to_bot_from_channel_token_issuer=cloud.issuer,
            to_bot_from_channel_open_id_metadata_url=cloud.metadata,
            credential_factory=PasswordServiceClientCredentialFactory(
                settings.app_id, settings.password, settings.tenant_id
            ),
            auth_configuration=AuthenticationConfiguration(required_endorsements=[CHANNEL]),
        )
        self._issuer = cloud.issuer
        self._scope = cloud.scope

    async def vouch(self, auth_header: str) -> dict[str, Any]:
        """Hold a token to all that can be known without the activity, so that of whoever has none nothing is read.

        Raises:
            NotTrusted: it is not Teams', not for this app, or not for now.
        """
        if self._settings.playground:
            return {}
        try:
            return await self._claims(auth_header)
        except NotTrusted:
            raise
        except Exception as error:  # decoding raises whatever it stumbles over
            raise NotTrusted(f"{type(error).__name__}: {error}") from error

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Return who sent a request.

        Raises:
            NotTrusted: it is not shown to be Teams'.
        """
        if self._settings.playground:
            return self._of_this_machine(activity)
        claims = await self.vouch(auth_header)
        if activity.channel_id != CHANNEL or activity.service_url != claims["serviceurl"]:
            raise NotTrusted("The token is for another channel or service than the activity.")
        try:
            result = await self._sdk.authenticate_request(activity, auth_header)
        except Exception as error:  # the SDK raises whatever it stumbles over: KeyError, IndexError, Exception itself
            raise NotTrusted(f"{type(error).__name__}: {error}") from error
        result.connector_factory = self._connectors
        return result

    async def authenticate_streaming_request(self, _header: str, _channel: str) -> AuthenticateRequestResult:
        """Refuse a request over a socket: Baton opens none.

        Raises:
            NotTrusted: always.
        """
        raise NotTrusted("Baton takes no requests over a socket.")

    def create_connector_factory(self, _claims: ClaimsIdentity) -> ConnectorFactory:
        """Return what calls to Teams are made with."""
        return self._connectors

    async def create_user_token_client(self, _claims: ClaimsIdentity) -> None:
        """Give no way to sign people in elsewhere: Baton acts for itself alone."""

    def create_bot_framework_client(self) -> None:
        """Give no way to call other bots."""

    def get_originating_audience(self) -> str:
        """Return whom calls are for."""
        return self._scope

    async def authenticate_channel_request(self, _header: str) -> ClaimsIdentity:
        """Refuse a request without an activity.

        Raises:
            NotTrusted: always.
        """
        raise NotTrusted("There is no activity.")

    async def _claims(self, header: str) -> dict[str, Any]:
        """Return what a good token says; the SDK passes over some of what makes one bad."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or not token:
            raise NotTrusted("There is no bearer token.")
        described = jwt.get_unverified_header(token)
        if described.get("alg") != ALGORITHM:
            raise NotTrusted(f"The token is signed with {described.get('alg')}.")
        told: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
        missing = [name for name in MUST_HAVE if not told.get(name)]
        if missing:
            raise NotTrusted(f"The token has no {', '.join(missing)}.")
        # Tokens of Entra ID itself would take the SDK's ways for skills and emulators, which know no endorsements.
        if told["iss"] != self._issuer:
            raise NotTrusted(f"The token was issued by {told['iss']}.")
        key = await self._keys.get(str(described.get("kid")))
        if CHANNEL not in key.endorsements:
            raise NotTrusted("The token's key is not endorsed for Teams.")
        claims: dict[str, Any] = jwt.decode(
            token,
            key.public_key,
            [ALGORITHM],
            audience=self._settings.app_id,
            issuer=self._issuer,
            leeway=SECONDS_APART,
            options={"require": list(MUST_HAVE)},
        )
        return claims

    def _of_this_machine(self, activity: Activity) -> AuthenticateRequestResult:
        """Return who a request without a token is from, where a client on this machine is allowed."""
        wanted, given = urlsplit(self._settings.playground), urlsplit(str(activity.service_url))
        if given.hostname not in LOCAL_HOSTS or given.port != wanted.port:
            raise NotTrusted(f"The activity is not of {self._settings.playground}.")
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity({}, True)
        result.connector_factory = self._connectors
        return result
