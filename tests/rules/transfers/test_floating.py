"""T007, T008: floating members."""

from datetime import date

import pytest

from regionpb.rules.transfers.floating import floating_unlinked, floating_without_date

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
LONG, SHORT = date(2011, 1, 29), date(2011, 1, 30)


class TestFloatingUnlinked:
    ORGANIZATIONS = ({"id": "host"}, {"id": "over", "end": DAY}, {"id": "coming", "start": AFTER})

    def found(self, ask, *, day=DAY, months=6, absent=None, **row):
        settled = {"floating": True, "floating_since": LONG, "floating_stage": "linked", "host_organization": "host"}
        tables = {"members": [{"id": "M", **settled, **row}], "organizations": self.ORGANIZATIONS}
        return ask(floating_unlinked, tables, day=day, absent=absent, floating_months=months)

    @pytest.mark.parametrize("stage", ["found", "filed", None])
    def test_not_yet_linked(self, ask, stage):
        since = {"floating_since": "2011-01-29", "floating_months": 6}
        shown = {"M": {**since, "floating_stage": stage, "host_organization": "host"}}
        assert self.found(ask, floating_stage=stage) == shown

    @pytest.mark.parametrize("stage", ["linked", "managed", "engaged"])
    def test_linked_with_a_host(self, ask, stage):
        assert self.found(ask, floating_stage=stage) == {}

    @pytest.mark.parametrize("stage", ["linked", "managed", "engaged"])
    @pytest.mark.parametrize("host", [None, "over", "coming", "unknown"])
    def test_without_a_current_host(self, ask, stage, host):
        since = {"floating_since": "2011-01-29", "floating_months": 6}
        shown = {"M": {**since, "floating_stage": stage, "host_organization": host}}
        assert self.found(ask, floating_stage=stage, host_organization=host) == shown

    def test_both_at_once_are_one_finding(self, ask):
        assert self.found(ask, floating_stage="found", host_organization=None).keys() == {"M"}

    @pytest.mark.parametrize(("since", "long"), [(date(2011, 1, 28), True), (LONG, True), (SHORT, False), (AFTER, 0)])
    def test_half_a_year_to_the_day(self, ask, since, long):
        assert bool(self.found(ask, floating_stage=None, floating_since=since)) is bool(long)

    @pytest.mark.parametrize(
        ("day", "long"), [(date(2012, 2, 28), False), (date(2012, 2, 29), True), (date(2012, 3, 1), True)]
    )
    def test_where_the_month_is_too_short_its_last_day(self, ask, day, long):
        assert bool(self.found(ask, floating_stage=None, floating_since=date(2011, 8, 31), day=day)) is long

    @pytest.mark.parametrize(("months", "long"), [(5, True), (6, True), (7, False)])
    def test_the_months(self, ask, months, long):
        assert bool(self.found(ask, floating_stage=None, months=months)) is long

    @pytest.mark.parametrize("row", [{"floating": False}, {"floating": None}, {"floating_since": None}, {"end": DAY}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, floating_stage=None, **row) == {}

    @pytest.mark.parametrize("column", ["floating", "floating_since", "floating_stage", "host_organization"])
    def test_all_four_columns_are_needed(self, ask, column):
        assert self.found(ask, floating_stage=None, absent={"members": [column]}) is None


class TestFloatingWithoutDate:
    def found(self, ask, absent=None, **row):
        return ask(floating_without_date, {"members": [{"id": "M", "floating": True, **row}]}, absent=absent)

    def test_nobody_knows_since_when(self, ask):
        assert self.found(ask) == {"M": {}}

    @pytest.mark.parametrize("row", [{"floating_since": DAY}, {"floating_since": AFTER}, {"floating": False},
                                     {"floating": None}, {"end": DAY}, {"start": AFTER}])  # fmt: skip
    def test_with_a_day_or_not_floating_or_not_there(self, ask, row):
        assert self.found(ask, **row) == {}

    @pytest.mark.parametrize("column", ["floating", "floating_since"])
    def test_both_columns_are_needed(self, ask, column):
        assert self.found(ask, absent={"members": [column]}) is None
