"""What tests share: every test that takes ``db`` or ``place`` runs on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.opened import Opened
from tests.place import Place
from tests.postgres_server import TEST_URL, embedded_server, empty_schema
from tests.sample import databases_closed


@pytest.fixture(autouse=True)
def _databases_closed() -> Iterator[None]:
    with databases_closed():
        yield


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give an empty database of the test's own, which nobody has opened yet."""
    if request.param == "sqlite":
        yield Place("", tmp_path / "data")
    else:
        with empty_schema(request.getfixturevalue("postgres_url")) as url:
            yield Place(url, tmp_path / "data")


@pytest.fixture
def db(place: Place) -> Iterator[Opened]:
    """Give an open database with Baton's tables, all empty."""
    with place.opened() as db:
        yield db


@pytest.fixture
def postgres_place(postgres_url: str, tmp_path: Path) -> Iterator[Place]:
    """Give an empty PostgreSQL database of the test's own, which nobody has opened yet."""
    with empty_schema(postgres_url) as url:
        yield Place(url, tmp_path / "data")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the address of a PostgreSQL server: the one that is named, or one started for these tests."""
    if os.environ.get(TEST_URL):
        yield os.environ[TEST_URL]
    else:
        with embedded_server() as server:
            yield server.url
