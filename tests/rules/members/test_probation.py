"""M001, M004: members on probation."""

from datetime import date

import pytest

from regionpb.rules.members.probation import confirmed_while_probationary, probation_overdue

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
OLD = date(2001, 1, 1)


class TestProbationOverdue:
    def found(self, ask, *, day=DAY, months=12, absent=None, **row):
        members = [{"id": "M", "status": "probationary", **row}]
        return ask(probation_overdue, {"members": members}, day=day, absent=absent, probation_months=months)

    @pytest.mark.parametrize(
        ("joined", "overdue"),
        [
            (date(2010, 7, 28), True),
            (date(2010, 7, 29), False),
            (date(2010, 7, 30), False),
            (OLD, True),
            (AFTER, False),
        ],
    )
    def test_more_than_a_year_after_joining(self, ask, joined, overdue):
        shown = {"joined": joined.isoformat(), "probation_until": None, "probation_months": 12}
        assert self.found(ask, joined=joined) == ({"M": shown} if overdue else {})

    @pytest.mark.parametrize(
        ("joined", "day", "overdue"),
        [
            (date(2010, 2, 28), date(2011, 2, 28), False),
            (date(2010, 2, 28), date(2011, 3, 1), True),
            (date(2012, 2, 29), date(2013, 2, 28), False),
            (date(2012, 2, 29), date(2013, 3, 1), True),
        ],
    )
    def test_at_the_end_of_february(self, ask, joined, day, overdue):
        assert bool(self.found(ask, joined=joined, day=day)) is overdue

    @pytest.mark.parametrize(("months", "overdue"), [(11, True), (12, False), (24, False)])
    def test_the_length_of_probation(self, ask, months, overdue):
        assert bool(self.found(ask, joined=date(2010, 7, 29), months=months)) is overdue

    @pytest.mark.parametrize(("until", "overdue"), [(OLD, True), (BEFORE, True), (DAY, False), (AFTER, False)])
    @pytest.mark.parametrize("joined", [OLD, BEFORE, None])
    def test_the_day_until_which_it_was_extended_counts_alone(self, ask, joined, until, overdue):
        assert bool(self.found(ask, joined=joined, probation_until=until)) is overdue

    @pytest.mark.parametrize("row", [{"status": "full"}, {"joined": None}, {"end": DAY}, {"start": AFTER}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, **{"joined": OLD, **row}) == {}

    def test_both_dates_are_needed(self, ask):
        for column in ("joined", "probation_until"):
            assert self.found(ask, joined=OLD, absent={"members": [column]}) is None


class TestConfirmedWhileProbationary:
    def found(self, ask, absent=None, **row):
        members = [{"id": "M", "status": "probationary", **row}]
        return ask(confirmed_while_probationary, {"members": members}, absent=absent)

    @pytest.mark.parametrize("confirmed", [OLD, BEFORE, DAY])
    def test_confirmed_by_the_day(self, ask, confirmed):
        assert self.found(ask, confirmed=confirmed) == {"M": {"confirmed": confirmed.isoformat()}}

    @pytest.mark.parametrize("row", [{"confirmed": AFTER}, {"confirmed": None}, {"status": "full"}, {"end": DAY}])
    def test_not_yet_or_full_or_gone(self, ask, row):
        assert self.found(ask, **{"confirmed": DAY, **row}) == {}

    def test_it_is_not_asked_where_nobody_says_when(self, ask):
        assert self.found(ask, confirmed=DAY, absent={"members": ["confirmed"]}) is None
