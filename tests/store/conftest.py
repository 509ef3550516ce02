"""What each test of the store gets: an empty place for one, on SQLite and on PostgreSQL."""

import pytest

import regionpb as rpb
from store.binaries import REQUIRE, find, required
from store.postgresql import Server


@pytest.fixture(scope="session")
def postgresql_binaries():
    """The folder of PostgreSQL's programs."""
    found = find()
    if not found and required():
        pytest.fail(f"{REQUIRE} is set, but no PostgreSQL server is installed", pytrace=False)
    if not found:
        pytest.skip("no PostgreSQL server is installed: `make test` installs Debian's package where it may")
    return found


@pytest.fixture(scope="session")
def postgresql_server(postgresql_binaries):
    """One server for all tests of a process, without fsync: a killed server loses nothing by that, see `Server`."""
    with Server(postgresql_binaries, fsync=False) as server:
        yield server


@pytest.fixture
def postgresql(postgresql_server):
    """The server, running: a test that killed it may have failed before it started it again."""
    postgresql_server.start()
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    """What `open_store` takes: a file that does not exist, an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "region.sqlite")
        return
    server = request.getfixturevalue("postgresql")
    url = server.new_database()
    yield url
    if server.running:
        server.drop_database(url)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "region.sqlite"


@pytest.fixture
def in_file(file):
    with rpb.open_store(file) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


@pytest.fixture
def url(postgresql):
    return postgresql.new_database()


@pytest.fixture
def on_server(url):
    with rpb.open_store(url) as opened:
        opened.load(rpb.testing.minimal())
        yield opened
