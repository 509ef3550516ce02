"""The benchmarks of changes and of the store do what they say, in a small city."""

from benchmarks import changes, store
from store.binaries import find


def test_changes():
    measured = [*changes.figures(0.02)]
    assert [figure.name for figure in measured] == [
        f"city: {what}"
        for what in (
            "preview a transfer",
            "apply a transfer",
            "preview a dissolution",
            "apply a dissolution",
            "preview a merger of three",
            "apply a merger of three",
            "apply 1,000 transfers at once",
        )
    ]
    assert all(figure.seconds > 0 for figure in measured)


def test_the_store(monkeypatch):
    monkeypatch.setattr(store, "_REPLAYED", 20)
    *beside, replay = store.figures(0.02)
    drivers = ["sqlite3"] if find() is None else ["sqlite3", "psycopg"]
    assert [figure.peer for figure in beside] == [f"{driver}, one row a transaction" for driver in drivers]
    assert replay.rows == 20
    assert all(figure.seconds > 0 for figure in (*beside, replay))
