"""What is configured of Teams, and whether it can work at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """The settings of one Teams app. ``playground`` is the address of a Teams client for trying on this machine."""

    app_id: str = ""
    password: str = ""
    tenant_id: str = ""
    playground: str = ""

    @property
    def is_wanted(self) -> bool:
        """Whether anything of Teams is configured."""
        return bool(self.app_id or self.password or self.tenant_id or self.playground)

    @property
    def can_start(self) -> bool:
        """Whether there is enough to listen to Teams."""
        return not any(True for _ in self.faults())

    def faults(self) -> Iterator[str]:
        """Give what is wrong with the settings themselves, a sentence each, without asking Microsoft."""
        if self.playground:
            yield from self._playground_faults()
            return
        if not _ID.fullmatch(self.app_id):
            yield f"TEAMS_APP_ID {_lacks(self.app_id)}. Copy the Microsoft App ID from Configuration of your Azure Bot."
        if not self.password:
            yield "TEAMS_APP_PASSWORD is missing. Make a client secret for the app, and copy its value."
        elif _ID.fullmatch(self.password):
            yield "TEAMS_APP_PASSWORD is the secret's ID. Copy its value; if it is hidden by now, make another secret."
        if not _ID.fullmatch(self.tenant_id):
            yield f"TEAMS_TENANT_ID {_lacks(self.tenant_id)}. Copy the App Tenant ID from Configuration of your Azure Bot."

    def _playground_faults(self) -> Iterator[str]:
        if self.app_id or self.password or self.tenant_id:
            yield "TEAMS_PLAYGROUND lets anybody on this machine in without a token. Leave it out beside a real app."
        address = urlsplit(self.playground)
        if address.scheme != "http" or address.hostname not in LOCAL_HOSTS:
            yield "TEAMS_PLAYGROUND is not on this machine. It is an address such as http://127.0.0.1:56150."


def _lacks(id: str) -> str:
    return "is not an id such as 11111111-2222-3333-4444-555555555555" if id else "is missing"
