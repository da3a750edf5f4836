"""A ledger in PostgreSQL: what goes wrong is said in words, and never with the password."""

import re
import subprocess
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_made import NOON, at, numbered
from postgres_server import UNSAFE_BUT_FAST, Server, program
from sqlalchemy.exc import IntegrityError

from sightline.ledger import postgresql
from sightline.ledger.add import add_reading
from sightline.ledger.address import address_of, is_address
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.model.errors import LedgerError
from support import ROOT


def refusal(address, **options) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        open_ledger(address, **options)
    assert caught.value.advice
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.fixture(scope="module")
def server(own_server):
    """The session's server, with roles and databases that things go wrong with."""
    own_server.sql("CREATE ROLE locked LOGIN PASSWORD 'right-secret'; CREATE ROLE low LOGIN")
    access = own_server.data / "pg_hba.conf"
    access.write_text("local all locked scram-sha-256\n" + access.read_text())
    own_server.sql("SELECT pg_reload_conf()")
    own_server.sql("CREATE DATABASE bare")
    own_server.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    own_server.sql("CREATE SCHEMA others; CREATE TABLE others.claims (mine int)")
    return own_server


def test_what_is_wrong_is_said_with_what_to_do(server, tmp_path):
    assert refusal(f"postgresql://ana@/db?host={tmp_path}").code == "ledger-unreachable"
    assert refusal("postgresql://ana@127.0.0.1:1/db").code == "ledger-unreachable"
    assert refusal(server.url("gone")).code == "no-ledger"
    assert refusal(server.url(user="nobody-here")).code == "ledger-login"
    assert refusal(server.url("latin")).code == "ledger-encoding"
    assert refusal(server.url(user="low") + "&schema=lows").code == "ledger-forbidden"
    assert refusal(server.url("bare", user="low")).code == "postgis-missing"
    assert refusal(server.url() + "&schema=others").code == "not-a-ledger"
    assert refusal(server.url() + "&schema=unmade", create=False).code == "no-ledger"
    assert refusal(server.url() + "&nonsense=1").code == "ledger-address"
    assert refusal(server.url() + "&sslmode=nonsense").code == "ledger-address"
    assert refusal("mysql://host/db").code == "ledger-kind"
    assert server.sql("SELECT count(*) FROM pg_namespace WHERE nspname IN ('lows', 'unmade')") == "0"


def test_one_who_may_not_add_postgis_is_told_and_one_who_may_adds_it(server):
    open_ledger(server.url("bare")).close()
    assert server.sql("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'", "bare") == "1"


def test_a_schema_that_the_administrator_made_will_do_and_so_will_public(server):
    server.sql("CREATE ROLE kim LOGIN; CREATE SCHEMA given AUTHORIZATION kim")
    with open_ledger(server.url(user="kim") + "&schema=given") as ledger:
        assert add_reading(ledger, *numbered(1), NOON).claims == 5
    server.sql("CREATE DATABASE own OWNER kim")
    server.sql("CREATE EXTENSION postgis", "own")
    open_ledger(server.url("own", user="kim") + "&schema=public").close()


def test_a_server_that_is_too_old_is_refused():
    with pytest.raises(LedgerError) as caught:
        postgresql.fits("a", "UTF8", 120_022)
    assert caught.value.code == "server-too-old"
    postgresql.fits("a", "UTF8", postgresql.OLDEST)


SECRETS = ["wrong-secret", "wrong/secret#?:x", "wr%40ng-secret"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_wrong_password_is_never_shown(server, secret):
    error = refusal(server.url(user=f"locked:{secret}"))
    assert error.code == "ledger-login"
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    assert "secret" not in shown


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana:half@secret@host/db",
        "postgresql://ana:secret@host:secret/db",
        "postgresql://ana@host/db?password=secret",
        "postgresql://ana:secret@host/db?schema=Se-cret",
        "postgresql://ana:secret@127.0.0.1:1/db",
        "postgresql://ana:secret@127.0.0.1:1/db?nonsense=1",
    ],
)
def test_an_address_that_is_wrong_never_shows_the_password(address):
    error = refusal(address)
    assert "secret" not in "".join(traceback.format_exception(error)).replace(__file__, "")


def test_the_right_password_opens_and_is_in_no_name(server):
    server.sql("GRANT CREATE ON DATABASE postgres TO locked")
    with open_ledger(server.url(user="locked:right-secret") + "&schema=lockeds") as ledger:
        assert "secret" not in ledger.name + repr(ledger) + repr(ledger._engine)
        assert ledger.name.startswith("postgresql://locked@/postgres")
    assert "secret" not in repr(address_of("postgresql://ana:secret@h/db"))


SAFE = st.text("abcdefghijklmnopqrstuvwxy0123456789-_.", min_size=1, max_size=8)


@given(SAFE, st.text("abc%/:#?é 1", min_size=1, max_size=8).map(lambda s: "zq" + s), SAFE)
def test_names_of_addresses_hold_no_password(user, password, host):
    try:
        address = address_of(f"postgresql://{user}:{password}@{host}/db")
    except LedgerError as error:
        shown = str(error)
    else:
        shown = address.name + repr(address)
    assert "zq" not in shown


def test_what_is_an_address():
    assert is_address("postgres://h/db")
    assert is_address("postgresql+psycopg://h/db")
    assert not is_address("postgresql.db")
    assert not is_address("sqlite:///postgresql://x")
    assert address_of("postgres://ana@h:5433/db?schema=case1&sslmode=require").name == (
        "postgresql://ana@h:5433/db?schema=case1"
    )


def test_the_rights_that_are_told_let_guests_read_and_analysts_add_and_neither_change_facts(server):
    address = server.url() + "&schema=shared"
    with open_ledger(address) as ledger:
        add_reading(ledger, *numbered(1), NOON)
    server.sql(told_rights().replace("sightline", "shared"))
    with open_ledger(server.url(user="eve") + "&schema=shared", create=False) as ledger:
        assert len(facts(ledger).claims) == 5
        with pytest.raises(LedgerError) as caught:
            add_reading(ledger, *numbered(2), NOON)
        assert caught.value.code == "ledger-forbidden"
    with open_ledger(server.url(user="ben") + "&schema=shared") as ledger:
        assert add_reading(ledger, *numbered(2), NOON).claims == 5
        capture, reading = numbered(1)
        add_reading(ledger, capture, replace(reading, claims=reading.claims[:2]), at(1))
        assert len(facts(ledger).claims) == 7
        for attempt in ("DELETE FROM claims", "UPDATE readings SET origin = ''", "DELETE FROM migrations"):
            with pytest.raises(IntegrityError, match="only added"), ledger.write() as connection:
                connection.exec_driver_sql(attempt)
        for attempt in (
            "TRUNCATE claims CASCADE",
            "ALTER TABLE claims DISABLE TRIGGER ALL",
            "DROP TABLE claims",
        ):
            with pytest.raises(LedgerError), ledger.write() as connection:
                connection.exec_driver_sql(attempt)


def told_rights():
    """The rights that docs/teams.md gives, as it gives them."""
    text = (ROOT / "docs" / "teams.md").read_text("utf-8")
    return (
        "CREATE ROLE ben LOGIN; CREATE ROLE eve LOGIN;"
        + re.search(r"```\n(CREATE ROLE.*?)```", text, re.S)[1]
    )


def test_two_ledgers_in_one_database_know_nothing_of_each_other(new_schema):
    with open_ledger(new_schema()) as one, open_ledger(new_schema()) as other:
        add_reading(one, *numbered(1), NOON)
        assert facts(other).documents == ()
        with one.write(), other.write():
            pass  # neither waits for the other


def test_many_that_make_a_ledger_at_once_make_one(new_schema):
    address = new_schema()

    def make(n):
        with open_ledger(address) as ledger:
            return add_reading(ledger, *numbered(n % 3), NOON).documents

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(make, range(12))) == 3


def lose(server, connection):
    me = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    server.sql(f"SELECT pg_terminate_backend({me})")
    connection.exec_driver_sql("SELECT 1")


def test_a_connection_that_is_lost_is_said_and_the_next_one_works(server):
    with open_ledger(server.url() + "&schema=lost") as ledger:
        with pytest.raises(LedgerError) as caught, ledger.write() as connection:
            lose(server, connection)
        assert caught.value.code == "ledger-lost"
        add_reading(ledger, *numbered(1), NOON)
        server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sightline'"
        )
        assert len(facts(ledger).documents) == 1


def wait_shortly(connection):
    connection.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
    connection.exec_driver_sql(postgresql.LOCK, {"class": postgresql.LOCK_CLASS})


def test_a_writer_that_waits_too_long_is_told(new_schema):
    address = new_schema()
    with open_ledger(address) as one, open_ledger(address) as other, one.write():
        with pytest.raises(LedgerError) as caught, other.look() as connection:
            wait_shortly(connection)
        assert caught.value.code == "ledger-busy"
        assert facts(other).documents == ()  # who reads does not wait


def test_a_look_is_one_cut_and_writes_nothing(new_schema):
    address = new_schema()
    with open_ledger(address) as one, open_ledger(address) as other:
        with one.look() as connection:
            count = "SELECT count(*) FROM documents"
            assert connection.exec_driver_sql(count).scalar() == 0
            add_reading(other, *numbered(1), NOON)
            assert connection.exec_driver_sql(count).scalar() == 0
        with pytest.raises(LedgerError) as caught, one.look() as connection:
            connection.exec_driver_sql("INSERT INTO origins (name) VALUES ('x')")
        assert caught.value.code == "ledger-read-only"


def test_writers_follow_each_other_so_that_sight_is_the_order_of_commits(new_schema):
    address, first = new_schema(), threading.Event()
    with open_ledger(address) as one, open_ledger(address) as other:

        def late():
            first.wait(10)
            return add_reading(other, *numbered(2), NOON)

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(late)
            with one.write() as connection:
                first.set()
                assert not waiting.done()
                connection.exec_driver_sql("INSERT INTO origins (name) VALUES ('held')")
            assert waiting.result(20).documents == 1


@pytest.mark.slow
def test_a_crash_of_the_server_loses_nothing_that_was_reported():
    server = Server(*[s for s in UNSAFE_BUT_FAST if "autovacuum" in s])
    try:
        with open_ledger(server.url()) as ledger:
            for n in range(5):
                add_reading(ledger, *numbered(n), NOON)
            server.stop("immediate")
            with pytest.raises(LedgerError):
                facts(ledger)
            server.start()
            assert len(facts(ledger).documents) == 5
    finally:
        server.remove()


@pytest.mark.slow
def test_a_dump_of_the_server_restores_to_the_same_ledger(own_server):
    own_server.sql("CREATE DATABASE dumped")
    own_server.sql("CREATE DATABASE restored")
    own_server.sql("CREATE EXTENSION postgis", "restored")
    with open_ledger(own_server.url("dumped")) as ledger:
        add_reading(ledger, *numbered(1), NOON)
        before = facts(ledger)
    at = ["-h", str(own_server.folder), "-U", "sightline"]
    file = own_server.folder.parent / f"{own_server.folder.name}.dump"
    try:
        subprocess.run(
            [program("pg_dump"), *at, "-Fc", "-n", "sightline", "-f", str(file), "dumped"],
            check=True,
            timeout=60,
        )
        subprocess.run([program("pg_restore"), *at, "-d", "restored", str(file)], check=True, timeout=60)
    finally:
        file.unlink()
    with open_ledger(own_server.url("restored"), create=False) as ledger:
        assert facts(ledger) == before
        assert add_reading(ledger, *numbered(2), NOON).claims == 5
