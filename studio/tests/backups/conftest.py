import os

import pytest

from studio.backups import postgresql
from studio.tests.backups import site as sites

_NUMBERS = iter(range(1000))


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    """The site of which each test gets a copy, on the database that the tests are asked of."""
    data = tmp_path_factory.mktemp("pattern")
    database = f"sqlite:///{data}/studio.sqlite3"
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
        server = postgresql.Server(os.environ["DATABASE_URL"])
        database = server.address_of(f"backups_{worker}_pattern")
    made = sites.furnish(data, database)
    yield made
    made.drop()


@pytest.fixture
def names(pattern):
    """Names for databases, none of them twice; all go behind the test."""
    given = []

    def give():
        worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
        given.append(f"backups_{worker}_{next(_NUMBERS)}")
        return given[-1]

    yield give
    if not pattern.is_sqlite:
        server = postgresql.Server(pattern.database)
        for name in given:
            for there in sites.databases_like(sites.Site(pattern.data, server.address_of(name))):
                postgresql.drop(server, there)


@pytest.fixture
def site(pattern, names, tmp_path):
    """A small site of its own."""
    return pattern.clone(tmp_path / "site", names())


@pytest.fixture
def elsewhere(pattern, names, tmp_path):
    """A place where nothing is yet."""
    return pattern.twin(tmp_path / "elsewhere", names())
