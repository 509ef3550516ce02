"""H001: members who were nowhere for a time."""

from datetime import date, timedelta

import pytest

from regionpb.rules.history.gaps import gap

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
LEFT, BACK = date(2009, 5, 1), date(2010, 5, 1)


def found(ask, *versions, day=DAY, absent=None):
    members = [{"id": "M", "organization": f"O{n}", **version} for n, version in enumerate(versions)]
    return ask(gap, {"members": members}, day=day, absent=absent)


@pytest.mark.parametrize("turn", [1, -1])
def test_days_between_two_versions(ask, turn):
    rows = [{"end": LEFT, "organization": "A"}, {"start": BACK}]
    assert found(ask, *rows[::turn]) == {"M": {"organization": "A", "end": "2009-05-01", "start": "2010-05-01"}}


@pytest.mark.parametrize(("days", "nowhere"), [(-1, False), (0, False), (1, True)])
def test_a_single_day_is_a_gap(ask, days, nowhere):
    assert bool(found(ask, {"end": LEFT}, {"start": LEFT + timedelta(days=days)})) is nowhere


def test_an_exit_explains_it(ask):
    assert found(ask, {"end": LEFT, "exit": "moved_out"}, {"start": BACK}) == {}
    assert found(ask, {"end": LEFT}, {"start": BACK, "exit": "died", "end": DAY}).keys() == {"M"}


def test_the_last_gap_is_shown(ask):
    rows = [{"end": date(2001, 1, 1)}, {"start": date(2002, 1, 1), "end": LEFT}, {"start": BACK}]
    assert found(ask, *rows) == {"M": {"organization": "O1", "end": "2009-05-01", "start": "2010-05-01"}}
    rows[1]["exit"] = "withdrew"
    assert found(ask, *rows) == {"M": {"organization": "O0", "end": "2001-01-01", "start": "2002-01-01"}}


@pytest.mark.parametrize(("start", "nowhere"), [(BEFORE, True), (DAY, True), (AFTER, False)])
def test_what_starts_after_the_day_has_not_happened(ask, start, nowhere):
    assert bool(found(ask, {"end": LEFT}, {"start": start})) is nowhere


def test_another_version_over_the_gap(ask):
    assert found(ask, {"end": LEFT}, {"start": BACK}, {"start": date(2001, 1, 1), "end": BACK}) == {}
    rows = [{"end": LEFT}, {"start": BACK}, {"start": date(2001, 1, 1), "end": BACK - timedelta(days=1)}]
    assert found(ask, *rows) == {"M": {"organization": "O2", "end": "2010-04-30", "start": "2010-05-01"}}


def test_of_versions_that_end_together_either_may_explain_it(ask):
    rows = [{"end": LEFT}, {"start": date(2001, 1, 1), "end": LEFT}, {"start": BACK}]
    assert found(ask, *rows).keys() == {"M"}
    for n in (0, 1):
        rows[n]["exit"] = "moved_out"
        assert found(ask, *rows) == {}
        del rows[n]["exit"]


def test_who_is_gone_for_good_or_always_there_has_no_gap(ask):
    assert found(ask, {"end": LEFT}) == found(ask, {}) == found(ask, {"start": BACK}) == {}


def test_the_gaps_of_one_are_not_anothers(ask):
    assert ask(gap, {"members": [{"id": "M", "end": LEFT}, {"id": "N", "start": BACK}]}) == {}


def test_exits_are_needed_organizations_are_not(ask):
    rows = [{"end": LEFT}, {"start": BACK}]
    assert found(ask, *rows, absent={"members": ["exit"]}) is None
    assert found(ask, *rows, absent={"members": ["organization"]}).keys() == {"M"}
