"""Existence on every day of a period, against the same question asked day by day."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from regionpb.engines import duck
from regionpb.rules.periods import unbroken

FIRST, LAST = date(2011, 7, 3), date(2011, 7, 8)
DAYS = st.integers(0, 9).map(lambda n: date(2011, 7, 1) + timedelta(days=n))
SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda s: (s[0] or date.min) < (s[1] or date.max))
PERIOD = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def holds(span, day):
    return (span[0] or date.min) <= day < (span[1] or date.max)


def there(spans, day):
    return any(holds(span, day) for span in spans)


def lasted(frames):
    found = unbroken(*(nw.from_native(frames[name]) for name in ("asked", "history")))
    return found.select("id").to_native()


@given(st.lists(st.lists(SPANS, min_size=1, max_size=5).filter(lambda spans: there(spans, LAST)), max_size=3))
def test_it_existed_on_every_day(things):
    asked = pl.DataFrame({"id": [str(n) for n in range(len(things))]}, {"id": pl.String}).with_columns(
        first=pl.lit(FIRST), last=pl.lit(LAST)
    )
    versions = [(str(n), *span) for n, spans in enumerate(things) for span in spans]
    history = pl.DataFrame(versions, {"id": pl.String, "start": pl.Date, "end": pl.Date}, orient="row")
    expected = {str(n) for n, spans in enumerate(things) if all(there(spans, day) for day in PERIOD)}
    frames = {"asked": asked, "history": history}
    assert {*lasted({n: f.lazy() for n, f in frames.items()}).collect()["id"]} == expected
    (found,) = duck.collect({"it": lasted}, frames)
    assert sorted(found["id"]) == sorted(expected), "each once"
