"""The servers under measure: Baton and others beside it, each in a process of its own, and Slack's Web API for them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.environment import read_environment
from bot.office import Office
from knowledge.entry import Entry
from knowledge.store import Edit
from tests.servers import free_port, wait_until_listening

SECRET = "0123456789abcdef" * 2
MEBIBYTE = 2**20
BATON = "from bot.main import main; main()"


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measure."""

    port: int
    process: int

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE

    def worked(self) -> float:
        """Return how long the processor has worked for it, in milliseconds: the same however busy the machine is."""
        told = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) * 1_000 / os.sysconf("SC_CLK_TCK")


def fill(data: Path, entries: list[Entry]) -> None:
    """Put a made guide into a data folder, its meanings too."""
    office = Office(read_environment({"BATON_DATA": str(data), "BATON_STARTER": "none"}))
    with office.desk() as desk:
        desk.guide.save_all([Edit(entry, "added") for entry in entries], "bo", datetime.now(UTC))
        while desk.search.work(desk.guide, lambda _left: None):
            continue
    office.close()


class web_api:  # noqa: N801 - reads as the server it is
    """Slack's Web API, as far as a command needs it."""

    async def __aenter__(self) -> str:
        async def reply(request: web.Request) -> web.Response:
            body = await request.post()
            name = str(body.get("user", "baton"))
            user = {"id": name, "team_id": "T1", "profile": {"display_name": name}, "tz": "Europe/London"}
            return web.json_response({"ok": True, "team_id": "T1", "user_id": "UB", "user": user, "channels": []})

        app = web.Application()
        app.router.add_post("/api/{method}", reply)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/api"

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()


@contextmanager
def serving(program: str, data: Path, api: str, core: int) -> Iterator[Server]:
    """Run a server on one core until the block ends."""
    port = free_port()
    environment = {
        **os.environ,
        "BATON_DATA": str(data),
        "BATON_PORT": str(port),
        "BATON_STARTER": "none",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api,
    }
    command = ["taskset", "-c", str(core), sys.executable, "-c", program, *(["run"] if program is BATON else [])]
    with subprocess.Popen(  # noqa: S603 - the two programs above
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_listening(process, port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
