"""Every test that asks for `ledger` or `new_address` runs twice: in a file of SQLite, and in a real PostgreSQL.

The server is started for the session; SIGHTLINE_TEST_POSTGRES names another one, by the address of a database with
PostGIS in which schemas may be made and dropped.
"""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest
from postgres_server import UNSAFE_BUT_FAST, NoServer, Server

from sightline.ledger.ledger import Ledger, open_ledger


@pytest.fixture(scope="session")
def own_server() -> Iterator[Server]:
    """A server to do anything with. Skips where none can be started."""
    try:
        server = Server(*UNSAFE_BUT_FAST)
    except NoServer as why:
        pytest.skip(f"no PostgreSQL with PostGIS can be started here: {why}")
    yield server
    server.remove()


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    """The address of a database of PostgreSQL for the session's ledgers."""
    return os.environ.get("SIGHTLINE_TEST_POSTGRES") or request.getfixturevalue("own_server").url()


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def new_schema(database: str) -> Iterator[Callable[[], str]]:
    """Addresses in that database where no ledger is yet."""
    begin, given = f"test_{os.getpid()}_", []

    def new() -> str:
        given.append(f"{begin}{next(_numbers)}")
        return f"{database}{'&' if '?' in database else '?'}schema={given[-1]}"

    yield new
    if os.environ.get("SIGHTLINE_TEST_POSTGRES"):
        import psycopg

        with psycopg.connect(database, autocommit=True) as connection:
            for schema in given:
                connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")  # type: ignore[call-overload]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Places where no ledger is yet, on either dialect."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_schema")  # type: ignore[no-any-return]
    return lambda: str(tmp_path_factory.mktemp("ledger") / "a.db")


@pytest.fixture
def ledger(new_address: Callable[[], str]) -> Iterator[Ledger]:
    """A new, empty ledger."""
    with open_ledger(new_address()) as opened:
        yield opened
