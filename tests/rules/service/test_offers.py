"""S003, S005: what a centre offers, and how soon a request is closed."""

from datetime import date, timedelta

import pytest

from regionpb.rules.service.offers import incomplete_centre, request_open

DAY = date(2011, 7, 29)
SIX = ["party_activity", "social_security", "family_planning", "health", "enterprise", "migrants"]


class TestIncompleteCentre:
    def found(self, ask, absent=None, **row):
        points = [{"id": "s", "kind": "public_centre", "services": SIX, **row}]
        return ask(incomplete_centre, {"service_points": points}, absent=absent)

    def test_all_six(self, ask):
        assert self.found(ask) == {}
        assert self.found(ask, services=[*SIX[::-1], "other"]) == {}

    @pytest.mark.parametrize("service", SIX)
    def test_each_of_them_is_asked_for(self, ask, service):
        services = [each for each in SIX if each != service]
        assert self.found(ask, services=services) == {"s": {"lacking": service}}
        assert self.found(ask, services=[*services, "other"]).keys() == {"s"}

    @pytest.mark.parametrize("services", [None, []])
    def test_none_entered(self, ask, services):
        assert self.found(ask, services=services) == {"s": {"lacking": ";".join(SIX)}}

    @pytest.mark.parametrize("kind", ["centre", "station", "point", "volunteer_station", "hotline", "online", None])
    def test_other_kinds_need_not(self, ask, kind):
        assert self.found(ask, kind=kind, services=None) == {}

    def test_not_of_one_that_has_closed(self, ask):
        assert self.found(ask, services=None, end=DAY) == {}
        assert self.found(ask, services=None, start=DAY).keys() == {"s"}

    @pytest.mark.parametrize("column", ["kind", "services"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, absent={"service_points": [column]}) is None


class TestRequestOpen:
    def found(self, ask, ago, closed=None, days=15, absent=None):
        closed_on = None if closed is None else DAY - timedelta(days=closed)
        requests = [{"id": "r", "opened_on": DAY - timedelta(days=ago), "closed_on": closed_on}]
        return ask(request_open, {"requests": requests}, absent=absent, request_days=days)

    @pytest.mark.parametrize(("ago", "open_"), [(14, False), (15, True), (16, True), (4000, True), (0, False)])
    def test_days_are_counted(self, ask, ago, open_):
        assert self.found(ask, ago) == (
            {"r": {"opened_on": (DAY - timedelta(days=ago)).isoformat(), "request_days": 15}} if open_ else {}
        )

    @pytest.mark.parametrize(("closed", "open_"), [(0, False), (1, False), (30, False), (-1, True), (-100, True)])
    def test_what_is_closed_by_the_day(self, ask, closed, open_):
        assert (self.found(ask, 20, closed) != {}) == open_

    def test_one_to_come_is_none_yet(self, ask):
        assert self.found(ask, -1, days=0) == {}
        assert self.found(ask, 0, days=0).keys() == {"r"}

    @pytest.mark.parametrize("column", ["opened_on", "closed_on"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, 20, absent={"requests": [column]}) is None
