"""C004: matters that are not resolved."""

from datetime import date, timedelta

import pytest

from regionpb.rules.consultation.matters import matter_open

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)


def found(ask, days, resolved=None, **options):
    raised = DAY - timedelta(days=days)
    tables = {"matters": [{"id": "K", "body": "B", "raised_on": raised, "resolved_on": resolved}]}
    return ask(matter_open, tables, matter_open_days=90, **options)


@pytest.mark.parametrize(("days", "open_"), [(-1, False), (0, False), (89, False), (90, True), (91, True), (900, True)])
def test_open_so_many_days_after_it_was_raised(ask, days, open_):
    shown = {"raised_on": (DAY - timedelta(days=days)).isoformat(), "matter_open_days": 90}
    assert found(ask, days) == ({"K": shown} if open_ else {})


@pytest.mark.parametrize(("resolved", "open_"), [(date(2010, 1, 1), False), (DAY, False), (AFTER, True)])
def test_it_is_resolved_by_the_day(ask, resolved, open_):
    assert bool(found(ask, 400, resolved)) is open_


@pytest.mark.parametrize("column", ["raised_on", "resolved_on"])
def test_what_it_needs(ask, column):
    assert found(ask, 100, absent={"matters": [column]}) is None
