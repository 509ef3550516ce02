"""What tests of trouble share: an error is told in both languages, and the store is as it was."""

import traceback
from contextlib import contextmanager

import psycopg
import pytest
from polars.testing import assert_frame_equal

from regionpb import changes

TRANSFER = changes.transfer("M-2", to="O-1", on="2012-01-01")
ANOTHER = changes.transfer("M-3", to="O-1", on="2012-01-01")
NAMED = changes.establish(
    "O-9", name="某某秘密支部", form="branch", division="330282103001", under="O-1", members=[], on="2012-01-01"
)


@contextmanager
def raised(kind, english, chinese):
    """An error of a kind with a message in both languages; its traceback shows no other library and no row."""
    with pytest.raises(kind, match=english) as told:
        yield told
    assert type(told.value) is kind
    assert chinese in told.value.chinese
    shown = "".join(traceback.format_exception(told.value)) + told.value.chinese
    for hidden in ("sqlalchemy.exc", "psycopg.errors", "sqlite3.", "[SQL", "parameters", "M-2", "秘密"):
        assert hidden not in shown


def held(store):
    """What a store holds, as whoever reads it sees it."""
    region = store.region()
    return store.version, [entry.number for entry in store.journal().entries], region


def assert_unchanged(store, before):
    version, numbers, region = held(store)
    assert (version, numbers) == before[:2]
    for name, frame in before[2].tables.frames.items():
        assert_frame_equal(region.tables.frames[name], frame)
    store.rebuild()
    for name, frame in before[2].tables.frames.items():
        assert_frame_equal(store.region().tables.frames[name], frame)


def asked(url, command, *values):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(command, values or None)
