"""H002, H003: how long organizations live, and why they end."""

import json
from datetime import date, timedelta

import pytest

from regionpb.graph.snapshot import Snapshot
from regionpb.rules.history.lifetimes import dissolved_without_reason, subordinate_outlives
from regionpb.rules.runner import run
from rules.conftest import in_force, register

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
EARLY, LATE = date(2005, 1, 1), date(2010, 1, 1)
ONE = timedelta(days=1)


class TestSubordinateOutlives:
    def found(self, superior, *versions, day=DAY, absent=None):
        """What is missing first for each version that is named, in their order."""
        rows = [*({"id": "S", **row} for row in superior), *({"id": "O", "superior": "S", **row} for row in versions)]
        outcome = run([subordinate_outlives], Snapshot(register({"organizations": rows}, absent), day), in_force(day))
        if outcome.not_checked:
            return None
        assert set(outcome.findings["id"]) <= {"O"}
        shown = [json.loads(values) for values in outcome.findings["values"]]
        assert all(values.keys() == {"superior", "start", "end", "first_without"} for values in shown)
        named = outcome.findings["position"] - len(superior)
        return {n: values["first_without"] for n, values in zip(named, shown, strict=True)}

    def test_the_superior_ended_first(self, ask):
        rows = [{"id": "S", "end": LATE}, {"id": "O", "superior": "S", "start": EARLY}]
        shown = {"superior": "S", "start": "2005-01-01", "end": None, "first_without": "2010-01-01"}
        assert ask(subordinate_outlives, {"organizations": rows}) == {"O": shown}

    @pytest.mark.parametrize(
        ("end", "outlives"), [(LATE - ONE, False), (LATE, False), (LATE + ONE, True), (None, True)]
    )
    def test_to_the_day_at_the_end(self, end, outlives):
        assert self.found([{"end": LATE}], {"end": end}) == ({0: "2010-01-01"} if outlives else {})

    @pytest.mark.parametrize(
        ("start", "missing"), [(None, None), (EARLY - ONE, "2004-12-31"), (EARLY, "none"), (EARLY + ONE, "none")]
    )
    def test_to_the_day_at_the_start(self, start, missing):
        assert self.found([{"start": EARLY}], {"start": start}) == ({} if missing == "none" else {0: missing})

    @pytest.mark.parametrize(("start", "missing"), [(LATE, False), (LATE - ONE, False), (LATE + ONE, True)])
    def test_versions_of_the_superior_that_meet_or_do_not(self, start, missing):
        found = self.found([{"start": start}, {"end": LATE}], {})
        assert found == ({0: "2010-01-01"} if missing else {})

    def test_the_first_of_several_gaps_is_shown(self):
        superior = [{"end": EARLY}, {"start": EARLY + ONE, "end": LATE}, {"start": LATE + ONE}]
        assert self.found(superior, {}) == {0: "2005-01-01"}
        assert self.found(superior, {"start": EARLY + ONE}) == {0: "2010-01-01"}
        assert self.found(superior, {"start": LATE}) == {0: "2010-01-01"}
        assert self.found(superior, {"start": LATE + ONE}) == {}

    def test_each_version_is_named(self):
        superior, between = [{"start": EARLY, "end": LATE}], date(2007, 1, 1)
        assert self.found(superior, {"end": between}, {"start": between}) == {0: None, 1: "2010-01-01"}
        found = self.found(superior, {"end": EARLY}, {"start": EARLY, "end": LATE}, {"start": LATE})
        assert found == {0: None, 2: "2010-01-01"}

    @pytest.mark.parametrize("day", [date(1990, 1, 1), DAY, date(2030, 1, 1)])
    def test_whatever_the_day_asked(self, day):
        coming = date(2020, 1, 1)
        assert self.found([{"end": coming}], {"start": date(2015, 1, 1)}, day=day) == {0: "2020-01-01"}

    def test_a_version_counts_only_where_no_later_one_holds(self):
        moved = {"start": LATE, "superior": None}
        assert self.found([{"end": LATE}], {}, moved) == {}
        assert self.found([{"end": LATE - ONE}], {}, moved) == {0: "2009-12-31"}
        assert self.found([{"end": LATE}], {}, moved | {"end": DAY}) == {0: "2011-07-29"}
        assert self.found([{"end": LATE}], {}, {"superior": None}) == {}
        assert self.found([{"end": LATE}], {"superior": None}, {}) == {1: "2010-01-01"}
        # The superior is missing all the while the later version hides it, and at its end.
        assert self.found([{"start": AFTER}], {"start": EARLY}, {"superior": None, "end": LATE, "start": EARLY}) == {
            0: "2010-01-01"
        }

    def test_a_superior_that_only_a_row_set_aside_knows_is_no_edge(self):
        assert self.found([{"end": DAY}], {"superior": "unknown"}, {"superior": None}) == {}

    def test_an_external_organization_is_asked_too(self):
        assert self.found([{"end": LATE}], {"external": True}) == {0: "2010-01-01"}

    def test_what_stands_under_itself_is_there_whenever_it_is(self, ask):
        rows = [{"id": "O", "superior": "O", "start": EARLY, "end": LATE}]
        assert ask(subordinate_outlives, {"organizations": rows}) == {}

    def test_superiors_are_needed_dates_are_not(self):
        assert self.found([{"end": LATE}], {}, absent={"organizations": ["superior"]}) is None
        assert self.found([{}], {}, absent={"organizations": ["start", "end"]}) == {}


class TestDissolvedWithoutReason:
    def found(self, ask, *rows, day=DAY, absent=None):
        organizations = [{"id": "O", **row} for row in rows]
        return ask(dissolved_without_reason, {"organizations": organizations}, day=day, absent=absent)

    @pytest.mark.parametrize("end", [EARLY, BEFORE, DAY])
    def test_an_end_without_a_reason(self, ask, end):
        assert self.found(ask, {"end": end}) == {"O": {"end": end.isoformat()}}
        assert self.found(ask, {"end": end, "external": True}).keys() == {"O"}

    @pytest.mark.parametrize("row", [{}, {"end": AFTER}, {"end": EARLY, "end_reason": "merged"}, {"start": DAY}])
    def test_still_there_or_ended_for_a_reason(self, ask, row):
        assert self.found(ask, row) == {}

    def test_only_the_latest_version_counts(self, ask):
        assert self.found(ask, {"end": EARLY}, {"start": EARLY}) == {}
        assert self.found(ask, {"start": LATE}, {"end": EARLY}) == {}
        found = self.found(ask, {"start": EARLY, "end": LATE}, {"end": EARLY, "end_reason": "upgraded"})
        assert found == {"O": {"end": "2010-01-01"}}

    def test_what_starts_after_the_day_has_not_happened(self, ask):
        assert self.found(ask, {"end": EARLY}, {"start": AFTER}).keys() == {"O"}
        assert self.found(ask, {"end": EARLY}, {"start": AFTER}, day=AFTER) == {}

    def test_reasons_are_needed(self, ask):
        assert self.found(ask, {"end": EARLY}, absent={"organizations": ["end_reason"]}) is None
