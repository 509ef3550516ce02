"""M002, M003: when members joined, and when they were confirmed."""

from datetime import date

import pytest

from regionpb.rules.members.joining import confirmed_before_joined, joined_underage

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
JOINED = date(2005, 7, 1)


class TestConfirmedBeforeJoined:
    def found(self, ask, absent=None, **row):
        return ask(confirmed_before_joined, {"members": [{"id": "M", "joined": JOINED, **row}]}, absent=absent)

    @pytest.mark.parametrize("confirmed", [date(2005, 6, 30), date(1995, 7, 1)])
    @pytest.mark.parametrize("status", ["full", "probationary"])
    def test_the_other_way_round(self, ask, confirmed, status):
        found = self.found(ask, confirmed=confirmed, status=status)
        assert found == {"M": {"joined": "2005-07-01", "confirmed": confirmed.isoformat()}}

    @pytest.mark.parametrize("confirmed", [JOINED, date(2005, 7, 2), AFTER, None])
    def test_on_the_same_day_or_later_or_not(self, ask, confirmed):
        assert self.found(ask, confirmed=confirmed) == {}

    @pytest.mark.parametrize("row", [{"joined": None}, {"end": DAY}, {"start": AFTER}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, confirmed=date(1995, 7, 1), **row) == {}

    @pytest.mark.parametrize("column", ["joined", "confirmed"])
    def test_both_dates_are_needed(self, ask, column):
        assert self.found(ask, confirmed=date(1995, 7, 1), absent={"members": [column]}) is None


class TestJoinedUnderage:
    def found(self, ask, *, age=18, absent=None, **row):
        members = [{"id": "M", "joined": JOINED, **row}]
        return ask(joined_underage, {"members": members}, absent=absent, joining_age=age)

    @pytest.mark.parametrize(
        ("born", "underage"), [(1986, False), (1987, False), (1988, True), (2010, True), (0, False)]
    )
    def test_by_the_year(self, ask, born, underage):
        shown = {"joined": "2005-07-01", "birth_year": born, "age": 2005 - born, "joining_age": 18}
        assert self.found(ask, birth_year=born) == ({"M": shown} if underage else {})

    @pytest.mark.parametrize("joined", [date(2005, 1, 1), date(2005, 12, 31)])
    def test_any_day_of_the_year_of_the_birthday_will_do(self, ask, joined):
        assert self.found(ask, birth_year=1987, joined=joined) == {}
        assert self.found(ask, birth_year=1988, joined=joined).keys() == {"M"}

    @pytest.mark.parametrize(("age", "underage"), [(17, False), (18, False), (19, True)])
    def test_the_age(self, ask, age, underage):
        assert bool(self.found(ask, birth_year=1987, age=age)) is underage

    def test_a_year_that_is_none_is_no_overflow(self, ask):
        assert self.found(ask, birth_year=2**63 - 1).keys() == {"M"}

    @pytest.mark.parametrize("row", [{"joined": None}, {"birth_year": None}, {"end": DAY}, {"start": AFTER}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, **{"birth_year": 2000, **row}) == {}

    @pytest.mark.parametrize("column", ["joined", "birth_year"])
    def test_both_are_needed(self, ask, column):
        assert self.found(ask, birth_year=2000, absent={"members": [column]}) is None
